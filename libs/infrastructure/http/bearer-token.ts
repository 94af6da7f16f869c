import type { FastifyRequest } from 'fastify';

/** The token of `Authorization: Bearer …` (RFC 6750), '' when the scheme stands there alone, `undefined` without the scheme. */
export function bearerTokenOf({ headers }: FastifyRequest): string | undefined {
  if (headers.authorization === undefined) return undefined;
  const bearer = /^bearer(?: +(.*))?$/i.exec(headers.authorization);
  return bearer ? (bearer[1] ?? '') : undefined;
}
