import { isIPv6 } from 'node:net';
import type { KeyVault } from '@app/kernel';
import type { IdentityPolicy } from './identity-policy.js';

/**
 * What counts as one caller for limits: an IPv4 address, or the /64 of an IPv6 address, because one subscriber has all of
 * it. An IPv4 address in IPv6 clothes (`::ffff:1.2.3.4`) is itself. What is no address counts as given.
 */
export function networkOf(ip: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1];
  if (mapped !== undefined) return mapped;
  const address = ip.replace(/%.*$/, '');
  return isIPv6(address) ? `${firstGroups(address).join(':')}::/64` : ip;
}

function firstGroups(address: string): string[] {
  const [left = '', right] = address.split('::');
  const groups = left === '' ? [] : left.split(':');
  if (right !== undefined) {
    // A dotted quad at the end stands for two groups.
    const after = right === '' ? 0 : right.split(':').length + (right.includes('.') ? 1 : 0);
    while (groups.length < 8 - after) groups.push('0');
    if (right !== '') groups.push(...right.split(':'));
  }
  return groups.slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16));
}

/** What is kept of a network. */
export function networkHash(vault: Pick<KeyVault, 'keyedHash'>, ip: string): Buffer {
  return vault.keyedHash('network', networkOf(ip));
}

/**
 * Who counts as having asked for a code. A demo keeps one live code per mailbox, whoever asks, as the specification has it.
 * In production each network that asks has a code of its own, so that nobody else can replace or kill the owner's.
 */
export function requesterOf(vault: Pick<KeyVault, 'keyedHash'>, policy: IdentityPolicy, ip: string): Buffer {
  return policy.exclusive ? networkHash(vault, ip) : Buffer.alloc(0);
}
