import type { FastifyInstance } from 'fastify';

/** What `GET /` answers: which API this is, and where its pages are, when they are served. */
export interface RootAnswer {
  readonly name: string;
  readonly version?: string;
  readonly docs?: string;
}

/** `GET /`, for people who open the port in a browser. Where the pages are off it does not tell the version either. */
export function serveRoot(server: FastifyInstance, name: string, docs: { version: string } | undefined): void {
  const answer: RootAnswer = docs ? { name, version: docs.version, docs: '/docs' } : { name };
  server.get('/', async () => answer);
}
