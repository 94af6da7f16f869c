import { AccessPolicy } from '@app/infrastructure/http/access-guard.js';
import { rememberPrincipal } from '@app/infrastructure/http/principal.js';
import {
  AuthenticateCaller,
  CredentialPolicy,
  refuseUnlessActsFor,
  refuseUnlessAdministers,
  refuseUnlessMayRotate,
  SignaturePolicy,
} from '@app/node-registry';
import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type AccessRule, nodeNamedBy } from './access-rule.js';
import { readCredentials } from './read-credentials.js';
import { announceEndOfVersion1 } from './version-notice.js';

/** Identifies the caller of a registry's route, and refuses those without the right. */
@Injectable()
export class RegistryAccess extends AccessPolicy<AccessRule> {
  constructor(
    private readonly authenticate: AuthenticateCaller,
    private readonly policy: CredentialPolicy,
    private readonly signatures: SignaturePolicy,
  ) {
    super();
  }

  override admit(request: FastifyRequest, reply: FastifyReply, rule: AccessRule): true | Promise<true> {
    return rule.acts === 'anyone' || this.admitCaller(request, reply, rule);
  }

  private async admitCaller(request: FastifyRequest, reply: FastifyReply, rule: AccessRule): Promise<true> {
    const nodeId = nodeNamedBy(request, rule);
    const { credentials, facts } = readCredentials(request, nodeId);
    if (credentials.kind === 'signature' && credentials.version === 1) announceEndOfVersion1(reply, this.signatures);
    const caller = await this.authenticate.execute(credentials, facts);
    if (rule.acts === 'node') refuseUnlessActsFor(caller, nodeId, this.policy);
    if (rule.acts === 'reader') refuseUnlessActsFor(caller, undefined, { credentials: 'optional' });
    if (rule.acts === 'any-node') refuseUnlessActsFor(caller, undefined, this.policy);
    if (rule.acts === 'key-holder') refuseUnlessMayRotate(caller, nodeId, facts.idempotencyKey !== '');
    if (rule.acts === 'administrator') refuseUnlessAdministers(caller, this.policy);
    rememberPrincipal(request, caller);
    return true;
  }
}
