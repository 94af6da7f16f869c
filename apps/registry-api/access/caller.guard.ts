import { accessRuleOf } from '@app/infrastructure/http/access-rules.js';
import { rememberPrincipal } from '@app/infrastructure/http/principal.js';
import {
  AuthenticateCaller,
  CredentialPolicy,
  refuseUnlessActsFor,
  refuseUnlessAdministers,
  refuseUnlessMayRotate,
  SignaturePolicy,
} from '@app/node-registry';
import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type AccessRule, nodeNamedBy } from './access-rule.js';
import { readCredentials } from './read-credentials.js';
import { announceEndOfVersion1 } from './version-notice.js';

/** Identifies the caller and refuses those without the right, before the route looks at anything else. */
@Injectable()
export class CallerGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly authenticate: AuthenticateCaller,
    private readonly policy: CredentialPolicy,
    private readonly signatures: SignaturePolicy,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const rule = accessRuleOf<AccessRule>(this.reflector, context.getHandler());
    const nodeId = nodeNamedBy(request, rule);
    const { credentials, facts } = readCredentials(request, nodeId);
    if (credentials.kind === 'signature' && credentials.version === 1)
      announceEndOfVersion1(http.getResponse<FastifyReply>(), this.signatures);
    const caller = await this.authenticate.execute(credentials, facts);
    if (rule.acts === 'node') refuseUnlessActsFor(caller, nodeId, this.policy);
    if (rule.acts === 'any-node') refuseUnlessActsFor(caller, undefined, this.policy);
    if (rule.acts === 'key-holder') refuseUnlessMayRotate(caller, nodeId, facts.idempotencyKey !== '');
    if (rule.acts === 'administrator') refuseUnlessAdministers(caller, this.policy);
    rememberPrincipal(request, caller);
    return true;
  }
}
