import { newOneTimePassword } from './one-time-password.js';

/** Pearson's statistic of counts that are expected to be equal. */
function chiSquare(counts: readonly number[]): number {
  const expected = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

test('of a million codes every leading part is as frequent as any other, and every last part', () => {
  const [first, last] = [new Array<number>(1000).fill(0), new Array<number>(1000).fill(0)];
  for (let count = 0; count < 1_000_000; count++) {
    const code = newOneTimePassword();
    if (!/^[0-9]{6}$/.test(code)) throw new Error('a code is not six digits');
    first[Number(code.slice(0, 3))]!++;
    last[Number(code.slice(3))]!++;
  }
  // 999 degrees of freedom: chance alone passes 1300 less than once in 10^9 runs. A modulo bias or a lost zero gives thousands.
  expect(chiSquare(first)).toBeLessThan(1300);
  expect(chiSquare(last)).toBeLessThan(1300);
});
