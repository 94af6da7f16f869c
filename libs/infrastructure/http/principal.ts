import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** A property, not a WeakMap: those must be looked through at every collection of garbage, and are slow to fill. */
const PRINCIPAL = Symbol('principal');
const UNKNOWN = Symbol('unknown');
type Received = FastifyRequest & { [PRINCIPAL]: unknown };

/** Makes room in every request of `server`. */
export function expectPrincipals(server: FastifyInstance): void {
  server.decorateRequest(PRINCIPAL, UNKNOWN);
}

/** For the guard of an API: remembers who sent a request, in that API's own terms. */
export function rememberPrincipal(request: FastifyRequest, principal: unknown): void {
  (request as Received)[PRINCIPAL] = principal;
}

/** The name of the administrator who sent a request, where the guard of its API found one. */
export function administratorOf(request: FastifyRequest): string | undefined {
  const principal = (request as Received)[PRINCIPAL] as { kind?: string; name?: string } | typeof UNKNOWN;
  return typeof principal === 'object' && principal.kind === 'administrator' ? principal.name : undefined;
}

/** Gives a handler the principal that the guard of its API found. */
export const CurrentPrincipal = createParamDecorator((_: unknown, context: ExecutionContext) =>
  principalOf(context.switchToHttp().getRequest()),
);

export function principalOf<Principal>(request: FastifyRequest): Principal {
  const principal = (request as Received)[PRINCIPAL];
  if (principal === UNKNOWN) throw new Error('no guard has looked at who sent this request');
  return principal as Principal;
}
