import { type KeyScope, NotYourWallet, SessionRequired } from '@app/identity';
import type { ModeName } from '@app/kernel';
import { readAddress } from '@app/wallet';
import { AdministratorsOnly, UsersOnly } from './access.errors.js';
import type { Principal } from './principal.js';

/**
 * Who gets through.
 * - `anyone`: credentials are not looked at
 * - `guest`: credentials may be left out; those that are sent must be good
 * - `user`: any live session
 * - `member`: any live session, or an administrator; the route shows a user only what is theirs
 * - `owner`: the user whose wallet the path names as `address`, or an administrator
 * - `administrator`
 */
export type Right = 'anyone' | 'guest' | 'user' | 'member' | 'owner' | 'administrator';

/** Who may use a route, by the mode of the server. */
export type Rights = Readonly<Record<ModeName, Right>>;

/** With the scope that a key needs for it; without one no key may use it. */
export type AccessRule = Rights & { readonly scope: KeyScope | undefined };

/**
 * @param address the wallet that the path names, as sent
 * @throws SessionRequired · UsersOnly · AdministratorsOnly · NotYourWallet
 */
export function refuseUnlessEntitled(principal: Principal, right: Right, address: string | undefined): void {
  if (right === 'anyone' || right === 'guest') return;
  if (principal.kind === 'anonymous') throw new SessionRequired();
  if (principal.kind === 'administrator') {
    if (right === 'user') throw new UsersOnly();
    return;
  }
  if (right === 'administrator') throw new AdministratorsOnly();
  if (right === 'owner' && principal.address !== readAddress(address ?? '')) throw new NotYourWallet();
}
