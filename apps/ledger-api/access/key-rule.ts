import { isWithin, type KeyScope } from '@app/identity';
import { DomainError } from '@app/kernel';
import type { Principal } from './principal.js';

/** The route is for people: no key may use it. */
export class KeyNotAccepted extends DomainError {
  readonly kind = 'denied';
  readonly code = 'key_not_accepted';

  constructor() {
    super('API keys may not use this route');
  }
}

export class KeyOutOfScope extends DomainError {
  readonly kind = 'denied';
  readonly code = 'key_out_of_scope';

  constructor(scope: KeyScope) {
    super(outOfScope(scope));
  }
}

/** Its holder bound the key to other networks. */
export class KeyElsewhere extends DomainError {
  readonly kind = 'denied';
  readonly code = 'key_elsewhere';

  constructor() {
    super('this key may not be used from this network');
  }
}

export function outOfScope(scope: KeyScope): string {
  return `this key lacks the scope ${scope}`;
}

/**
 * Sessions and administrators' tokens have every scope and no network.
 * @param scope of the route; undefined where it takes no keys
 * @throws KeyElsewhere · KeyNotAccepted · KeyOutOfScope
 */
export function refuseUnlessInScope(principal: Principal, scope: KeyScope | undefined, ip: string): void {
  if (principal.kind === 'anonymous' || !principal.key) return;
  const { scopes, networks } = principal.key;
  if (networks && !isWithin(networks, ip)) throw new KeyElsewhere();
  if (scope === undefined) throw new KeyNotAccepted();
  if (!scopes.includes(scope)) throw new KeyOutOfScope(scope);
}
