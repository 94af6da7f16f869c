/** Tried in this order: gone (unhealthy), never seen (unknown), late or with a troubled wallet (degraded), healthy. */
export function nodeHealth(node, wallet, schedule, nowMs) {
    const status = schedule.statusOf(node, nowMs);
    if (status === 'inactive' || status === 'offline')
        return 'unhealthy';
    if (status === 'unknown' || !node.heartbeat)
        return 'unknown';
    if (schedule.isLate(node.heartbeat.receivedAtMs, nowMs))
        return 'degraded';
    return wallet === 'none' || wallet === 'ok' ? 'healthy' : 'degraded';
}
//# sourceMappingURL=node-health.js.map