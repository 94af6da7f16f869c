import { randomBytes } from 'node:crypto';
import { HOST, type NodeSigner, type Stamp, signed } from './node-signer.js';
import type { Sent } from './registry-client.js';

/** What the proof says; what it should say when nothing else is given. */
export interface ProofFacts {
  host?: string;
  nodeId?: string;
  oldKeyId?: string;
  newKeyId?: string;
  timestamp?: number;
  nonce?: string;
}

/** The new key's signature over the seven lines of its description. */
export function proofBy(signer: NodeSigner, nodeId: string, oldKeyId: string, facts: ProofFacts = {}) {
  const { timestamp = Math.floor(Date.now() / 1000), nonce = randomBytes(12).toString('hex') } = facts;
  const { host = HOST, newKeyId = signer.keyId } = facts;
  const lines = ['mizan-rotate-key-v1', host, facts.nodeId ?? nodeId, facts.oldKeyId ?? oldKeyId, newKeyId];
  return { timestamp, nonce, signature: signer.sign([...lines, timestamp, nonce].join('\n')) };
}

export interface RotationParts {
  nodeId: string;
  /** Of the key that is replaced. */
  oldKeyId: string;
  to: NodeSigner;
  proof?: ProofFacts | 'none';
  idempotencyKey?: string;
  alias?: boolean;
}

/** A rotation without signatures. */
export function rotation({ nodeId, oldKeyId, to, proof = {}, idempotencyKey, alias = false }: RotationParts): Sent {
  return {
    method: 'POST',
    path: `/nodes${alias ? '/nodes' : ''}/${nodeId}/rotate-key`,
    body: JSON.stringify({
      new_public_key: to.keyId,
      ...(proof !== 'none' && { proof: proofBy(to, nodeId, oldKeyId, proof) }),
    }),
    headers: idempotencyKey === undefined ? {} : { 'Idempotency-Key': idempotencyKey },
  };
}

/** The same, signed with the old key. */
export function rotated(from: NodeSigner, parts: Omit<RotationParts, 'oldKeyId'>, stamp: Stamp = {}): Sent {
  return signed(from, rotation({ ...parts, oldKeyId: from.keyId }), stamp);
}
