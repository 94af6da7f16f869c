import { Backpressure } from './backpressure.js';

const measured = (transactions: number, everyMs: number, blocks: number): Backpressure => {
  const backpressure = new Backpressure();
  for (let at = 0; at < blocks; at++) backpressure.stored(transactions, at * everyMs);
  return backpressure;
};

test('nothing is foretold before sixteen blocks', () => {
  expect(measured(10, 5, 15).waitMs(1_000_000)).toBe(0);
});

test('the wait is the queue over the rate of the latest blocks', () => {
  expect(measured(10, 5, 16).waitMs(1_000)).toBeCloseTo(500);
  const slowed = measured(10, 5, 16);
  for (let at = 0; at < 16; at++) slowed.stored(10, 75 + at * 50);
  expect(slowed.waitMs(1_000)).toBeCloseTo(5_000);
});

test('a pause between blocks is no slowness', () => {
  const backpressure = measured(10, 5, 16);
  backpressure.stored(1, 60_000);
  expect(backpressure.waitMs(1_000_000)).toBe(0);
});
