import fc from 'fast-check';
import { formatFlop, parseFlop } from './flop.js';

describe('amounts of FLOP', () => {
  it.each([
    ['90071992547.40993', 9007199254740993000n],
    ['0.00000001', 1n],
    ['-0.5', -50000000n],
    ['0', 0n],
    ['100', 10000000000n],
  ])('%s is %s units, and back', (text, units) => {
    expect(parseFlop(text)).toBe(units);
    expect(formatFlop(units)).toBe(text);
  });

  it.each(['', '.5', '5.', '1e3', '1.123456789', ' 1', '+1', 'NaN', '0x1'])('refuses %j', (text) => {
    expect(() => parseFlop(text)).toThrow(RangeError);
  });

  it('are the same after writing and reading, whatever their size', () => {
    fc.assert(fc.property(fc.bigInt(), (units) => expect(parseFlop(formatFlop(units))).toBe(units)));
  });
});
