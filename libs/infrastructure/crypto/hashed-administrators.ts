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

/** An administrator as the configuration knows them. */
export interface HashedAdministrator {
  /** Of {@link ADMINISTRATOR_NAME}'s form, unique. */
  readonly name: string;
  /** Of {@link ADMINISTRATOR_TOKEN_HASH}'s form. */
  readonly hash: string;
}

/** Administrators by the hashes of their tokens: the configuration tells no token. */
export class HashedAdministrators extends Administrators {
  private readonly known: readonly { name: string; digest: Buffer }[];

  constructor(administrators: readonly HashedAdministrator[]) {
    super();
    this.known = administrators.map(({ name, hash }) => ({ name, digest: Buffer.from(hash, 'hex') }));
  }

  /** Takes the same time for every wrong token, however much of it is right. */
  override async recognise(token: string): Promise<string | undefined> {
    const digest = digestOf(token);
    return this.known.filter((administrator) => timingSafeEqual(administrator.digest, digest))[0]?.name;
  }

  override isNamed(name: string): boolean {
    return this.known.some((administrator) => administrator.name === name);
  }
}

function digestOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
