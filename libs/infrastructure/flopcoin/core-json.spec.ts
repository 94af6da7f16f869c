import { unitsField } from './core-answer.js';
import { parseCoreJson } from './core-json.js';

describe('the reader of Core’s answers', () => {
  it('keeps every digit of an amount that a double would lose', () => {
    expect(unitsField(parseCoreJson('{"amount":90000000.00000014}'), 'amount')).toBe(9_000_000_000_000_014n);
    expect(unitsField(parseCoreJson('{"amount":-100000000.00000001}'), 'amount')).toBe(-10_000_000_000_000_001n);
  });

  it('leaves digits inside strings alone, escaped quotes included', () => {
    expect(parseCoreJson('{"label":"a \\"1.5\\" b 2","n":3}')).toEqual({ label: 'a "1.5" b 2', n: '3' });
  });

  it('believes no amount that is not written as Core writes amounts', () => {
    for (const literal of [
      '1e-8',
      'null',
      'true',
      '[1]',
      '{}',
      '"x"',
      '0.123456789',
      '0.10000000000000000000',
      '123456789012',
    ])
      expect(() => unitsField(parseCoreJson(`{"amount":${literal}}`), 'amount')).toThrow('could not be understood');
  });
});
