import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { portableSecp256k1 } from '@app/chain';
import { type NodePublicKey, parsePublicKey } from '@app/node-registry';
import { chooseSignatureScheme } from './native-secp256k1.js';
import { NodeSignatureVerifier } from './node-signature-verifier.js';

const MESSAGE = 'mizan-request-v1\nGET\n/\n\n1\nnonce';
/** Of secp256k1's group. */
const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
const verifier = new NodeSignatureVerifier(chooseSignatureScheme());

describe('signatures of nodes', () => {
  const privateKey = Buffer.alloc(32, 7);
  const secp256k1 = parsePublicKey(Buffer.from(portableSecp256k1.publicKeyOf(privateKey)).toString('hex'))!;
  const digest = createHash('sha256').update(MESSAGE).digest();
  const ecdsa = Buffer.from(portableSecp256k1.sign(digest, privateKey));
  const pair = generateKeyPairSync('ed25519');
  const ed25519 = parsePublicKey(
    Buffer.from(pair.publicKey.export({ format: 'jwk' }).x!, 'base64url').toString('hex'),
  )!;
  const eddsa = sign(null, Buffer.from(MESSAGE), pair.privateKey);

  it('are good over the message they were made for, and no other', () => {
    expect(verifier.verify(secp256k1, MESSAGE, ecdsa)).toBe(true);
    expect(verifier.verify(ed25519, MESSAGE, eddsa)).toBe(true);
    expect(verifier.verify(secp256k1, `${MESSAGE} `, ecdsa)).toBe(false);
    expect(verifier.verify(ed25519, `${MESSAGE} `, eddsa)).toBe(false);
    expect(verifier.verify(secp256k1, MESSAGE, eddsa)).toBe(false);
    expect(verifier.verify(ed25519, MESSAGE, ecdsa)).toBe(false);
  });

  it('have no twin with a high s', () => {
    const s = BigInt(`0x${ecdsa.subarray(32).toString('hex')}`);
    const twin = Buffer.concat([ecdsa.subarray(0, 32), Buffer.from((ORDER - s).toString(16).padStart(64, '0'), 'hex')]);
    expect(verifier.verify(secp256k1, MESSAGE, twin)).toBe(false);
  });

  it('are 64 bytes', () => {
    for (const [key, signature] of [
      [secp256k1, ecdsa],
      [ed25519, eddsa],
    ] as const) {
      expect(verifier.verify(key, MESSAGE, signature.subarray(1))).toBe(false);
      expect(verifier.verify(key, MESSAGE, Buffer.concat([signature, Buffer.alloc(1)]))).toBe(false);
      expect(verifier.verify(key, MESSAGE, Buffer.alloc(0))).toBe(false);
      expect(verifier.verify(key, MESSAGE, Buffer.alloc(64))).toBe(false);
    }
  });

  it('are never good by a key that is no point of its curve', () => {
    const none: NodePublicKey[] = [
      { scheme: 'secp256k1', hex: `02${'f'.repeat(64)}` },
      { scheme: 'ed25519', hex: `02${'0'.repeat(62)}` },
    ];
    for (const key of none) expect(verifier.verify(key, MESSAGE, key.scheme === 'ed25519' ? eddsa : ecdsa)).toBe(false);
  });

  it('would be made by anybody for an Ed25519 key of small order, so such keys are refused', () => {
    // The identity as R and 0 as s satisfy s·B = R + k·A whenever k is a multiple of A's order, 1 to 8.
    const forged = Buffer.alloc(64);
    forged[0] = 1;
    const small = [
      '0000000000000000000000000000000000000000000000000000000000000000',
      '0100000000000000000000000000000000000000000000000000000000000000',
      '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85',
      'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa',
      'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    ];
    for (const hex of small) {
      const messages = Array.from({ length: 200 }, (_, index) => `${MESSAGE}${index}`);
      // Node 24 brings an OpenSSL that refuses them by itself; the one of Node 20 does not.
      const isForged = messages.some((message) => verifier.verify({ scheme: 'ed25519', hex }, message, forged));
      expect(isForged).toBe(process.versions.node.startsWith('20.'));
      expect(parsePublicKey(hex)).toBeUndefined();
    }
  });
});
