import { requireIdempotencyKey } from '@app/kernel';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';

/** Gives a handler the caller's key, undefined when there is none. @throws InvalidIdempotencyKey */
export const IdempotencyKey = createParamDecorator((_: unknown, context: ExecutionContext): string | undefined =>
  idempotencyKeyOf(context.switchToHttp().getRequest()),
);

/** @throws InvalidIdempotencyKey */
export function idempotencyKeyOf({ headers }: FastifyRequest): string | undefined {
  // Node joins repeated headers with a comma and a blank, which no key has.
  const key = headers['idempotency-key'];
  requireIdempotencyKey(key);
  return key;
}

/** Documents the header that {@link IdempotencyKey} reads. */
export function TakesIdempotencyKey(): MethodDecorator {
  return ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description:
      '1 to 255 visible ASCII characters of your choice, such as a UUID, kept for 48 hours. The same key and request answer as the first time and change nothing; a request that failed leaves its key unused.',
    schema: { type: 'string', minLength: 1, maxLength: 255 },
  });
}
