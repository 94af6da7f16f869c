import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { chooseSignatureScheme } from '@app/infrastructure/crypto/native-secp256k1.js';
import { NodeSignatureVerifier } from '@app/infrastructure/crypto/node-signature-verifier.js';
import {
  isHmacOf,
  type NodeId,
  parsePublicKey,
  requestMessage,
  rotationMessage,
  type SignatureVersion,
} from '@app/node-registry';
import { REGISTRY_API } from '../registry.openapi.js';

interface Request {
  version?: SignatureVersion;
  method: string;
  host: string;
  target: string;
  body: string;
  idempotencyKey: string;
  timestamp: string;
  nonce: string;
}
interface Vector {
  scheme: 'secp256k1' | 'ed25519' | 'hmac';
  secret: string;
  keyId: string;
  signature: string;
}
interface Rotation {
  host: string;
  nodeId: NodeId;
  oldKeyId: string;
  newKey: string;
  timestamp: string;
  nonce: string;
  text: string;
  signature: string;
}

const { request, text, valid, invalid, rotation } = JSON.parse(
  readFileSync('test/vectors/signed-requests.json', 'utf8'),
) as {
  request: Request;
  text: string;
  valid: Vector[];
  invalid: { why: string; change: Partial<Request> }[];
  rotation: Rotation;
};
const verifier = new NodeSignatureVerifier(chooseSignatureScheme());

function textOf({ version = 2, body, timestamp, nonce, ...facts }: Request): string {
  const bodyHash = createHash('sha256').update(body).digest('hex');
  return requestMessage(version, { ...facts, bodyHash }, { timestamp, nonce });
}

function isSigned({ keyId, secret, signature }: Vector, message: string): boolean {
  const bytes = Buffer.from(signature, 'hex');
  const publicKey = parsePublicKey(keyId);
  return publicKey ? verifier.verify(publicKey, message, bytes) : isHmacOf(message, Buffer.from(secret, 'hex'), bytes);
}

describe('the vector of signed requests', () => {
  it('has the text that is signed, to the byte', () => {
    expect(textOf(request)).toBe(text);
  });

  it.each(valid)('verifies by $scheme, and for no other request', (vector) => {
    expect(isSigned(vector, text)).toBe(true);
    const accepted = invalid.filter(({ change }) => isSigned(vector, textOf({ ...request, ...change })));
    expect(accepted).toEqual([]);
    expect(invalid.length).toBeGreaterThan(9);
  });

  it('stands in the documents as it is here', () => {
    const document = readFileSync('docs/signed-requests.md', 'utf8');
    for (const { keyId, secret, signature } of valid)
      for (const part of [keyId, secret, signature]) expect(document).toContain(part);
    expect(document).toContain(`\n${text}\n`);
    expect(document).toContain(request.body);
    const [{ keyId, signature }] = valid as [Vector];
    for (const part of [text, request.body, keyId, signature]) expect(REGISTRY_API.description).toContain(part);
  });
});

it('the vector of rotations has the text that the new key signs, and stands in the document', () => {
  const { host, nodeId, oldKeyId, newKey: hex, timestamp, nonce, text: lines, signature } = rotation;
  const newKey = parsePublicKey(hex)!;
  expect(rotationMessage({ host, nodeId, oldKeyId, newKey }, { timestamp, nonce })).toBe(lines);
  expect(verifier.verify(newKey, lines, Buffer.from(signature, 'hex'))).toBe(true);
  const document = readFileSync('docs/signed-requests.md', 'utf8');
  for (const part of [`\n${lines}\n`, signature]) expect(document).toContain(part);
});
