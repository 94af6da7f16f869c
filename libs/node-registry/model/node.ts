import type { Capability } from './capability.js';
import type { NodeId } from './node-id.js';

/** The last sign of life of a node, in its own words and our time. */
export interface Heartbeat {
  /** The node's own count, which grows while it is online; see RecordHeartbeat. */
  readonly sequence: bigint;
  readonly receivedAtMs: number;
  /** Seconds since the node started, as a plain decimal. */
  readonly uptime: string | undefined;
  /** Milliseconds, as a plain decimal. */
  readonly latencyMs: string | undefined;
}

/** A node was taken out of service. One that an administrator took out does not come back by itself. */
export interface Deregistration {
  readonly atMs: number;
  readonly byAdministrator: boolean;
}

export interface Node {
  /** Position in the registry: nodes are listed in the order of their first registration. */
  readonly number: bigint;
  readonly nodeId: NodeId;
  /** Where the node can be reached, in its own words; the registry never connects to it. */
  readonly address: string;
  /** A set, see `capabilitySet`. */
  readonly capabilities: readonly Capability[];
  /** 0 to 100. */
  readonly reputation: number;
  readonly heartbeat: Heartbeat | undefined;
  readonly deregistration: Deregistration | undefined;
  /** Whether the log tells everybody what its wallet can spend. */
  readonly sharesBalance: boolean;
  readonly createdAtMs: number;
}

export const NODE_ADDRESS_PATTERN = '^[!-~]{1,255}$';
const ADDRESS = new RegExp(NODE_ADDRESS_PATTERN);

/** A host, `host:port` or URL: visible ASCII without spaces, at most 255 characters. What it means is the nodes' affair. */
export function isNodeAddress(text: string): boolean {
  return ADDRESS.test(text);
}
