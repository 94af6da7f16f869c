import { ed25519 } from '@noble/curves/ed25519.js';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { randomBytes } from '@noble/hashes/utils.js';
import { fromHex, toHex } from './bytes.js';

/** The key of a node: 32 bytes, or 64 hex characters. */
export interface NodeKey {
  readonly scheme: 'ed25519' | 'secp256k1';
  readonly secretKey: Uint8Array | string;
}

/** What the signature of a request covers. */
export interface RequestFacts {
  /** Upper case. */
  readonly method: string;
  /** The `Host` header, in lower case as it is sent. */
  readonly host: string;
  /** Path with query, as it is sent. */
  readonly target: string;
  /** As it is sent; none for a request without a body. */
  readonly body?: Uint8Array;
  /** The value of the header, where it is sent. */
  readonly idempotencyKey?: string;
}

/** What the proof of a new key covers. */
export interface RotationFacts {
  /** As in {@link RequestFacts}. */
  readonly host: string;
  readonly nodeId: string;
  /** The public key in hex that is replaced, or `hmac:` and the node's ID. */
  readonly oldKey: string;
}

/** Chosen anew for every signature. */
export interface Stamp {
  /** Unix seconds. */
  readonly timestamp: number;
  /** 16 to 64 characters of `A-Z a-z 0-9 _ -`, used once. */
  readonly nonce: string;
}

/** As it stands in the body of a rotation. */
export interface RotationProof extends Stamp {
  /** Hex. */
  readonly signature: string;
}

/** Proves to the registry which node asks. */
export interface RequestSigner {
  /** Hex: 33 bytes of a compressed secp256k1 key, or 32 of an Ed25519 key. */
  readonly publicKey: string;
  /** The five headers of a signed request. */
  headersFor(facts: RequestFacts, stamp?: Stamp): Record<string, string>;
  /** Proves that the holder of this key wants it to be the node's, in place of the old one. */
  proofOfRotation(facts: RotationFacts, stamp?: Stamp): RotationProof;
}

const utf8 = new TextEncoder();

/** Signs as docs/signed-requests.md says, in its second version. @throws TypeError for a key that is none */
export function requestSigner(key: NodeKey): RequestSigner {
  const { publicKey, sign } = schemeOf(key);
  const signed = (lines: (string | number)[]) => toHex(sign(utf8.encode(lines.join('\n'))));
  return {
    publicKey,
    headersFor: ({ method, host, target, body, idempotencyKey }, { timestamp, nonce } = freshStamp()) => {
      const bodyHash = toHex(sha256(body ?? new Uint8Array()));
      const lines = ['mizan-request-v2', method, host, target, bodyHash, idempotencyKey ?? '', timestamp, nonce];
      return {
        'x-mizan-signature-version': '2',
        'x-mizan-key': publicKey,
        'x-mizan-timestamp': String(timestamp),
        'x-mizan-nonce': nonce,
        'x-mizan-signature': signed(lines),
      };
    },
    proofOfRotation: ({ host, nodeId, oldKey }, { timestamp, nonce } = freshStamp()) => ({
      timestamp,
      nonce,
      signature: signed(['mizan-rotate-key-v1', host, nodeId, oldKey, publicKey, timestamp, nonce]),
    }),
  };
}

/** Ed25519 signs the text; secp256k1 its SHA-256, as r‖s with a nonce of RFC 6979 and low s. */
function schemeOf({ scheme, secretKey }: NodeKey): { publicKey: string; sign(text: Uint8Array): Uint8Array } {
  const secret = typeof secretKey === 'string' ? fromHex(secretKey, 32) : secretKey;
  if (secret?.length !== 32) throw new TypeError('the key of a node is 32 bytes, or 64 hex characters');
  if (scheme === 'ed25519') {
    return { publicKey: toHex(ed25519.getPublicKey(secret)), sign: (text) => ed25519.sign(text, secret) };
  }
  if (scheme !== 'secp256k1' || !secp256k1.utils.isValidSecretKey(secret)) {
    throw new TypeError('the key of a node is one of secp256k1 or ed25519');
  }
  const sign = (text: Uint8Array) => secp256k1.sign(sha256(text), secret, { prehash: false, lowS: true });
  return { publicKey: toHex(secp256k1.getPublicKey(secret, true)), sign };
}

function freshStamp(): Stamp {
  return { timestamp: Math.floor(Date.now() / 1000), nonce: toHex(randomBytes(18)) };
}
