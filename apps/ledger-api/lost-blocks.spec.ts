import { BlocksLost } from '@app/utxo';
import { lastWordsOf } from './lost-blocks.js';

const block = (height: number) => ({ height, hash: new Uint8Array(32).fill(height + 1) });

test('every lost block is named by height and hash', () => {
  expect(lastWordsOf(new BlocksLost([block(0), block(1)])).split('\n')).toEqual([
    'the store has gone back: it lacks 2 or more blocks that were acknowledged; see docs/high-availability.md',
    `lost block 0 ${'01'.repeat(32)}`,
    `lost block 1 ${'02'.repeat(32)}`,
    '',
  ]);
});

test('a store that has lost its first block alone has lost nothing that was acknowledged', () => {
  expect(lastWordsOf(new BlocksLost([block(0)]))).toMatch(/^the store is empty again: .*nothing was acknowledged/);
});
