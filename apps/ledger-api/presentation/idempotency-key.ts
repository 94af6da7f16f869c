import type { FastifyReply } from 'fastify';
import { keyHolderOf, type Principal } from '../access/principal.js';

/** What the routes that take a key add to their refusals. */
export const KEY_REFUSALS = {
  400: { invalid_idempotency_key: 'invalid idempotency key' },
  409: { request_in_flight: 'a request with this idempotency key is still being processed' },
  422: { idempotency_key_reused: 'the idempotency key was used for another request' },
} as const;

/** The header of an answer that an earlier request with the same key got. */
export const REPLAYED_HEADER = {
  'Idempotency-Replayed': {
    description: '`true` when an earlier request did this, and this one changed nothing',
    schema: { type: 'string', enum: ['true'] as string[] },
  },
} as const;

/** The header of an answer whose transaction was mined for a request with another key. */
export const MINED_BEFORE_HEADER = {
  'X-Mined-Before': {
    description: '`true` when the transaction was mined for a request with another key or none: this one paid nothing',
    schema: { type: 'string', enum: ['true'] as string[] },
  },
} as const;

export function markReplay(reply: FastifyReply, isReplay: boolean | undefined): void {
  if (isReplay) reply.header('Idempotency-Replayed', 'true');
}

/** The caller's key and whose it is; undefined for a request without one. */
export function keyedBy(principal: Principal, key: string | undefined): { key: string; caller: string } | undefined {
  return key === undefined ? undefined : { key, caller: keyHolderOf(principal) };
}
