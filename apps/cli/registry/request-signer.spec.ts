import { createHash } from 'node:crypto';
import { portableSecp256k1 } from '@app/chain';
import { NodeSignatureVerifier } from '@app/infrastructure/crypto/node-signature-verifier.js';
import { isFreshStamp, parsePublicKey, type RequestFacts, requestMessage } from '@app/node-registry';
import { makeNodeKey, type NodeKey, parseNodeKey } from './node-key.js';
import { RequestSigner, type SignedFacts } from './request-signer.js';

/** What the registry checks with. */
const verifier = new NodeSignatureVerifier(portableSecp256k1);
const FACTS: SignedFacts = {
  method: 'POST',
  host: 'nodes.example.com:8443',
  target: '/wallet/n%C3%B6/send?x=1',
  body: Buffer.from('{"amount":10.50}'),
  idempotencyKey: 'payment-1',
};

function isAccepted(headers: Record<string, string>, facts: SignedFacts): boolean {
  const stamp = { timestamp: headers['x-mizan-timestamp']!, nonce: headers['x-mizan-nonce']! };
  const message = requestMessage(2, received(facts), stamp);
  const signature = Buffer.from(headers['x-mizan-signature']!, 'hex');
  return (
    isFreshStamp(stamp, Date.now()) && verifier.verify(parsePublicKey(headers['x-mizan-key']!)!, message, signature)
  );
}

/** The same as the registry takes it from a request. */
function received({ body = Buffer.alloc(0), idempotencyKey = '', ...facts }: SignedFacts): RequestFacts {
  return { ...facts, idempotencyKey, bodyHash: createHash('sha256').update(body).digest('hex') };
}

describe.each(['secp256k1', 'ed25519'] as const)('a request signed with a %s key', (scheme) => {
  const keys = Array.from({ length: 20 }, () => makeNodeKey(scheme));

  it('is accepted by the registry, with a body and without', () => {
    const facts = [FACTS, { method: 'GET', host: 'localhost:8000', target: '/nodes/n' }];
    for (const key of keys) {
      const signer = new RequestSigner(key);
      expect(parsePublicKey(signer.publicKey)?.scheme).toBe(scheme);
      for (const fact of facts) expect(isAccepted(signer.headersFor(fact), fact)).toBe(true);
    }
  });

  it('proves nothing about another request', () => {
    const headers = new RequestSigner(keys[0]!).headersFor(FACTS);
    const others = [
      { method: 'PUT' },
      { host: 'nodes.example.org:8443' },
      { target: '/wallet/m/send' },
      { body: Buffer.from('{"amount":11}') },
      { idempotencyKey: 'payment-2' },
      { idempotencyKey: '' },
    ];
    for (const other of others) expect(isAccepted(headers, { ...FACTS, ...other })).toBe(false);
    expect(isAccepted({ ...headers, 'x-mizan-nonce': 'x'.repeat(16) }, FACTS)).toBe(false);
    expect(isAccepted({ ...headers, 'x-mizan-key': new RequestSigner(keys[1]!).publicKey }, FACTS)).toBe(false);
  });

  it('has a nonce of its own each time', () => {
    const signer = new RequestSigner(keys[0]!);
    const nonces = Array.from({ length: 100 }, () => signer.headersFor(FACTS)['x-mizan-nonce']);
    expect(new Set(nonces).size).toBe(100);
  });
});

/** Made with OpenSSL: `openssl pkey -in key.pem -pubout`, and `openssl ecparam -genkey` for the SEC 1 form. */
describe('a known key', () => {
  const STAMP = { timestamp: 1_795_219_200, nonce: '4f1c9a7be05d4d3c' };

  it('makes the same secp256k1 signature every time, as RFC 6979 has it', () => {
    const headers = new RequestSigner(secretOne()).headersFor(FACTS, STAMP);
    // The generator of the curve is the public key of the secret 1.
    expect(headers['x-mizan-key']).toBe('0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798');
    expect(headers).toEqual(new RequestSigner(secretOne()).headersFor(FACTS, STAMP));
    const message = requestMessage(2, received(FACTS), { ...STAMP, timestamp: String(STAMP.timestamp) });
    const digest = createHash('sha256').update(message).digest();
    const secret = Buffer.from(`${'00'.repeat(31)}01`, 'hex');
    expect(headers['x-mizan-signature']).toBe(Buffer.from(portableSecp256k1.sign(digest, secret)).toString('hex'));
  });

  it('makes the Ed25519 public key of RFC 8032, section 7.1, test 1', () => {
    const seed = '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60';
    const pem = pemOf(Buffer.from(`302e020100300506032b657004220420${seed}`, 'hex'));
    expect(new RequestSigner(parseNodeKey(pem)!).publicKey).toBe(
      'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    );
  });
});

/** The secp256k1 key 1, as PKCS #8. */
function secretOne(): NodeKey {
  const secret = `${'00'.repeat(31)}01`;
  const der = `303e020100301006072a8648ce3d020106052b8104000a042730250201010420${secret}`;
  return parseNodeKey(pemOf(Buffer.from(der, 'hex')))!;
}

function pemOf(der: Buffer): string {
  return `-----BEGIN PRIVATE KEY-----\n${der.toString('base64')}\n-----END PRIVATE KEY-----\n`;
}
