import { type KeyVault, networkOf } from '@app/kernel';
import type { IdentityPolicy } from './identity-policy.js';

/** What is kept of a network. */
export function networkHash(vault: Pick<KeyVault, 'keyedHash'>, ip: string): Buffer {
  return vault.keyedHash('network', networkOf(ip));
}

/**
 * Who counts as having asked for a code. A demo keeps one live code per mailbox for all callers, as the specification has it.
 * In production each network that asks has a code of its own, so that no one else can replace or kill the owner's.
 */
export function requesterOf(vault: Pick<KeyVault, 'keyedHash'>, policy: IdentityPolicy, ip: string): Buffer {
  return policy.exclusive ? networkHash(vault, ip) : Buffer.alloc(0);
}
