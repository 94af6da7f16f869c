import { blockHash, headerBytes } from './block.js';
import { toHex } from './bytes.js';
import { genesisBlock } from './genesis.js';
import { meetsTarget, mine } from './proof-of-work.js';

const hashOf = (...head: number[]) => Buffer.concat([Buffer.from(head), Buffer.alloc(32 - head.length, 0xff)]);

test.each<[number[], number]>([
  [[0xff], 0],
  [[0x7f], 1],
  [[0x01], 7],
  [[0x00], 8],
  [[0x00, 0x0f], 12],
  [[0x00, 0x00, 0x00, 0x01], 31],
  [[0x00, 0x00, 0x00, 0x00], 32],
])('a hash that starts with %p meets exactly %i bits', (head, bits) => {
  expect(meetsTarget(hashOf(...head), bits)).toBe(true);
  if (bits < 32) expect(meetsTarget(hashOf(...head), bits + 1)).toBe(false);
});

test('mining finds the first nonce whose hash meets the target', () => {
  const { nonce: _, ...header } = { ...genesisBlock().header, bits: 8 };
  const mined = mine(header);
  expect(meetsTarget(mined.hash, 8)).toBe(true);
  expect(mined.hash).toEqual(blockHash({ ...header, nonce: mined.nonce }));
  for (let nonce = 0; nonce < mined.nonce; nonce++) expect(meetsTarget(blockHash({ ...header, nonce }), 8)).toBe(false);
});

test.each([2 ** 16 - 3, 2 ** 31 - 3, 2 ** 32 - 3, 2 ** 48 - 3])('mining goes on past %i', (from) => {
  const { nonce: _, ...header } = { ...genesisBlock().header, bits: 5 };
  const mined = mine(header, from);
  expect(meetsTarget(mined.hash, 5)).toBe(true);
  expect(mined.hash).toEqual(blockHash({ ...header, nonce: mined.nonce }));
});

test('the nonce of genesis is the first that meets its target', () => {
  const { nonce, ...header } = genesisBlock().header;
  expect(mine(header)).toEqual({ nonce, hash: genesisBlock().hash });
  expect(new Date(header.timestamp * 1000).toISOString()).toBe('2026-06-16T00:00:00.000Z');
});

test('genesis is this block and no other', () => {
  expect(toHex(genesisBlock().hash)).toBe('00004d9305dfd59fe19025fede4c220814b5c60a0077febab2ba030b0fe13b62');
  expect(toHex(genesisBlock().transactions[0]!.id)).toBe(
    '1a373f7f5b2cb98c26e054fdb3a6ddf70858c3609fce5a57d235f42de114b227',
  );
});

test('a header is 106 bytes: tag, version, height, link, root, time, bits, nonce', () => {
  const header = {
    height: 0x0102,
    prevHash: Buffer.alloc(32, 0xaa),
    merkleRoot: Buffer.alloc(32, 0xbb),
    timestamp: 0x03040506,
    bits: 7,
    nonce: 2 ** 40 + 8,
  };
  expect(headerBytes(header).toString('hex')).toBe(
    `${Buffer.from('mizan/block/1').toString('hex')}000000` +
      `01${'0000000000000102'}${'aa'.repeat(32)}${'bb'.repeat(32)}${'0000000003040506'}07${'0000010000000008'}`,
  );
});
