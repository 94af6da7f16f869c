import type { FastifyInstance, FastifyRequest } from 'fastify';

const NO_BYTES = Buffer.alloc(0);
const BYTES = Symbol('body bytes');
type WithBytes = FastifyRequest & { [BYTES]: Buffer | undefined };

/** Makes room in every request of `server`. */
export function expectBodyBytes(server: FastifyInstance): void {
  server.decorateRequest(BYTES, undefined);
}

/** Keeps what was sent for as long as the request lives: a signature covers bytes, not what they were read to. */
export function keepBodyBytes(request: FastifyRequest, bytes: Buffer): void {
  (request as WithBytes)[BYTES] = bytes;
}

/** The body to the byte as it was sent. Empty when there was none, and for GET and HEAD, whose bodies are not read. */
export function bodyBytesOf(request: FastifyRequest): Buffer {
  return (request as WithBytes)[BYTES] ?? NO_BYTES;
}
