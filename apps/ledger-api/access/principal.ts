import type { KeyGrant } from '@app/identity';
import { actorOfAdministrator } from '@app/kernel';
import { type Address, readAddress } from '@app/wallet';

/** Who sent a request to the ledger, as far as it was proved. */
export type Principal =
  /** Sent no credentials, or to a route that does not look at them. */
  { readonly kind: 'anonymous' } | AdministratorPrincipal | UserPrincipal;

export interface AdministratorPrincipal {
  readonly kind: 'administrator';
  readonly name: string;
  /** Where a key of theirs was sent in place of their token. */
  readonly key?: KeyGrant | undefined;
}

/** The holder of a live session, or of a key. */
export interface UserPrincipal {
  readonly kind: 'user';
  readonly userId: string;
  readonly email: string;
  /** Address of the user's wallet. */
  readonly address: string;
  /** The session's token as sent, to end the session with. */
  readonly token: string;
  /** Where a key was sent in place of a session's token. */
  readonly key?: KeyGrant | undefined;
}

export const ANONYMOUS: Principal = { kind: 'anonymous' };

/** The wallet whose owner was proved, of which they may see what others may not. */
export function walletOf(principal: Principal): Address | undefined {
  return principal.kind === 'user' ? readAddress(principal.address) : undefined;
}

/** A principal in a word, for records that outlive the session. */
export function nameOf(principal: Principal): string {
  switch (principal.kind) {
    case 'anonymous':
      return 'anonymous';
    case 'administrator':
      return actorOfAdministrator(principal.name);
    case 'user':
      return `user:${principal.userId}`;
  }
}

/**
 * Whose an `Idempotency-Key` is. The administrators share theirs, so that a repetition finds the first request after a token
 * was replaced as well.
 */
export function keyHolderOf(principal: Principal): string {
  return principal.kind === 'administrator' ? principal.kind : nameOf(principal);
}
