import fc from 'fast-check';
import { parseDay } from './day.js';
import { NisabHistory, type NisabSnapshot, nisabUnits } from './nisab.js';

test.each<[string, string, string, bigint]>([
  ['silver at a whole price', '612.36', '100', 61_236n],
  ['silver, rounded up', '612.36', '293.44', 179_691n], // 179,690.9184
  ['gold', '87.48', '20000.5', 1_749_644n], // 1,749,643.74
  ['what comes out whole', '595', '0.2', 119n],
  ['next to nothing', '0.000000001', '0.000000001', 1n],
  ['more than a double holds', '1', '9007199254740993', 9_007_199_254_740_993n],
])('nisab of %s: %s g × %s = %i units', (_, grams, price, units) => {
  expect(nisabUnits(grams, price)).toBe(units);
});

test('nisab is the least whole number that reaches the value of the metal', () => {
  const thousandths = fc.bigInt({ min: 1n, max: 10n ** 9n });
  const text = (value: bigint) => `${value / 1000n}.${String(value % 1000n).padStart(3, '0')}`;
  fc.assert(
    fc.property(thousandths, thousandths, (grams, price) => {
      const units = nisabUnits(text(grams), text(price));
      expect(units * 1_000_000n >= grams * price && (units - 1n) * 1_000_000n < grams * price).toBe(true);
    }),
  );
});

test.each([
  ['0', '100'],
  ['612.36', '0.0'],
  ['-1', '1'],
  ['1e3', '1'],
  ['', '1'],
  ['1.', '1'],
  ['1', '1.0000000001'],
  ['1000000000', '1000000001'],
])('%j g at %j make no nisab', (grams, price) => {
  expect(() => nisabUnits(grams, price)).toThrow('invalid nisab');
});

test('in force is the newest of the day or before it, and before all of them the oldest', () => {
  const at = (asOf: string, units: bigint): NisabSnapshot => ({
    standard: 'fixed',
    grams: undefined,
    pricePerGram: undefined,
    units,
    source: 'a notification',
    asOf: parseDay(asOf),
  });
  const history = new NisabHistory([at('2026-02-18', 503_529n), at('2025-03-01', 1n), at('2025-03-01', 179_689n)]);
  const units = ['2020-01-01', '2025-03-01', '2026-02-17', '2026-02-18', '2030-01-01'].map(
    (day) => history.inForceOn(parseDay(day))?.units,
  );
  expect(units).toEqual([179_689n, 179_689n, 179_689n, 503_529n, 503_529n]);
  expect(new NisabHistory([]).inForceOn(0)).toBeUndefined();
});
