import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

const askers = new WeakMap<FastifyRequest, unknown>();

/** For the guard of an API: remembers who sent a request, in that API's own terms. */
export function rememberAsker(request: FastifyRequest, asker: unknown): void {
  askers.set(request, asker);
}

/** Gives a handler who is asking, as the guard of its API found out. */
export const AskedBy = createParamDecorator((_: unknown, context: ExecutionContext) => {
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  if (!askers.has(request)) throw new Error('no guard has looked at who sent this request');
  return askers.get(request);
});
