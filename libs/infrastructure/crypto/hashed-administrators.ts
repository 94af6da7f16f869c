import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { Administrators } from '@app/kernel';

/** Begins every administrator's token, so that scanners of code and logs recognise one that leaked. */
export const ADMINISTRATOR_TOKEN_PREFIX = 'mizan_admin_';

/** A hash of a token as configuration holds it: SHA-256 in lower-case hex. */
export const ADMINISTRATOR_TOKEN_HASH = /^[0-9a-f]{64}$/;

/** A new token of 256 random bits: too many to guess, which is why one round of SHA-256 is enough to store it. */
export function createAdministratorToken(): { token: string; hash: string } {
  const token = ADMINISTRATOR_TOKEN_PREFIX + randomBytes(32).toString('base64url');
  return { token, hash: digestOf(token).toString('hex') };
}

/** Administrators by the hashes of their tokens: the configuration tells no token. */
export class HashedAdministrators extends Administrators {
  private readonly digests: readonly Buffer[];

  /** @param hashes of {@link ADMINISTRATOR_TOKEN_HASH}'s form; none means that there are no administrators */
  constructor(hashes: readonly string[]) {
    super();
    this.digests = hashes.map((hash) => Buffer.from(hash, 'hex'));
  }

  /** Takes the same time for every wrong token, however much of it is right. */
  override async recognise(token: string): Promise<boolean> {
    const digest = digestOf(token);
    return this.digests.map((known) => timingSafeEqual(known, digest)).includes(true);
  }
}

function digestOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
