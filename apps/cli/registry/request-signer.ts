import { createHash, randomBytes, sign } from 'node:crypto';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import * as secp256k1 from '@noble/secp256k1';
import { type NodeKey, publicKeyOf, secretBytesOf } from './node-key.js';

secp256k1.hashes.sha256 = sha256;
secp256k1.hashes.hmacSha256 = (key, message) => hmac(sha256, key, message);

export interface SignedFacts {
  readonly method: string;
  /** The `Host` header, in lower case as it is sent. */
  readonly host: string;
  /** Path with query, as it is sent. */
  readonly target: string;
  readonly body?: Uint8Array;
  /** The header's value, where it is sent. */
  readonly idempotencyKey?: string;
}

export interface RotationFacts {
  /** As in {@link SignedFacts}. */
  readonly host: string;
  readonly nodeId: string;
  /** The public key in hex. */
  readonly oldKey: string;
}

/** As it stands in the body of a rotation. */
export interface RotationProof extends Stamp {
  readonly signature: string;
}

/** Chosen anew for every request. */
export interface Stamp {
  /** Unix seconds. */
  readonly timestamp: number;
  /** 16 to 64 characters of `A-Z a-z 0-9 _ -`, used once. */
  readonly nonce: string;
}

/** Proves to the registry who asks, as the head of its OpenAPI document describes. */
export class RequestSigner {
  private readonly key: NodeKey;
  /** Hex: 33 bytes of a compressed secp256k1 key, or 32 of an Ed25519 key. */
  readonly publicKey: string;

  constructor(key: NodeKey) {
    this.key = key;
    this.publicKey = publicKeyOf(key);
  }

  /** The five headers. */
  headersFor(facts: SignedFacts, stamp: Stamp = freshStamp()): Record<string, string> {
    return {
      'x-mizan-signature-version': '2',
      'x-mizan-key': this.publicKey,
      'x-mizan-timestamp': String(stamp.timestamp),
      'x-mizan-nonce': stamp.nonce,
      'x-mizan-signature': Buffer.from(this.sign(messageOf(facts, stamp))).toString('hex'),
    };
  }

  /** Proves that the holder of this key wants it to be the node's, in place of the old one. */
  proofOfRotation(facts: RotationFacts, { timestamp, nonce }: Stamp = freshStamp()): RotationProof {
    const { host, nodeId, oldKey } = facts;
    const lines = ['mizan-rotate-key-v1', host, nodeId, oldKey, this.publicKey, timestamp, nonce];
    return { timestamp, nonce, signature: Buffer.from(this.sign(Buffer.from(lines.join('\n')))).toString('hex') };
  }

  /** Ed25519 signs the text; secp256k1 its SHA-256, as r‖s with a nonce of RFC 6979 and low s. */
  private sign(message: Buffer): Uint8Array {
    if (this.key.scheme === 'ed25519') return sign(null, message, this.key.privateKey);
    const secret = secretBytesOf(this.key);
    try {
      return secp256k1.sign(sha256(message), secret, { prehash: false, lowS: true });
    } finally {
      secret.fill(0);
    }
  }
}

function freshStamp(): Stamp {
  return { timestamp: Math.floor(Date.now() / 1000), nonce: randomBytes(18).toString('base64url') };
}

/** Eight lines without a last line end. */
function messageOf(facts: SignedFacts, { timestamp, nonce }: Stamp): Buffer {
  const { method, host, target, body = new Uint8Array(), idempotencyKey = '' } = facts;
  const bodyHash = createHash('sha256').update(body).digest('hex');
  return Buffer.from(['mizan-request-v2', method, host, target, bodyHash, idempotencyKey, timestamp, nonce].join('\n'));
}
