import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { accessRuleOf } from './access-rules.js';

/** Who may do what, in the terms of one API. */
export abstract class AccessPolicy<Rule = unknown> {
  /**
   * Finds out who sends `request` and remembers it as the principal.
   * @param rule what the route says with {@link setAccessRule}
   * @throws the refusal of a caller without the right; a promise only where something must be looked up
   */
  abstract admit(request: FastifyRequest, reply: FastifyReply, rule: Rule): true | Promise<true>;
}

/** Stands before every route of an API, and asks its policy before the route looks at anything else. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly policy: AccessPolicy,
  ) {}

  canActivate(context: ExecutionContext): true | Promise<true> {
    const http = context.switchToHttp();
    const rule = accessRuleOf(this.reflector, context.getHandler());
    return this.policy.admit(http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>(), rule);
  }
}
