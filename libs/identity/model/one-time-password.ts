import { randomInt } from 'node:crypto';
import type { KeyVault } from '@app/kernel';

/** What a code is good for, and for nothing else: a code for logging in moves no money. */
export type CodePurpose = 'login' | 'payment';

export const ONE_TIME_PASSWORD_TTL_MS = 5 * 60_000;

/** Six digits, each of the million equally likely, from the system's random source. */
export function newOneTimePassword(): string {
  return String(randomInt(1_000_000)).padStart(6, '0');
}

/** What is kept of a code. A million codes are searched in no time, so the hash is keyed: without the master key it says nothing. */
export function oneTimePasswordHash(
  vault: Pick<KeyVault, 'keyedHash'>,
  { mailbox, purpose, code }: { mailbox: string; purpose: CodePurpose; code: string },
): Buffer {
  return vault.keyedHash('one-time-password', `${mailbox}|${purpose}|${code}`);
}
