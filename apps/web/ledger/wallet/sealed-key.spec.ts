import { describe, expect, it } from '@jest/globals';
import { ITERATIONS, openKey, sealKey, WrongPassphrase } from './sealed-key.js';

const key = Uint8Array.from({ length: 32 }, (_, at) => at + 1);
const address = 'ab'.repeat(32);

describe('a key under a passphrase', () => {
  it('is opened by the passphrase, typed on whichever keyboard, and by no other', async () => {
    const sealed = await sealKey(key, address, 'آبِ زم زم caf\u00e9');
    expect(sealed.iterations).toBeGreaterThanOrEqual(600_000);
    expect(await openKey(sealed, 'آبِ زم زم cafe\u0301'.replace('آ', '\u0627\u0653'))).toEqual(key);
    await expect(openKey(sealed, 'آبِ زم زم cafe')).rejects.toThrow(WrongPassphrase);
  });

  it('is sealed anew each time, with nothing of it in the clear', async () => {
    const [one, other] = await Promise.all([
      sealKey(key, address, 'the same words'),
      sealKey(key, address, 'the same words'),
    ]);
    expect(one.salt).not.toEqual(other.salt);
    expect(one.iv).not.toEqual(other.iv);
    expect(one.ciphertext).not.toEqual(other.ciphertext);
    expect(Buffer.from(one.ciphertext).includes(Buffer.from(key).subarray(0, 8))).toBe(false);
  });

  it('is refused when its address, its work or its content was changed', async () => {
    const sealed = await sealKey(key, address, 'the right words');
    const flipped = Uint8Array.from(sealed.ciphertext, (byte, at) => (at === 5 ? byte ^ 1 : byte));
    for (const change of [{ address: 'cd'.repeat(32) }, { iterations: ITERATIONS - 1 }, { ciphertext: flipped }])
      await expect(openKey({ ...sealed, ...change }, 'the right words')).rejects.toThrow(WrongPassphrase);
  });
});
