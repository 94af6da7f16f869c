import type { Node } from './node.js';
import type { HeartbeatSchedule } from './node-state.js';

/** A node's wallet as far as health is concerned. `unreconciled`: its ledger and the coins behind it are not known to agree. */
export type WalletHealth = 'none' | 'ok' | 'inactive' | 'unreconciled';

/** `degraded`: the node is there, but its heartbeat is late or its wallet cannot be relied on. */
export type NodeHealth = 'healthy' | 'degraded' | 'unhealthy' | 'unknown';

/** Tried in this order: gone (unhealthy), never seen (unknown), late or with a troubled wallet (degraded), healthy. */
export function nodeHealth(
  node: Pick<Node, 'heartbeat' | 'deregistration'>,
  wallet: WalletHealth,
  schedule: HeartbeatSchedule,
  nowMs: number,
): NodeHealth {
  const status = schedule.statusOf(node, nowMs);
  if (status === 'inactive' || status === 'offline') return 'unhealthy';
  if (status === 'unknown' || !node.heartbeat) return 'unknown';
  if (schedule.isLate(node.heartbeat.receivedAtMs, nowMs)) return 'degraded';
  return wallet === 'none' || wallet === 'ok' ? 'healthy' : 'degraded';
}
