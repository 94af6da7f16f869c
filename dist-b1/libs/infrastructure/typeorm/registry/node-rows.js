/** Columns of a {@link NodeRow}, of `nodes n`. COLLATE "C" is the order in which the domain sorts. */
export const NODE_COLUMNS = `n.number, n.node_id, n.address, n.reputation, n.heartbeat_sequence, n.last_heartbeat, n.uptime,
  n.latency_ms, n.deregistered_at, n.deregistered_by, n.created_at,
  ARRAY(SELECT c.capability FROM node_capabilities c WHERE c.node_id = n.node_id ORDER BY c.capability COLLATE "C") AS capabilities`;
/** Text was checked when it went in. */
export function nodeOf(row) {
    return {
        number: BigInt(row.number),
        nodeId: row.node_id,
        address: row.address,
        capabilities: row.capabilities,
        reputation: row.reputation,
        heartbeat: row.last_heartbeat === null
            ? undefined
            : {
                sequence: BigInt(row.heartbeat_sequence),
                receivedAtMs: row.last_heartbeat.getTime(),
                uptime: row.uptime ?? undefined,
                latencyMs: row.latency_ms ?? undefined,
            },
        deregistration: row.deregistered_at === null
            ? undefined
            : { atMs: row.deregistered_at.getTime(), byAdministrator: row.deregistered_by === 'administrator' },
        createdAtMs: row.created_at.getTime(),
    };
}
/** The condition on `nodes n` that is each status; `$1` is the moment at which online begins. */
export const STATUS_CONDITIONS = {
    online: 'n.deregistered_at IS NULL AND n.last_heartbeat >= $1',
    offline: 'n.deregistered_at IS NULL AND n.last_heartbeat < $1',
    unknown: 'n.deregistered_at IS NULL AND n.last_heartbeat IS NULL',
    inactive: 'n.deregistered_at IS NOT NULL',
};
//# sourceMappingURL=node-rows.js.map