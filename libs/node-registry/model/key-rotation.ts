import type { UsedNonce } from './caller.js';
import type { NodeId } from './node-id.js';
import type { NodePublicKey } from './public-key.js';
import type { SignatureStamp } from './signed-request.js';

/** What the holder of a new key signs, so that no one gives a node a key that they do not have. */
export interface RotationFacts {
  /** The `Host` header in lower case. */
  readonly host: string;
  readonly nodeId: NodeId;
  /** The public key in hex, or `hmac:` and the node's id. */
  readonly oldKeyId: string;
  readonly newKey: NodePublicKey;
}

/** A node's key was replaced. The old one is invalid from then on, and can never be registered again. */
export interface KeyRotation {
  readonly nodeId: NodeId;
  readonly oldKeyId: string;
  readonly newKey: NodePublicKey;
  readonly rotatedAtMs: number;
}

export interface KeyRotationOrder extends KeyRotation {
  readonly byAdministrator: boolean;
  /** For the audit trail. */
  readonly actor: string;
  readonly idempotencyKey: string | undefined;
  /** Of the signature by the new key; administrators vouch for keys and may do without. */
  readonly proof: UsedNonce | undefined;
}

/** How often a node may rotate its key by itself: each time leaves rows that stay. */
export const ROTATIONS_A_DAY = 10;
export const DAY_MS = 86_400_000;

/** No signature of a request is one of a rotation, nor the other way round. */
export const ROTATION_TAG = 'mizan-rotate-key-v1';

/** Seven lines without a last line end, to be signed with the new key. */
export function rotationMessage({ host, nodeId, oldKeyId, newKey }: RotationFacts, stamp: SignatureStamp): string {
  return [ROTATION_TAG, host, nodeId, oldKeyId, newKey.hex, stamp.timestamp, stamp.nonce].join('\n');
}
