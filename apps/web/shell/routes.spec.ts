import { describe, expect, it } from '@jest/globals';
import { findPage, type Routes } from './routes.js';

const load = async () => ({ default: () => null });
const ROUTES: Routes = { '/': load, '/tx/:id': load };

describe('the page at a path', () => {
  it('is found with the parts that vary, decoded', () => {
    expect(findPage(ROUTES, '/')).toEqual({ load, parameters: {} });
    expect(findPage(ROUTES, '/tx/a%2Fb%2B')).toEqual({ load, parameters: { id: 'a/b+' } });
  });

  it.each(['/tx', '/tx/', '/tx/a/b', '/nope', '/tx/%ff', '/TX/a'])('is none at %s', (path) => {
    expect(findPage(ROUTES, path)).toBeUndefined();
  });
});
