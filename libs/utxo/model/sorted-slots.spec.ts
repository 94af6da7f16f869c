import fc from 'fast-check';
import { SortedSlots } from './sorted-slots.js';

const ascending = (left: number, right: number) => left - right;

/** Slots by a seed: enough of them that chunks split and end. */
function shuffled(count: number, seed: number): number[] {
  let state = seed || 1;
  const slots = Array.from({ length: count }, (_, at) => at * 2);
  for (let at = slots.length - 1; at > 0; at--) {
    state = (state * 48_271) % 2_147_483_647;
    const other = state % (at + 1);
    [slots[at], slots[other]] = [slots[other]!, slots[at]!];
  }
  return slots;
}

test('what is added and removed in any order stands in order, from any place on and downwards', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2 ** 30 }), fc.nat(3_000), fc.nat(6_000), (seed, given, first) => {
      const slots = shuffled(3_000, seed);
      const sorted = new SortedSlots(ascending, slots.slice(0, given));
      for (const slot of slots.slice(given)) sorted.add(slot);
      const removed = slots.slice(0, 2_500);
      for (const slot of removed) sorted.remove(slot);
      for (const slot of removed.slice(0, 700)) sorted.add(slot);
      const expected = [...slots.slice(2_500), ...removed.slice(0, 700)].sort(ascending);
      expect([...sorted.from((slot) => slot < first)]).toEqual(expected.filter((slot) => slot >= first));
      expect([...sorted.downwards()]).toEqual(expected.toReversed());
    }),
    { numRuns: 30 },
  );
});

test('what only grows at its end stands in order too, and can be emptied', () => {
  const sorted = new SortedSlots(ascending, []);
  for (let slot = 0; slot < 2_000; slot++) sorted.add(slot);
  expect([...sorted.from(() => false)]).toEqual(Array.from({ length: 2_000 }, (_, slot) => slot));
  for (let slot = 1_999; slot >= 0; slot--) sorted.remove(slot);
  expect([...sorted.downwards()]).toEqual([]);
  sorted.add(7);
  expect([...sorted.downwards()]).toEqual([7]);
});

test('a slot that is not there cannot be removed', () => {
  const sorted = new SortedSlots(ascending, [1, 3]);
  for (const slot of [0, 2, 4]) expect(() => sorted.remove(slot)).toThrow('not among the sorted ones');
});
