export const NODE_STATES = ['online', 'offline', 'unknown', 'inactive'];
/** So many heartbeats may be missed before a node counts as offline. */
const MISSED_HEARTBEATS = 3;
/** How often nodes are expected to report, and what follows from it. */
export class HeartbeatSchedule {
    intervalMs;
    /** @param intervalMs 10,000 by default */
    constructor(intervalMs = 10_000) {
        this.intervalMs = intervalMs;
    }
    /** A node whose last heartbeat came before this moment is offline. */
    onlineSinceMs(nowMs) {
        return nowMs - MISSED_HEARTBEATS * this.intervalMs;
    }
    /** A heartbeat is late, though the node still counts as online. */
    isLate(receivedAtMs, nowMs) {
        return nowMs - receivedAtMs > 2 * this.intervalMs;
    }
    statusOf(node, nowMs) {
        if (node.deregistration)
            return 'inactive';
        if (!node.heartbeat)
            return 'unknown';
        return node.heartbeat.receivedAtMs < this.onlineSinceMs(nowMs) ? 'offline' : 'online';
    }
}
//# sourceMappingURL=node-state.js.map