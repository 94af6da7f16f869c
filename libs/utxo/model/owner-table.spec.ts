import { randomBytes } from 'node:crypto';
import { OwnerTable } from './owner-table.js';

const wordsOf = (hash: Buffer) => new Uint32Array(Uint8Array.from(hash).buffer);

test('every owner keeps the number of their entry, however many there are', () => {
  const table = new OwnerTable();
  const hashes = Array.from({ length: 40_000 }, () => wordsOf(randomBytes(32)));
  const firstMisnumbered = (number: (hash: Uint32Array) => number | undefined) =>
    hashes.findIndex((hash, at) => number(hash) !== at);
  expect(firstMisnumbered((hash) => table.enter(hash, 0))).toBe(-1);
  expect(firstMisnumbered((hash) => table.find(hash, 0))).toBe(-1);
  expect(firstMisnumbered((hash) => table.enter(hash, 0))).toBe(-1);
  expect(table.find(wordsOf(randomBytes(32)), 0)).toBeUndefined();
});

test('owners who differ in one bit are told apart', () => {
  const table = new OwnerTable();
  const hashes = Array.from({ length: 256 }, (_, bit) => {
    const hash = Buffer.alloc(32);
    hash[bit >> 3] = 1 << (bit & 7);
    return wordsOf(hash);
  });
  expect(hashes.map((hash) => table.enter(hash, 0))).toEqual(hashes.map((_, at) => at));
  expect(table.find(new Uint32Array(8), 0)).toBeUndefined();
});

test('an owner is read from the middle of other words', () => {
  const table = new OwnerTable();
  const hash = wordsOf(randomBytes(32));
  const page = new Uint32Array(21 * 2);
  page.set(hash, 21 + 13);
  expect(table.enter(page, 21 + 13)).toBe(0);
  expect(table.find(hash, 0)).toBe(0);
});
