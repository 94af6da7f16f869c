import { Pace } from './pace.js';

const paced = (transactions: number, everyMs: number, blocks: number): Pace => {
  const pace = new Pace();
  for (let at = 0; at < blocks; at++) pace.stored(transactions, at * everyMs);
  return pace;
};

test('nothing is foretold before sixteen blocks', () => {
  expect(paced(10, 5, 15).waitMs(1_000_000)).toBe(0);
});

test('the wait is the queue over the pace of the latest blocks', () => {
  expect(paced(10, 5, 16).waitMs(1_000)).toBeCloseTo(500);
  const slowed = paced(10, 5, 16);
  for (let at = 0; at < 16; at++) slowed.stored(10, 75 + at * 50);
  expect(slowed.waitMs(1_000)).toBeCloseTo(5_000);
});

test('a pause between blocks is no slowness', () => {
  const pace = paced(10, 5, 16);
  pace.stored(1, 60_000);
  expect(pace.waitMs(1_000_000)).toBe(0);
});
