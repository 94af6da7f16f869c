import type { Node } from './node.js';

/** `unknown` before the first heartbeat, `inactive` once deregistered. */
export type NodeState = 'online' | 'offline' | 'unknown' | 'inactive';

export const NODE_STATES = ['online', 'offline', 'unknown', 'inactive'] as const satisfies readonly NodeState[];

/** So many heartbeats may be missed before a node counts as offline. */
const MISSED_HEARTBEATS = 3;

/** Times in which the registry itself was not there to hear a node. */
export interface Pauses {
  /** How many milliseconds of silence are no sign against a node, as of now. */
  recentMs(): number;

  /** Between these moments heartbeats came and could not be stored, or nothing was there to hear them. */
  unheard(fromMs: number, untilMs: number): void;
}

const NO_PAUSES: Pauses = { recentMs: () => 0, unheard: () => undefined };

/** How often nodes are expected to report, and what follows from it. */
export class HeartbeatSchedule {
  /** @param intervalMs 10,000 by default */
  constructor(
    readonly intervalMs = 10_000,
    private readonly pauses: Pauses = NO_PAUSES,
  ) {}

  /** How long every node that lives has been heard again after a pause. */
  get offlineAfterMs(): number {
    return MISSED_HEARTBEATS * this.intervalMs;
  }

  /** A node whose last heartbeat came before this moment is offline. */
  onlineSinceMs(nowMs: number): number {
    return nowMs - this.offlineAfterMs - this.pauses.recentMs();
  }

  /** Silence between these moments is not held against nodes. */
  unheard(fromMs: number, untilMs: number): void {
    this.pauses.unheard(fromMs, untilMs);
  }

  /** A heartbeat is late, though the node still counts as online. */
  isLate(receivedAtMs: number, nowMs: number): boolean {
    return nowMs - receivedAtMs - this.pauses.recentMs() > 2 * this.intervalMs;
  }

  statusOf(node: Pick<Node, 'heartbeat' | 'deregistration'>, nowMs: number): NodeState {
    if (node.deregistration) return 'inactive';
    if (!node.heartbeat) return 'unknown';
    return node.heartbeat.receivedAtMs < this.onlineSinceMs(nowMs) ? 'offline' : 'online';
  }
}
