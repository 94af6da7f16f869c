import type { AppMode } from '@app/kernel';
import { LEDGER_EVENTS, PUBLIC_EVENTS, WALLET_EVENTS } from '@app/reporting';
import { refuseUnlessEntitled } from '../access/access-rule.js';
import type { Principal } from '../access/principal.js';
import { InvalidParameter } from '../presentation/invalid-request.js';

export interface AskedEvents {
  readonly types: readonly string[] | undefined;
  /** A wallet's, in lower case. */
  readonly address: string | undefined;
}

export interface GrantedEvents {
  readonly types: ReadonlySet<string>;
  /** Whether somebody else could not have asked for them. */
  readonly isPrivate: boolean;
}

/**
 * Who may be told what. In a demo everybody is told everything. In production blocks and transactions are public, as the explorer is;
 * a wallet's events are its owner's, and everything an administrator's.
 * @throws InvalidParameter · SessionRequired · NotYourWallet · AdministratorsOnly
 */
export function grantEvents({ types, address }: AskedEvents, principal: Principal, mode: AppMode): GrantedEvents {
  if (address === undefined && types?.some((type) => isOneOf(WALLET_EVENTS, type))) {
    throw new InvalidParameter('wallet events need an address', { field: 'address' });
  }
  if (!mode.isProduction) return { types: new Set(types ?? LEDGER_EVENTS), isPrivate: false };
  if (address !== undefined) {
    refuseUnlessEntitled(principal, 'owner', address);
    return { types: new Set(types ?? LEDGER_EVENTS), isPrivate: true };
  }
  const isPublic = types?.every((type) => isOneOf(PUBLIC_EVENTS, type)) ?? principal.kind !== 'administrator';
  if (isPublic) return { types: new Set(types ?? PUBLIC_EVENTS), isPrivate: false };
  refuseUnlessEntitled(principal, 'administrator', undefined);
  return { types: new Set(types ?? LEDGER_EVENTS), isPrivate: true };
}

function isOneOf(choices: readonly string[], type: string): boolean {
  return choices.includes(type);
}
