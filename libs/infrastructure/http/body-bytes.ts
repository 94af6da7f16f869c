import type { FastifyRequest } from 'fastify';

const NO_BYTES = Buffer.alloc(0);
const bodies = new WeakMap<FastifyRequest, Buffer>();

/** Keeps what was sent for as long as the request lives: a signature covers bytes, not what they were read to. */
export function keepBodyBytes(request: FastifyRequest, bytes: Buffer): void {
  bodies.set(request, bytes);
}

/** The body to the byte as it was sent. Empty when there was none, and for GET and HEAD, whose bodies are not read. */
export function bodyBytesOf(request: FastifyRequest): Buffer {
  return bodies.get(request) ?? NO_BYTES;
}
