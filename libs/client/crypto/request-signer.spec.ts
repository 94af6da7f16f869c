import { readFileSync } from 'node:fs';
import { toHex } from './bytes.js';
import { type NodeKey, requestSigner } from './request-signer.js';

interface Vectors {
  request: {
    method: string;
    host: string;
    target: string;
    body: string;
    idempotencyKey: string;
    timestamp: string;
    nonce: string;
  };
  valid: { scheme: NodeKey['scheme'] | 'hmac'; secret: string; keyId: string; signature: string }[];
  rotation: { host: string; nodeId: string; oldKeyId: string; timestamp: string; nonce: string; signature: string };
}
const { request, valid, rotation }: Vectors = JSON.parse(readFileSync('test/vectors/signed-requests.json', 'utf8'));
const keys = valid.filter((vector): vector is typeof vector & NodeKey => vector.scheme !== 'hmac');

describe('a request that a node signs', () => {
  it.each(keys)('has the signature of the $scheme vector', ({ scheme, secret, keyId, signature }) => {
    const { timestamp, nonce, body, ...facts } = request;
    const stamp = { timestamp: Number(timestamp), nonce };
    for (const secretKey of [secret, Buffer.from(secret, 'hex')]) {
      const headers = requestSigner({ scheme, secretKey }).headersFor({ ...facts, body: Buffer.from(body) }, stamp);
      expect(headers).toEqual({
        'x-mizan-signature-version': '2',
        'x-mizan-key': keyId,
        'x-mizan-timestamp': timestamp,
        'x-mizan-nonce': nonce,
        'x-mizan-signature': signature,
      });
    }
  });

  it('proves the possession of a new key as the vector does', () => {
    const { secret, scheme } = keys.find((vector) => vector.scheme === 'ed25519')!;
    const { host, nodeId, oldKeyId: oldKey, nonce, signature } = rotation;
    const stamp = { timestamp: Number(rotation.timestamp), nonce };
    const proof = requestSigner({ scheme, secretKey: secret }).proofOfRotation({ host, nodeId, oldKey }, stamp);
    expect(proof).toEqual({ ...stamp, signature });
  });

  it('has a stamp of its own each time', () => {
    const signer = requestSigner({ scheme: 'ed25519', secretKey: new Uint8Array(32).fill(1) });
    const headers = Array.from({ length: 50 }, () => signer.headersFor({ method: 'GET', host: 'h', target: '/' }));
    expect(new Set(headers.map((header) => header['x-mizan-nonce'])).size).toBe(50);
    expect(headers[0]!['x-mizan-nonce']).toMatch(/^[A-Za-z0-9_-]{16,64}$/);
    expect(Math.abs(Number(headers[0]!['x-mizan-timestamp']) - Date.now() / 1000)).toBeLessThan(60);
  });

  it.each([
    { scheme: 'secp256k1', secretKey: '0'.repeat(64) },
    { scheme: 'ed25519', secretKey: 'ab' },
    { scheme: 'rsa', secretKey: toHex(new Uint8Array(32).fill(1)) },
  ] as NodeKey[])('needs a key of a known kind: %j', (key) => {
    expect(() => requestSigner(key)).toThrow(TypeError);
  });
});
