import { createHash } from 'node:crypto';
import { compressed, portableSecp256k1, type SignatureScheme } from '@app/chain';
import { chooseSignatureScheme } from './native-secp256k1.js';

const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
const FIELD = 2n ** 256n - 2n ** 32n - 977n;
const native = chooseSignatureScheme();
const schemes = [native, portableSecp256k1];

const bytesOf = (value: bigint) => Buffer.from(value.toString(16).padStart(64, '0'), 'hex');
const numbered = (purpose: string, at: number) => createHash('sha256').update(`${purpose} ${at}`).digest();
const highSTwin = (signature: Uint8Array) => {
  const s = BigInt(`0x${Buffer.from(signature.subarray(32)).toString('hex')}`);
  return Buffer.concat([signature.subarray(0, 32), bytesOf(ORDER - s)]);
};

test('this platform has the native implementation', () => {
  expect(native.name).toBe('secp256k1 (native)');
});

test('200 keys and digests: both implementations make the same bytes, take them, and refuse the high-S twin', () => {
  for (let at = 0; at < 200; at++) {
    const key = numbered('key', at);
    const digest = numbered('digest', at);
    const signature = Buffer.from(native.sign(digest, key));
    const publicKey = Buffer.from(native.publicKeyOf(key));
    expect(Buffer.from(portableSecp256k1.sign(digest, key))).toEqual(signature);
    expect(Buffer.from(portableSecp256k1.publicKeyOf(key))).toEqual(publicKey);
    const point = Buffer.from(native.pointOf(key));
    expect(Buffer.from(portableSecp256k1.pointOf(key))).toEqual(point);
    expect(compressed(point)).toEqual(publicKey);
    expect(BigInt(`0x${signature.subarray(32).toString('hex')}`) <= ORDER / 2n).toBe(true);
    for (const scheme of schemes) {
      const verify = (candidate: Uint8Array) => [
        scheme.verify(candidate, digest, publicKey),
        scheme.verifyByPoint(candidate, digest, point),
      ];
      expect([...verify(signature), ...verify(highSTwin(signature))]).toEqual([true, true, false, false]);
    }
  }
});

describe.each(schemes)('$name', (scheme: SignatureScheme) => {
  test.each<[string, Buffer, boolean]>([
    ['0', bytesOf(0n), false],
    ['1', bytesOf(1n), true],
    ['n - 1', bytesOf(ORDER - 1n), true],
    ['n', bytesOf(ORDER), false],
    ['n + 1', bytesOf(ORDER + 1n), false],
    ['2^256 - 1', bytesOf(2n ** 256n - 1n), false],
    ['1 in 31 bytes', bytesOf(1n).subarray(1), false],
    ['1 in 33 bytes', Buffer.concat([Buffer.alloc(1), bytesOf(1n)]), false],
    ['nothing', Buffer.alloc(0), false],
  ])('%s as a private key', (_, bytes, valid) => {
    expect(scheme.isPrivateKey(bytes)).toBe(valid);
  });

  test('the public key of 1 is the generator of SEC 2', () => {
    expect(Buffer.from(scheme.publicKeyOf(bytesOf(1n))).toString('hex')).toBe(
      '0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798',
    );
  });

  test('RFC 6979 nonces: the signature of "Satoshi Nakamoto" by the key 1 is the known one', () => {
    const digest = createHash('sha256').update('Satoshi Nakamoto').digest();
    expect(Buffer.from(scheme.sign(digest, bytesOf(1n))).toString('hex')).toBe(
      '934b1ea10a4b3c1757e2b0c017d0b6143ce3c9a7e6a4a49860d7a6ab210ee3d8' +
        '2442ce9d2b916064108014783e923ec36b49743e2ffa1c4496f01a512aafd9e5',
    );
  });

  const key = numbered('key', 1);
  const digest = numbered('digest', 1);
  const signature = Buffer.from(native.sign(digest, key));
  const publicKey = Buffer.from(native.publicKeyOf(key));
  const [r, s] = [signature.subarray(0, 32), signature.subarray(32)];
  const number = (bytes: Buffer) => BigInt(`0x${bytes.toString('hex')}`);

  test.each<[string, Uint8Array, Uint8Array]>([
    ['r = 0', Buffer.concat([bytesOf(0n), s]), publicKey],
    ['s = 0', Buffer.concat([r, bytesOf(0n)]), publicKey],
    ['both 0', Buffer.alloc(64), publicKey],
    ['r = n', Buffer.concat([bytesOf(ORDER), s]), publicKey],
    ['s = n', Buffer.concat([r, bytesOf(ORDER)]), publicKey],
    ['r = n - 1', Buffer.concat([bytesOf(ORDER - 1n), s]), publicKey],
    ['all ones', Buffer.alloc(64, 0xff), publicKey],
    ['r and s swapped', Buffer.concat([s, r]), publicKey],
    ['r + 1', Buffer.concat([bytesOf(number(r) + 1n), s]), publicKey],
    ['63 bytes', signature.subarray(1), publicKey],
    ['65 bytes', Buffer.concat([signature, Buffer.alloc(1)]), publicKey],
    ['no bytes', Buffer.alloc(0), publicKey],
    ['an uncompressed key', signature, Buffer.from(native.pointOf(key))],
    ['a key of 32 bytes', signature, publicKey.subarray(1)],
    ['a key with prefix 4', signature, Buffer.concat([Buffer.from([4]), publicKey.subarray(1)])],
    ['a key that is not on the curve', signature, Buffer.concat([Buffer.from([2]), bytesOf(5n)])],
    ['a key past the field', signature, Buffer.alloc(33, 0xff).fill(2, 0, 1)],
    ['infinity', signature, Buffer.alloc(33)],
    ['no key', signature, Buffer.alloc(0)],
  ])('does not verify, and does not throw, with %s', (_, candidate, by) => {
    expect(scheme.verify(candidate, digest, by)).toBe(false);
  });

  const point = Buffer.from(native.pointOf(key));

  test.each<[string, Uint8Array]>([
    ['the compressed key', publicKey],
    ['the hybrid form', Buffer.concat([Buffer.from([6 | (point[64]! & 1)]), point.subarray(1)])],
    ['another y', Buffer.concat([point.subarray(0, 64), Buffer.from([point[64]! ^ 1])])],
    [
      'the point on the other side',
      Buffer.concat([point.subarray(0, 33), bytesOf(FIELD - number(point.subarray(33)))]),
    ],
    ['another key', Buffer.from(native.pointOf(numbered('key', 2)))],
    ['no bytes', Buffer.alloc(0)],
  ])('does not verify, and does not throw, with %s for a point', (_, by) => {
    expect(scheme.verifyByPoint(signature, digest, by)).toBe(false);
  });
});
