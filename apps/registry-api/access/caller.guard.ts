import {
  AuthenticateCaller,
  type Caller,
  CredentialPolicy,
  refuseUnlessActsFor,
  refuseUnlessAdministers,
} from '@app/node-registry';
import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { nodeNamedBy, RouteAccess } from './access-rule.js';
import { readCredentials } from './read-credentials.js';

const callers = new WeakMap<FastifyRequest, Caller>();

/** Who sent a request, once the guard has let it pass. */
export function callerOf(request: FastifyRequest): Caller {
  const caller = callers.get(request);
  if (!caller) throw new Error('the route says nothing about who may use it');
  return caller;
}

/** Finds out who is asking and refuses whoever may not, before the route looks at anything else. */
@Injectable()
export class CallerGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly authenticate: AuthenticateCaller,
    private readonly policy: CredentialPolicy,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const rule = this.reflector.get(RouteAccess, context.getHandler());
    const nodeId = nodeNamedBy(request, rule);
    const { credentials, facts } = readCredentials(request, nodeId);
    const caller = await this.authenticate.execute(credentials, facts);
    if (rule.acts === 'node') refuseUnlessActsFor(caller, nodeId, this.policy);
    if (rule.acts === 'administrator') refuseUnlessAdministers(caller, this.policy);
    callers.set(request, caller);
    return true;
  }
}
