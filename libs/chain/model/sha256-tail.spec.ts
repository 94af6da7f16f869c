import { randomBytes } from 'node:crypto';
import { sha256 } from './bytes.js';
import { Sha256Tail } from './sha256-tail.js';

test.each([0, 1, 3, 55, 64, 106, 119, 128, 300])('the first word of the digest of %i bytes', (length) => {
  const message = randomBytes(length);
  expect(new Sha256Tail(message).firstWord()).toBe(sha256(message).readInt32BE(0));
});

test('a word of the last block may be changed as often as one likes', () => {
  const message = randomBytes(106);
  const tail = new Sha256Tail(message);
  for (const nonce of [0, 1, 0x7fffffff, 0xffffffff]) {
    message.writeUInt32BE(nonce, 64 + 32);
    tail.words[8] = nonce;
    expect(tail.firstWord()).toBe(sha256(message).readInt32BE(0));
  }
});

test.each([56, 63, 120])('refuses %i bytes, whose padding would begin another block', (length) => {
  expect(() => new Sha256Tail(Buffer.alloc(length))).toThrow('the padding needs its own block');
});
