import { describe, expect, it } from '@jest/globals';
import { readKeyTerms } from './key-terms.js';

describe('what is typed into the form of a key', () => {
  const read = (fields: Record<string, string>, scopes = ['read']) =>
    readKeyTerms((name) => fields[name] ?? '', scopes);
  const unbound = { limit_per_day: undefined, addresses: undefined, networks: undefined, expires_in: undefined };

  it('binds nothing where it is left empty', () => {
    expect(read({ name: ' till ', addresses: ' ', days: ' ' })).toEqual({ name: 'till', scopes: ['read'], ...unbound });
  });

  it('is read in digits of either language, and lists by spaces, commas and lines', () => {
    const typed = { name: 'till', limit: '۱۰۰', addresses: 'mzn1x, mzn1y', networks: '10.0.0.0/8\n::1', days: '30' };
    expect(read(typed, ['send'])).toEqual({
      ...{ name: 'till', scopes: ['send'], limit_per_day: 100n, addresses: ['mzn1x', 'mzn1y'] },
      ...{ networks: ['10.0.0.0/8', '::1'], expires_in: 30 * 86_400 },
    });
  });

  it.each([{ limit: '0' }, { limit: '1.5' }, { days: 'ten' }, { days: '3651' }])('is refused with %j', (fields) => {
    expect(read({ name: 'till', ...fields })).toBe('bad number');
  });

  it('is refused without a scope', () => {
    expect(read({ name: 'till' }, [])).toBe('no scope');
  });
});
