import { beforeEach, describe, expect, it } from '@jest/globals';
import { AllowedMethods } from './allowed-methods.js';

describe('the methods of a path', () => {
  let allowed: AllowedMethods;
  beforeEach(() => {
    allowed = new AllowedMethods();
    allowed.add('/wallet/create', ['POST']);
    allowed.add('/wallet/:node_id', ['GET']);
    allowed.add('/wallet/:node_id', ['DELETE']);
    allowed.add('/docs/*', ['GET', 'HEAD']);
  });

  it('are those of every route that matches it', () => {
    expect(allowed.forPath('/wallet/node_1')).toBe('GET, HEAD, DELETE, OPTIONS');
    expect(allowed.forPath('/wallet/create')).toBe('GET, HEAD, POST, DELETE, OPTIONS');
    expect(allowed.forPath('/docs/a/b.css')).toBe('GET, HEAD, OPTIONS');
  });

  it('do not exist for a path that no route matches', () => {
    for (const path of ['/', '/wallet', '/wallet/', '/wallet/a/b', '/other', '/docs']) {
      expect([path, allowed.forPath(path)]).toEqual([path, undefined]);
    }
  });
});
