import type { ServerResponse } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { HttpMetrics } from './http-metrics.js';

/** What the log and the metrics call a request that no route knows: the caller's path is neither bounded nor ours. */
const NO_ROUTE = '(none)';

export interface RequestFollowers {
  log: Logger;
  metrics: HttpMetrics | undefined;
  /** Told when the connection is done with a request. */
  onEnd: (response: ServerResponse) => void;
}

/**
 * Writes one line and one observation per request, when its connection is done with it, however it ended. The route's
 * pattern stands for the path, and no query is written: both may carry what belongs to nobody's log.
 */
export function followRequest(request: FastifyRequest, reply: FastifyReply, followers: RequestFollowers): void {
  const { log, metrics, onEnd } = followers;
  const startedAt = performance.now();
  // Emitted once per response: `once` would wrap the listener for nothing.
  reply.raw.on('close', () => {
    onEnd(reply.raw);
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
    if (status >= 500) log.error(line, 'request');
    else log.info(line, 'request');
  });
}
