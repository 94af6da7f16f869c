import type { Administrators } from '@app/kernel';
import type { FastifyRequest } from 'fastify';
import { bearerTokenOf } from './bearer-token.js';

/** For routes that answer anybody and tell administrators more. */
export async function isByAdministrator(request: FastifyRequest, administrators: Administrators): Promise<boolean> {
  const token = bearerTokenOf(request);
  return token !== undefined && (await administrators.recognise(token)) !== undefined;
}
