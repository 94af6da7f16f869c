import type { Capability, Node, NodeId } from '@app/node-registry';

/** What the statements about nodes select. */
export interface NodeRow {
  number: string;
  node_id: string;
  address: string;
  /** Two decimal places. */
  reputation: string;
  heartbeat_sequence: string | null;
  last_heartbeat: Date | null;
  uptime: string | null;
  latency_ms: string | null;
  deregistered_at: Date | null;
  deregistered_by: 'node' | 'administrator' | null;
  created_at: Date;
  share_balance: boolean;
  /** Joined by commas, which no name has: the text of an array is read character by character. */
  capabilities: string;
}

/** Columns of a {@link NodeRow}, of `nodes n`. COLLATE "C" is the order in which the domain sorts. */
export const NODE_COLUMNS = `n.number, n.node_id, n.address, n.reputation, n.heartbeat_sequence, n.last_heartbeat, n.uptime,
  n.latency_ms, n.deregistered_at, n.deregistered_by, n.created_at, n.share_balance,
  (SELECT coalesce(string_agg(c.capability, ',' ORDER BY c.capability COLLATE "C"), '') FROM node_capabilities c
   WHERE c.node_id = n.node_id) AS capabilities`;

/** Text was checked when it went in. */
export function nodeOf(row: NodeRow): Node {
  return {
    number: BigInt(row.number),
    nodeId: row.node_id as NodeId,
    address: row.address,
    capabilities: (row.capabilities === '' ? [] : row.capabilities.split(',')) as Capability[],
    reputation: Number(row.reputation),
    heartbeat:
      row.last_heartbeat === null
        ? undefined
        : {
            sequence: BigInt(row.heartbeat_sequence!),
            receivedAtMs: row.last_heartbeat.getTime(),
            uptime: row.uptime ?? undefined,
            latencyMs: row.latency_ms ?? undefined,
          },
    deregistration:
      row.deregistered_at === null
        ? undefined
        : { atMs: row.deregistered_at.getTime(), byAdministrator: row.deregistered_by === 'administrator' },
    sharesBalance: row.share_balance,
    createdAtMs: row.created_at.getTime(),
  };
}

/** The condition on `nodes n` that is each status; `$1` is the moment at which online begins. */
export const STATUS_CONDITIONS = {
  online: 'n.deregistered_at IS NULL AND n.last_heartbeat >= $1',
  offline: 'n.deregistered_at IS NULL AND n.last_heartbeat < $1',
  unknown: 'n.deregistered_at IS NULL AND n.last_heartbeat IS NULL',
  inactive: 'n.deregistered_at IS NOT NULL',
} as const;
