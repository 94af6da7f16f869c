import type { KeyRotation, KeyRotationOrder } from '../model/key-rotation.js';
import type { NodeId } from '../model/node-id.js';
import type { NodePublicKey } from '../model/public-key.js';

/** What nodes prove themselves with: each has a public key or a shared secret, from its registration on. */
export abstract class NodeCredentials {
  /** The node whose key `publicKey` is now. */
  abstract ownerOf(publicKey: NodePublicKey): Promise<NodeId | undefined>;

  /** Its public key in hex, or `hmac:` and its id. */
  abstract keyIdOf(nodeId: NodeId): Promise<string | undefined>;

  /** The node's shared secret, sealed to `sharedSecretSeal`. */
  abstract sealedSecretOf(nodeId: NodeId): Promise<Uint8Array | undefined>;

  /**
   * Replaces the node's key or secret, if it is still `oldKeyId`. Of several that replace the same, one succeeds.
   * @throws NodeNotFound · unless an administrator asks NodeDeregistered, TooManyRotations · KeyRotatedMeanwhile · PublicKeyConflict for a
   *   key that a node has or had · BadCredentials for a proof that was used before
   */
  abstract rotate(order: KeyRotationOrder): Promise<KeyRotation>;

  /** That was ordered under this `Idempotency-Key`. */
  abstract rotationUnder(nodeId: NodeId, idempotencyKey: string): Promise<KeyRotation | undefined>;

  /** That brought this key. */
  abstract rotationTo(newKey: NodePublicKey): Promise<KeyRotation | undefined>;
}
