import type { Metrics } from '@app/infrastructure/metrics/metrics.js';
import type { Administrators } from '@app/kernel';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { HttpRefusal } from './http-refusal.js';
import { isByAdministrator } from './is-by-administrator.js';
import type { Peers } from './peers.js';

export interface MetricsReaders {
  peers: Peers;
  /** Absent: callers on this machine only. */
  administrators: Administrators | undefined;
}

/** `GET /metrics`, for callers on this machine and for administrators. */
export function serveMetrics(server: FastifyInstance, metrics: Metrics, readers: MetricsReaders): void {
  server.get('/metrics', async (request, reply) => {
    if (!(await mayRead(request, readers))) {
      throw new HttpRefusal({
        status: 403,
        code: 'loopback_only',
        message: 'metrics are served on loopback and to administrators only',
      });
    }
    return reply.header('Content-Type', metrics.contentType).send(await metrics.text());
  });
}

async function mayRead(request: FastifyRequest, { peers, administrators }: MetricsReaders): Promise<boolean> {
  return peers.isLocal(request) || (administrators !== undefined && (await isByAdministrator(request, administrators)));
}
