import fc from 'fast-check';
import { decodeBase58Check, encodeBase58Check } from './base58check.js';

describe('base58check', () => {
  it('reads back every payload it writes, leading zeros included', () => {
    fc.assert(
      fc.property(fc.nat(4), fc.uint8Array({ minLength: 1, maxLength: 40 }), (zeros, tail) => {
        const payload = Uint8Array.of(...new Uint8Array(zeros), ...tail);
        expect(decodeBase58Check(encodeBase58Check(payload))).toEqual(payload);
      }),
    );
  });

  it('notices any one character that was changed', () => {
    const text = encodeBase58Check(new Uint8Array(21).fill(7));
    for (let at = 0; at < text.length; at++) {
      const other = text[at] === 'x' ? 'y' : 'x';
      expect(decodeBase58Check(text.slice(0, at) + other + text.slice(at + 1))).toBeNull();
    }
  });
});
