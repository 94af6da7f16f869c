import type { KeyScope } from '@app/identity';
import { AccessPolicy } from '@app/infrastructure/http/access-guard.js';
import { bearerTokenOf } from '@app/infrastructure/http/bearer-token.js';
import { rememberPrincipal } from '@app/infrastructure/http/principal.js';
import { AppMode } from '@app/kernel';
import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { BadToken } from './access.errors.js';
import { type AccessRule, type Right, refuseUnlessEntitled } from './access-rule.js';
import { refuseUnlessInScope } from './key-rule.js';
import { ANONYMOUS } from './principal.js';
import { Principals } from './principals.js';

/** Admits holders of tokens to the ledger, by the right that a route asks for in the mode of this server. */
@Injectable()
export class LedgerAccess extends AccessPolicy<AccessRule> {
  constructor(
    private readonly principals: Principals,
    private readonly mode: AppMode,
  ) {
    super();
  }

  /** @throws BadToken, and what {@link refuseUnlessInScope} and {@link refuseUnlessEntitled} throw */
  override admit(request: FastifyRequest, _reply: FastifyReply, rule: AccessRule): true | Promise<true> {
    const right = rule[this.mode.name];
    const token = right === 'anyone' ? undefined : bearerTokenOf(request);
    if (token !== undefined) return this.admitHolder(request, right, rule.scope, token);
    refuseUnlessEntitled(ANONYMOUS, right, undefined);
    rememberPrincipal(request, ANONYMOUS);
    return true;
  }

  private async admitHolder(
    request: FastifyRequest,
    right: Right,
    scope: KeyScope | undefined,
    token: string,
  ): Promise<true> {
    const principal = await this.principals.holderOf(token);
    if (!principal) throw new BadToken();
    refuseUnlessInScope(principal, scope, request.ip);
    refuseUnlessEntitled(principal, right, (request.params as { address?: string }).address);
    rememberPrincipal(request, principal);
    return true;
  }
}
