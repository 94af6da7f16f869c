import type { KeyScope } from '@app/identity';
import { setAccessRule } from '@app/infrastructure/http/access-rules.js';
import type { RefusalTexts } from '@app/infrastructure/http/openapi/error-content.js';
import { type DocumentedRefusals, Refusals } from '@app/infrastructure/http/refusals.js';
import { applyDecorators } from '@nestjs/common';
import { ApiExtension, ApiSecurity } from '@nestjs/swagger';
import type { AccessRule, Right, Rights } from './access-rule.js';
import { outOfScope } from './key-rule.js';

const UNAUTHENTICATED = { authentication_required: 'authentication required' };
const DENIALS: Partial<Record<Right, RefusalTexts>> = {
  user: { users_only: 'users only' },
  owner: { not_your_wallet: 'not your wallet' },
  administrator: { administrators_only: 'administrators only' },
};

/**
 * Says who may use a route: the same in both modes, or by mode. No route does without.
 * @param scope what an API key needs to use it; without one it is refused
 */
export function Access(rule: Right | Rights, scope?: KeyScope): MethodDecorator {
  const byMode: Rights = typeof rule === 'string' ? { demo: rule, production: rule } : rule;
  const rights = [...new Set(Object.values(byMode))];
  return applyDecorators(
    setAccessRule({ ...byMode, scope } satisfies AccessRule),
    ApiExtension('x-access', byMode),
    ...(scope === undefined ? [] : [ApiExtension('x-scope', scope)]),
    ...schemesOf(rights).map((scheme) => ApiSecurity(scheme)),
    ...(scope === undefined ? [] : [ApiSecurity('key', [scope])]),
    Refusals(refusalsOf(rights, scope)),
  );
}

/** Names of ledger.openapi.ts; an empty one means that credentials may be left out. */
function schemesOf(rights: readonly Right[]) {
  const open = rights.includes('anyone') || rights.includes('guest');
  const users = rights.some(
    (right) => right === 'guest' || right === 'user' || right === 'member' || right === 'owner',
  );
  const administrators = rights.some(
    (right) => right === 'guest' || right === 'member' || right === 'owner' || right === 'administrator',
  );
  return [...(open ? [{}] : []), ...(users ? ['session'] : []), ...(administrators ? ['administrator'] : [])];
}

function refusalsOf(rights: readonly Right[], scope: KeyScope | undefined): DocumentedRefusals {
  if (rights.every((right) => right === 'anyone')) return {};
  const asks = rights.some((right) => right !== 'anyone' && right !== 'guest');
  const denials: RefusalTexts = Object.assign({}, ...rights.map((right) => DENIALS[right]));
  const unknown: RefusalTexts = { ...(asks ? UNAUTHENTICATED : {}), bad_token: 'invalid or expired token' };
  const keys: RefusalTexts = {
    key_elsewhere: 'this key may not be used from this network',
    ...(scope === undefined
      ? { key_not_accepted: 'API keys may not use this route' }
      : { key_out_of_scope: outOfScope(scope) }),
  };
  return { 401: unknown, 403: { ...keys, ...denials } };
}
