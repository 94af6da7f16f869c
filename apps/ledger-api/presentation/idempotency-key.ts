import { InvalidIdempotencyKey, isIdempotencyKey } from '@app/kernel';
import { applyDecorators, createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Gives a handler the caller's key, undefined when there is none. @throws InvalidIdempotencyKey */
export const IdempotencyKey = createParamDecorator((_: unknown, context: ExecutionContext): string | undefined =>
  idempotencyKeyOf(context.switchToHttp().getRequest()),
);

/** @throws InvalidIdempotencyKey */
export function idempotencyKeyOf({ headers }: FastifyRequest): string | undefined {
  // Node joins repeated headers with a comma and a blank, which no key has.
  const key = headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (typeof key !== 'string' || !isIdempotencyKey(key)) throw new InvalidIdempotencyKey();
  return key;
}

/** Documents the header that {@link IdempotencyKey} reads. */
export function TakesIdempotencyKey(): MethodDecorator {
  return applyDecorators(
    ApiHeader({
      name: 'Idempotency-Key',
      required: false,
      description:
        '1 to 255 visible ASCII characters of your choice, such as a UUID, kept for 48 hours. The same key and request answer as the first time and change nothing; a request that failed leaves its key unused.',
      schema: { type: 'string', minLength: 1, maxLength: 255 },
    }),
  );
}

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

export function markReplay(reply: FastifyReply, isReplay: boolean | undefined): void {
  if (isReplay) reply.header('Idempotency-Replayed', 'true');
}
