import { randomBytes } from 'node:crypto';
import { OutpointTable } from './outpoint-table.js';

const OUTPUTS = 5;

/** Slots whose outpoints are five outputs each of random transactions. */
function tableOf(transactions: number) {
  const words = new Uint32Array(new Uint8Array(randomBytes(transactions * 32)).buffer);
  const startOf = (slot: number) => Math.floor(slot / OUTPUTS) * 8;
  const voutOf = (slot: number) => slot % OUTPUTS;
  const table = new OutpointTable({
    wordsOf: () => words,
    startOf,
    voutOf,
    isAt: (slot, given, at, vout) =>
      voutOf(slot) === vout &&
      words.subarray(startOf(slot), startOf(slot) + 8).every((word, i) => word === given[at + i]),
  });
  return { table, find: (slot: number) => table.find(words, startOf(slot), voutOf(slot)) };
}

test('each of many outpoints is found at its slot, also while others come and go', () => {
  const { table, find } = tableOf(8_000);
  const slots = Array.from({ length: 8_000 * OUTPUTS }, (_, slot) => slot);
  for (const slot of slots) table.add(slot);
  const gone = slots.filter((slot) => slot % 3 !== 0);
  for (const slot of gone) table.remove(slot);
  expect(slots.every((slot) => find(slot) === (slot % 3 === 0 ? slot : undefined))).toBe(true);
  for (const slot of gone.slice(0, 9_000)) table.add(slot);
  const there = new Set([...slots.filter((slot) => slot % 3 === 0), ...gone.slice(0, 9_000)]);
  expect(slots.every((slot) => find(slot) === (there.has(slot) ? slot : undefined))).toBe(true);
});

test('removing what is not there changes nothing', () => {
  const { table, find } = tableOf(2);
  table.add(3);
  table.remove(4);
  expect([find(3), find(4)]).toEqual([3, undefined]);
});
