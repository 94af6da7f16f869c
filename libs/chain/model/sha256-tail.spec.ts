import { randomBytes } from 'node:crypto';
import { sha256 } from './bytes.js';
import { Sha256Tail } from './sha256-tail.js';

test.each([0, 1, 3, 55, 64, 106, 119, 128, 300])('the first word of the digest of %i bytes', (length) => {
  const message = randomBytes(length);
  const word = sha256(message).readInt32BE(0);
  expect([...new Sha256Tail(message).firstWords()]).toEqual([word, word, word, word]);
});

test('each of the four has its own last block, whose words may be changed as often as one likes', () => {
  const message = randomBytes(106);
  const tail = new Sha256Tail(message);
  for (let round = 0; round < 3; round++) {
    const nonces = Array.from({ length: 4 }, () => randomBytes(4).readInt32BE());
    for (const [candidate, nonce] of nonces.entries()) tail.setWord(candidate, 8, nonce);
    const expected = nonces.map((nonce) => {
      message.writeInt32BE(nonce, 64 + 32);
      return sha256(message).readInt32BE(0);
    });
    expect([...tail.firstWords()]).toEqual(expected);
  }
});

test('one that another has followed is not answered with the words of that one', () => {
  const earlier = new Sha256Tail(randomBytes(106));
  new Sha256Tail(randomBytes(106));
  expect(() => earlier.firstWords()).toThrow('another message has been begun');
});

test.each([56, 63, 120])('refuses %i bytes, whose padding would begin another block', (length) => {
  expect(() => new Sha256Tail(Buffer.alloc(length))).toThrow('the padding needs its own block');
});
