import { createHash } from 'node:crypto';
import { portableSecp256k1 } from '@app/chain';
import type { RequestFacts, RequestSigner } from '@app/client/crypto/index.js';
import { NodeSignatureVerifier } from '@app/infrastructure/crypto/node-signature-verifier.js';
import { isFreshStamp, parsePublicKey, type RequestFacts as ReceivedFacts, requestMessage } from '@app/node-registry';
import { makeNodeKey, type NodeKey, parseNodeKey, publicKeyOf } from './node-key.js';
import { signAsNode } from './sign-as-node.js';

/** What the registry checks with. */
const verifier = new NodeSignatureVerifier(portableSecp256k1);
const FACTS: RequestFacts = {
  method: 'POST',
  host: 'nodes.example.com:8443',
  target: '/wallet/n%C3%B6/send?x=1',
  body: Buffer.from('{"amount":10.50}'),
  idempotencyKey: 'payment-1',
};
const headersFor = (key: NodeKey, facts: RequestFacts) => signAsNode(key, (signer) => signer.headersFor(facts));

function isAccepted(headers: Record<string, string>, facts: RequestFacts): boolean {
  const stamp = { timestamp: headers['x-mizan-timestamp']!, nonce: headers['x-mizan-nonce']! };
  const message = requestMessage(2, received(facts), stamp);
  const signature = Buffer.from(headers['x-mizan-signature']!, 'hex');
  return (
    isFreshStamp(stamp, Date.now()) && verifier.verify(parsePublicKey(headers['x-mizan-key']!)!, message, signature)
  );
}

/** The same as the registry takes it from a request. */
function received({ body = Buffer.alloc(0), idempotencyKey = '', ...facts }: RequestFacts): ReceivedFacts {
  return { ...facts, idempotencyKey, bodyHash: createHash('sha256').update(body).digest('hex') };
}

describe.each(['secp256k1', 'ed25519'] as const)('a request signed with a %s key', (scheme) => {
  const keys = Array.from({ length: 20 }, () => makeNodeKey(scheme));

  it('is accepted by the registry, with a body and without', async () => {
    const facts = [FACTS, { method: 'GET', host: 'localhost:8000', target: '/nodes/n' }];
    for (const key of keys) {
      expect(await signAsNode(key, ({ publicKey }) => publicKey)).toBe(publicKeyOf(key));
      expect(parsePublicKey(publicKeyOf(key))?.scheme).toBe(scheme);
      for (const fact of facts) expect(isAccepted(await headersFor(key, fact), fact)).toBe(true);
    }
  });

  it('proves nothing about another request', async () => {
    const headers = await headersFor(keys[0]!, FACTS);
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
    expect(isAccepted({ ...headers, 'x-mizan-key': publicKeyOf(keys[1]!) }, FACTS)).toBe(false);
  });

  it('is signed by what knows the key no longer', async () => {
    let kept: RequestSigner | undefined;
    await signAsNode(keys[0]!, (signer) => {
      kept = signer;
    });
    const later = () => isAccepted(kept!.headersFor(FACTS), FACTS);
    if (scheme === 'secp256k1') expect(later).toThrow();
    else expect(later()).toBe(false);
  });
});

/** Made with OpenSSL: `openssl pkey -in key.pem -pubout`. */
it('a known key has the Ed25519 public key of RFC 8032, section 7.1, test 1', () => {
  const seed = '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60';
  const der = Buffer.from(`302e020100300506032b657004220420${seed}`, 'hex');
  const pem = `-----BEGIN PRIVATE KEY-----\n${der.toString('base64')}\n-----END PRIVATE KEY-----\n`;
  expect(publicKeyOf(parseNodeKey(pem)!)).toBe('d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a');
});
