import type { UsedNonce } from '../model/caller.js';
import type { Capability } from '../model/capability.js';
import type { Node } from '../model/node.js';
import type { NodeId } from '../model/node-id.js';
import type { NodeState } from '../model/node-state.js';
import type { NodePublicKey } from '../model/public-key.js';
import type { RegistrationLimits } from '../model/registration-policy.js';

export interface NewNode {
  readonly nodeId: NodeId;
  readonly address: string;
  readonly capabilities: readonly Capability[];
  /** Default: no. */
  readonly sharesBalance?: boolean;
  readonly createdAtMs: number;
  readonly credential: NewCredential;
  /** Of the signature that proves the possession of a public key. It is claimed together with the node, or not at all. */
  readonly proof?: UsedNonce | undefined;
  /** Where a stranger registers from, as a keyed hash of 32 bytes, and what they may; counted and added in one transaction. */
  readonly admission?: { readonly network: Uint8Array; readonly limits: RegistrationLimits } | undefined;
}

export type NewCredential =
  | { readonly kind: 'public-key'; readonly publicKey: NodePublicKey }
  /** Sealed to `sharedSecretSeal`. */
  | { readonly kind: 'shared-secret'; readonly sealedSecret: Uint8Array };

/** Which nodes. Deregistered ones are left out unless `status` asks for them. */
export interface NodeFilter {
  /** All of these, or, with `matchAny`, one of them. */
  readonly capabilities: readonly Capability[];
  readonly matchAny: boolean;
  readonly status: NodeState | undefined;
  /** 0 to 100. */
  readonly minReputation: number;
}

export interface NodePageQuery {
  readonly filter: NodeFilter;
  /** Where online ends and offline begins, see `HeartbeatSchedule`. */
  readonly onlineSinceMs: number;
  /** `number` of the last node already seen. */
  readonly afterNumber: bigint | undefined;
  readonly limit: number;
}

/** What `revise` may change of a node. */
export type NodeRevision = Partial<
  Pick<Node, 'address' | 'capabilities' | 'sharesBalance' | 'heartbeat' | 'deregistration'>
>;

export interface CapabilityCount {
  readonly capability: Capability;
  /** Nodes in service that have it. */
  readonly nodes: number;
}

/** The registered nodes. Several processes may work on them at once. */
export abstract class Nodes {
  /**
   * Adds a node with its credential, both or neither. Of several that add one id, one succeeds.
   * @throws NodeAlreadyRegistered, PublicKeyConflict
   */
  abstract add(node: NewNode): Promise<void>;

  abstract find(nodeId: NodeId): Promise<Node | undefined>;

  /** In order of `number`. */
  abstract page(query: NodePageQuery): Promise<Node[]>;

  /**
   * Reads a node, asks `revise` what to change and stores that, while no other caller changes the node. What `revise` throws
   * comes back and nothing is changed.
   * @param actor for the audit trail, where that is not the node itself
   * @throws NodeNotFound
   */
  abstract revise(
    nodeId: NodeId,
    revise: (node: Node) => NodeRevision,
    actor?: string,
  ): Promise<{ before: Node; after: Node }>;

  /** Tells the log, once, of each node that it calls online and that was heard before `onlineSinceMs` for the last time. */
  abstract noteSilence(onlineSinceMs: number): Promise<void>;

  /** Of nodes in service, in alphabetical order of the capabilities. */
  abstract countCapabilities(): Promise<{ nodes: number; capabilities: CapabilityCount[] }>;

  abstract countByStatus(onlineSinceMs: number): Promise<Record<NodeState, number>>;
}
