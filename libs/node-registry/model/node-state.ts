import type { Node } from './node.js';

/** `unknown` before the first heartbeat, `inactive` once deregistered. */
export type NodeState = 'online' | 'offline' | 'unknown' | 'inactive';

export const NODE_STATES = ['online', 'offline', 'unknown', 'inactive'] as const satisfies readonly NodeState[];

/** So many heartbeats may be missed before a node counts as offline. */
const MISSED_HEARTBEATS = 3;

/** How often nodes are expected to report, and what follows from it. */
export class HeartbeatSchedule {
  /** @param intervalMs 10,000 by default */
  constructor(readonly intervalMs = 10_000) {}

  /** A node whose last heartbeat came before this moment is offline. */
  onlineSinceMs(nowMs: number): number {
    return nowMs - MISSED_HEARTBEATS * this.intervalMs;
  }

  /** A heartbeat is late, though the node still counts as online. */
  isLate(receivedAtMs: number, nowMs: number): boolean {
    return nowMs - receivedAtMs > 2 * this.intervalMs;
  }

  statusOf(node: Pick<Node, 'heartbeat' | 'deregistration'>, nowMs: number): NodeState {
    if (node.deregistration) return 'inactive';
    if (!node.heartbeat) return 'unknown';
    return node.heartbeat.receivedAtMs < this.onlineSinceMs(nowMs) ? 'offline' : 'online';
  }
}
