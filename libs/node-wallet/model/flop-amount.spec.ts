import { readFileSync } from 'node:fs';
import { InvalidAmount } from '../coin.errors.js';
import { formatFlop, MAX_MONEY_UNITS, parseFlop, parseSignedFlop } from './flop-amount.js';

const vectors: { valid: { text: string; units: string; written: string }[]; invalid: string[] } = JSON.parse(
  readFileSync('test/vectors/flop-amounts.json', 'utf8'),
);

describe('an amount of FLOP', () => {
  it.each(vectors.valid)('reads $text as $units units and writes it as $written', ({ text, units, written }) => {
    expect(parseFlop(text)).toBe(BigInt(units));
    expect(formatFlop(BigInt(units))).toBe(written);
    expect(parseFlop(written)).toBe(BigInt(units));
  });

  it.each(vectors.invalid)('refuses %j rather than rounding or guessing', (text) => {
    expect(() => parseFlop(text)).toThrow(InvalidAmount);
  });

  it('writes what JSON reads back as a number', () => {
    for (const units of [0n, 1n, 10n, 999_999_999n, MAX_MONEY_UNITS])
      expect(JSON.parse(formatFlop(units))).toBe(Number(formatFlop(units)));
  });

  it('reads the negative figures of Core, and balances larger than one output', () => {
    expect(parseSignedFlop('-0.00192000')).toBe(-192_000n);
    expect(parseSignedFlop('98400000000.00000000')).toBe(9_840_000_000_000_000_000n);
    expect(formatFlop(-192_000n)).toBe('-0.00192');
    expect(() => parseSignedFlop('1e-8')).toThrow(InvalidAmount);
  });
});
