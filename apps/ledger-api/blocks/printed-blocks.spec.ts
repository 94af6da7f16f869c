import { text } from 'node:stream/consumers';
import type { StreamableFile } from '@nestjs/common';
import { PrintedBlocks } from './printed-blocks.js';

const MEGABYTE = 2 ** 20;

let printed: PrintedBlocks;
let prints: number;

beforeEach(() => {
  printed = new PrintedBlocks();
  prints = 0;
});

const answer = (height: number, note = 'a') =>
  printed.answer(height, async () => {
    prints++;
    return { height, note };
  });
const read = async (file: Promise<StreamableFile>) => text((await file).getStream());

test('a block is printed once, and reads the same ever after', async () => {
  expect(await read(answer(7))).toBe('{"height":7,"note":"a"}');
  expect(await read(answer(7))).toBe('{"height":7,"note":"a"}');
  expect(await read(answer(8))).toBe('{"height":8,"note":"a"}');
  expect(prints).toBe(2);
  expect((await answer(7)).getHeaders()).toMatchObject({ type: 'application/json; charset=utf-8', length: 23 });
});

test('what was not read to its end is printed again', async () => {
  const cut = (await answer(7, 'a'.repeat(MEGABYTE))).getStream();
  cut.once('data', () => cut.destroy());
  await new Promise((resolve) => cut.once('close', resolve));
  expect(await read(answer(7))).toBe('{"height":7,"note":"a"}');
  expect(prints).toBe(2);
});

test('a block that breaks off while it is printed is not kept', async () => {
  const breaking = printed.answer(7, async () => ({
    transactions: (async function* () {
      yield 1;
      throw new Error('the store broke');
    })(),
  }));
  await expect(read(breaking)).rejects.toThrow('the store broke');
  expect(await read(answer(7))).toBe('{"height":7,"note":"a"}');
});

test('the memory is bounded: large blocks are not kept, and the ones not asked for go first', async () => {
  await read(answer(1, 'a'.repeat(5 * MEGABYTE)));
  await read(answer(1, 'a'.repeat(5 * MEGABYTE)));
  expect(prints).toBe(2);
  for (let height = 2; height <= 7; height++) await read(answer(height, 'a'.repeat(3 * MEGABYTE)));
  expect(prints).toBe(8);
  await read(answer(7));
  expect(prints).toBe(8);
  await read(answer(2));
  expect(prints).toBe(9);
});
