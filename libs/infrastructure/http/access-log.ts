import type { ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import type { HttpMetrics } from './http-metrics.js';

/** What the log and the metrics call a request that no route knows: the caller's path is neither bounded nor ours. */
const NO_ROUTE = '(none)';

/** A load balancer asks often, and 503 is what all processes but one have to say. */
const ASKS_FOR_ROLE = /\/health\/writer$/;

export interface RequestFollowers {
  log: Logger;
  metrics: HttpMetrics | undefined;
  /** Told when the connection is done with a request. */
  onEnd: (response: ServerResponse) => void;
}

export interface FollowedRequest {
  readonly id: string;
  readonly method: string;
  /** The pattern of its route, if there is one. */
  readonly route: string | undefined;
  readonly ip: string | undefined;
  /** The name of the administrator who sent it; known once the guard has looked. */
  readonly administrator: () => string | undefined;
}

/**
 * Writes one line and one observation per request, when its connection is done with it, however it ended. The route's
 * pattern stands for the path, and no query is written: both may carry what must not be in a log.
 */
export function followRequest(request: FollowedRequest, response: ServerResponse, followers: RequestFollowers): void {
  const startedAt = performance.now();
  // Emitted once per response: `once` would wrap the listener for nothing.
  response.on('close', () => {
    followers.onEnd(response);
    const ms = performance.now() - startedAt;
    const { method, route = NO_ROUTE } = request;
    const status = response.statusCode;
    const administrator = request.administrator();
    followers.metrics?.observe(method, route, status, ms / 1000);
    const line = {
      requestId: request.id,
      method,
      route,
      status,
      ms: Math.round(ms * 100) / 100,
      ip: request.ip,
      ...(administrator === undefined ? {} : { administrator }),
      ...(response.writableFinished ? {} : { cut: true }),
    };
    if (status >= 500 && !ASKS_FOR_ROLE.test(route)) followers.log.error(line, 'request');
    else followers.log.info(line, 'request');
  });
}
