import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** A property, not a WeakMap: those must be looked through at every collection of garbage, and are slow to fill. */
const ASKER = Symbol('asker');
const UNKNOWN = Symbol('unknown');
type Asked = FastifyRequest & { [ASKER]: unknown };

/** Makes room in every request of `server`. */
export function expectAskers(server: FastifyInstance): void {
  server.decorateRequest(ASKER, UNKNOWN);
}

/** For the guard of an API: remembers who sent a request, in that API's own terms. */
export function rememberAsker(request: FastifyRequest, asker: unknown): void {
  (request as Asked)[ASKER] = asker;
}

/** Gives a handler who is asking, as the guard of its API found out. */
export const AskedBy = createParamDecorator((_: unknown, context: ExecutionContext) =>
  askerOf(context.switchToHttp().getRequest()),
);

export function askerOf<Asker>(request: FastifyRequest): Asker {
  const asker = (request as Asked)[ASKER];
  if (asker === UNKNOWN) throw new Error('no guard has looked at who sent this request');
  return asker as Asker;
}
