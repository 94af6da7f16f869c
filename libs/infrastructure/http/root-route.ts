import type { FastifyInstance, RouteHandlerMethod } from 'fastify';
import { prefersHtml } from './accept-header.js';

/** What `GET /` answers: which API this is, and where its pages are, when they are served. */
export interface RootAnswer {
  readonly name: string;
  readonly version?: string;
  readonly docs?: string;
}

export interface RootOptions {
  readonly name: string;
  /** Where the documentation is on; where it is off the answer does not tell the version either. */
  readonly docs: { version: string } | undefined;
  /** What browsers get in place of it. */
  readonly page: RouteHandlerMethod | undefined;
}

/** `GET /`, for people who open the port in a browser. */
export function serveRoot(server: FastifyInstance, { name, docs, page }: RootOptions): void {
  const answer: RootAnswer = docs ? { name, version: docs.version, docs: '/docs' } : { name };
  server.get('/', function (request, reply) {
    reply.header('vary', 'Origin, Accept');
    if (page && prefersHtml(request.headers.accept)) return page.call(this, request, reply);
    return reply.send(answer);
  });
}
