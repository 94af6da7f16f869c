import type { NodeId } from '../model/node-id.js';
import type { NodePublicKey } from '../model/public-key.js';

/** What nodes prove themselves with: each has a public key or a shared secret, from its registration on. */
export abstract class NodeCredentials {
  /** The node that registered `publicKey`. */
  abstract ownerOf(publicKey: NodePublicKey): Promise<NodeId | undefined>;

  /** The node's shared secret, sealed to `sharedSecretSeal`. */
  abstract sealedSecretOf(nodeId: NodeId): Promise<Uint8Array | undefined>;
}
