import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteHandlerMethod } from 'fastify';
import type { Headers } from '../security-headers.js';
import type { BuiltPages } from './built-pages.js';

/** Names of assets have a digest of their content in them. */
const FOR_EVER = 'public, max-age=31536000, immutable';
/** Documents are asked for again each time, and answered by 304 while they are the same. */
const ASK_AGAIN = 'no-cache';
const VARIES = 'Origin, Accept, Accept-Encoding';

/**
 * Serves the document at the path of every page, which reads its path in the browser, and what it loads below `/assets/`. Both were
 * compressed when they were built.
 *
 * @returns what answers with the document
 */
export async function servePages(
  server: FastifyInstance,
  { directory, document, paths }: BuiltPages,
  headers: Headers,
): Promise<RouteHandlerMethod> {
  await server.register(fastifyStatic, { root: directory, serve: false, preCompressed: true, cacheControl: false });
  const assets = join(directory, 'assets');
  const describe = (reply: FastifyReply, kept: string) =>
    reply.headers({ ...headers, 'cache-control': kept, vary: VARIES });
  const sendDocument = (_request: FastifyRequest, reply: FastifyReply) => describe(reply, ASK_AGAIN).sendFile(document);
  for (const path of paths) server.get(path, sendDocument);
  // One segment, below a folder of its own: what else lies in the build is not for browsers.
  server.get<{ Params: { file: string } }>('/assets/:file', ({ params }, reply) =>
    describe(reply, FOR_EVER).sendFile(params.file, assets),
  );
  return sendDocument;
}
