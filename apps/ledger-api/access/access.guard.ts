import { accessRuleOf } from '@app/infrastructure/http/access-rules.js';
import { bearerTokenOf } from '@app/infrastructure/http/bearer-token.js';
import { rememberPrincipal } from '@app/infrastructure/http/principal.js';
import { AppMode } from '@app/kernel';
import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { BadToken } from './access.errors.js';
import { type AccessRule, type Right, refuseUnlessEntitled } from './access-rule.js';
import { ANONYMOUS } from './principal.js';
import { Principals } from './principals.js';

/** Runs before every route of the ledger: identifies the caller, and refuses those without the right. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly principals: Principals,
    private readonly mode: AppMode,
  ) {}

  canActivate(context: ExecutionContext): true | Promise<true> {
    const right = this.rightTo(context.getHandler());
    return this.admit(context.switchToHttp().getRequest<FastifyRequest>(), right);
  }

  /** The right that a request needs to reach `handler`, in the mode of this server. */
  rightTo(handler: ReturnType<ExecutionContext['getHandler']>): Right {
    return accessRuleOf<AccessRule>(this.reflector, handler)[this.mode.name];
  }

  /** @throws BadToken, and what {@link refuseUnlessEntitled} throws; a promise only where a token must be looked up */
  admit(request: FastifyRequest, right: Right): true | Promise<true> {
    const token = right === 'anyone' ? undefined : bearerTokenOf(request);
    if (token !== undefined) return this.admitHolder(request, right, token);
    refuseUnlessEntitled(ANONYMOUS, right, undefined);
    rememberPrincipal(request, ANONYMOUS);
    return true;
  }

  private async admitHolder(request: FastifyRequest, right: Right, token: string): Promise<true> {
    const principal = await this.principals.holderOf(token);
    if (!principal) throw new BadToken();
    refuseUnlessEntitled(principal, right, (request.params as { address?: string }).address);
    rememberPrincipal(request, principal);
    return true;
  }
}
