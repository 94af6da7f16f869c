import { Refusals } from '@app/infrastructure/http/refusals.js';
import { DomainError } from '@app/kernel';
import { applyDecorators, createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** What is replaced must be named, so that two administrators do not undo each other unseen. */
export class IfMatchRequired extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'if_match_required';
  override readonly field = 'If-Match';

  constructor() {
    super('If-Match with the version that is replaced is required');
  }
}

export class InvalidIfMatch extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'invalid_if_match';
  override readonly field = 'If-Match';

  constructor() {
    super('invalid If-Match');
  }
}

/** Gives a handler the version that `If-Match` names (RFC 9110, 13.1.1): `"3"`, or `3` alone. @throws IfMatchRequired · InvalidIfMatch */
export const ReplacedVersion = createParamDecorator((_: unknown, context: ExecutionContext): number => {
  const { headers } = context.switchToHttp().getRequest<FastifyRequest>();
  const given = headers['if-match'];
  if (given === undefined || given.trim() === '') throw new IfMatchRequired();
  const [, quoted, bare] = /^\s*(?:"(0|[1-9][0-9]{0,8})"|(0|[1-9][0-9]{0,8}))\s*$/.exec(given) ?? [];
  const version = quoted ?? bare;
  if (version === undefined) throw new InvalidIfMatch();
  return Number(version);
});

/** Documents the header that {@link ReplacedVersion} reads, and what is refused for it. */
export function TakesIfMatch(): MethodDecorator {
  return applyDecorators(
    ApiHeader({
      name: 'If-Match',
      required: true,
      description: 'The version that is replaced, as `ETag` and `version` of the answer of GET have it: `"3"`',
      schema: { type: 'string', pattern: '^"?(0|[1-9][0-9]{0,8})"?$' },
      example: '"3"',
    }),
    Refusals({
      400: { invalid_if_match: 'invalid If-Match' },
      428: { if_match_required: 'If-Match with the version that is replaced is required' },
    }),
  );
}

export function tagVersion(reply: FastifyReply, version: number): void {
  reply.header('ETag', `"${version}"`);
}
