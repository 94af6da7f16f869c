import { secp256k1 } from '@noble/curves/secp256k1.js';
import { WrongSignature } from '../errors/wrong-signature.js';
import { toHex } from './bytes.js';
import { addressOf, generateKey, publicKeyOf, readKey } from './keys.js';
import { keySigner, type Signer, sign, verifySignature } from './signer.js';

const ORDER = secp256k1.Point.Fn.ORDER;
const digest = new Uint8Array(32).fill(7);
const key = generateKey();
const device = (answer: (digest: Uint8Array) => Promise<Uint8Array> | Uint8Array): Signer => ({
  publicKey: publicKeyOf(key),
  sign: answer,
});
const signature = () => secp256k1.sign(digest, key, { prehash: false });

describe('a key', () => {
  it('is 32 bytes or 64 hex characters, and a number of the curve', () => {
    expect(readKey(toHex(key).toUpperCase())).toEqual(key);
    const order = ORDER.toString(16);
    for (const wrong of ['', 'x', order, '0'.repeat(64), `0x${'1'.repeat(62)}`, new Uint8Array(31)]) {
      expect(() => readKey(wrong)).toThrow(TypeError);
    }
  });

  it('is not quoted in what is thrown', () => {
    const almost = toHex(key).slice(1);
    expect(() => keySigner(almost)).toThrow(expect.objectContaining({ message: expect.not.stringContaining(almost) }));
  });

  it('has the address that is the hash of its compressed public half', () => {
    // SHA-256 of the generator point, computed with OpenSSL.
    expect(addressOf(publicKeyOf(`${'0'.repeat(63)}1`))).toBe(
      '0f715baf5d4c2ed329785cef29e562f73488c8a2bb9dbc5700b361d54b9b0554',
    );
  });
});

describe('a signer', () => {
  it('may take its time', async () => {
    const slow = device(() => new Promise((resolve) => setTimeout(() => resolve(signature()), 30)));
    expect(verifySignature(await sign(digest, slow), digest, publicKeyOf(key))).toBe(true);
  });

  it('may return a high S, which becomes the low one', async () => {
    const { r, s } = secp256k1.Signature.fromBytes(signature(), 'compact');
    const high = new secp256k1.Signature(r, ORDER - s).toBytes('compact');
    expect(
      await sign(
        digest,
        device(() => high),
      ),
    ).toEqual(signature());
  });

  it.each<[string, () => Uint8Array]>([
    ['a signature of another digest', () => secp256k1.sign(new Uint8Array(32), key, { prehash: false })],
    ['a signature of the hashed digest', () => secp256k1.sign(digest, key)],
    ['a signature by another key', () => secp256k1.sign(digest, generateKey(), { prehash: false })],
    ['DER', () => secp256k1.sign(digest, key, { prehash: false, format: 'der' })],
    ['a recovery byte beside it', () => secp256k1.sign(digest, key, { prehash: false, format: 'recovered' })],
    ['zeros', () => new Uint8Array(64)],
    ['nothing', () => undefined as never],
  ])('that returns %s is found out', async (_, answer) => {
    await expect(sign(digest, device(answer))).rejects.toThrow(WrongSignature);
  });

  it('that changes the digest in place is found out', async () => {
    const swapping = device((given) => secp256k1.sign(given.fill(9), key, { prehash: false }));
    await expect(sign(digest, swapping)).rejects.toThrow(WrongSignature);
  });

  it('that refuses is heard, and one that never answers can be abandoned', async () => {
    const refusing = device(() => Promise.reject(new Error('declined on the device')));
    await expect(sign(digest, refusing)).rejects.toThrow('declined on the device');
    const never = device(() => new Promise(() => {}));
    await expect(sign(digest, never, AbortSignal.timeout(20))).rejects.toThrow(/timeout|aborted/i);
    await expect(sign(digest, never, AbortSignal.abort(new Error('not now')))).rejects.toThrow('not now');
  });
});
