/** What the log and the metrics call a request that no route knows: the caller's path is neither bounded nor ours. */
const NO_ROUTE = '(none)';
/**
 * Writes one line and one observation per request, when its connection is done with it, however it ended. The route's
 * pattern stands for the path, and no query is written: both may carry what belongs to nobody's log.
 */
export function followRequest(request, reply, log, metrics) {
    const startedAt = performance.now();
    reply.raw.once('close', () => {
        const ms = performance.now() - startedAt;
        const status = reply.raw.statusCode;
        const route = request.routeOptions?.url ?? NO_ROUTE;
        metrics?.observe(request.method, route, status, ms / 1000);
        const line = {
            requestId: request.id,
            method: request.method,
            route,
            status,
            ms: Math.round(ms * 100) / 100,
            ip: request.ip,
            ...(reply.raw.writableFinished ? {} : { cut: true }),
        };
        if (status >= 500)
            log.error(line, 'request');
        else
            log.info(line, 'request');
    });
}
//# sourceMappingURL=access-log.js.map