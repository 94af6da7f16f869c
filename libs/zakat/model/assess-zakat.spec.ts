import fc from 'fast-check';
import { assessZakat } from './assess-zakat.js';

test.each<[bigint, bigint]>([
  [0n, 0n],
  [1n, 0n],
  [39n, 0n],
  [40n, 1n],
  [41n, 1n],
  [79n, 1n],
  [80n, 2n],
  [15_000n, 375n],
  [14_999n, 374n],
  [2n ** 53n, 225_179_981_368_524n],
  [2n ** 53n + 1n, 225_179_981_368_524n],
  [10n ** 18n, 25_000_000_000_000_000n],
])('on %i units zakat is %i', (balance, due) => {
  expect(assessZakat(balance)).toBe(due);
});

test('zakat is a fortieth, rounded down, and never more', () => {
  fc.assert(
    fc.property(fc.bigInt(0n, 10n ** 18n), (balance) => {
      const due = assessZakat(balance);
      expect(due * 40n <= balance && (due + 1n) * 40n > balance).toBe(true);
    }),
  );
});

test('there is no zakat on a debt', () => {
  expect(() => assessZakat(-1n)).toThrow(RangeError);
});
