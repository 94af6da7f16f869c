import { randomUUID } from 'node:crypto';
import { actorOfAdministrator, Clock } from '@app/kernel';
import { parseAddress } from '@app/wallet';
import { InvalidKeyTerms, InvalidOneTimePassword, KeyNeedsCode, StepUpFailed } from '../identity.errors.js';
import { apiKeyHash, checkKeyTerms, type KeyHolder, LONGEST_KEY_SECONDS, newApiKey } from '../model/api-key.js';
import type { IdentityPolicy } from '../model/identity-policy.js';
import { ApiKeys, type ListedApiKey } from '../ports/api-keys.js';
import { VerifyOneTimePassword } from './verify-one-time-password.js';

/** As the caller wrote it. */
export interface KeyOrder {
  name: string;
  scopes: readonly string[];
  expiresInSeconds: bigint | undefined;
  limitPerDay: bigint | undefined;
  addresses: readonly string[] | undefined;
  networks: readonly string[] | undefined;
  /** A one-time password made for payments, '' when missing. */
  code: string;
  ip: string;
}

const MOST_ADDRESSES = 100;

/** Makes a key for a program that acts for a user or an administrator. */
export class MakeApiKey {
  constructor(
    private readonly keys: ApiKeys,
    private readonly verify: VerifyOneTimePassword,
    private readonly clock: Clock,
    private readonly policy: IdentityPolicy,
  ) {}

  /**
   * In production a user's key needs a code as a large payment does.
   * @throws InvalidKeyTerms · InvalidAddress · KeyNeedsCode · TooManyRequests · StepUpFailed · ApiKeyExists · TooManyApiKeys;
   *   after the last two the code is given back
   */
  async execute(holder: KeyHolder, order: KeyOrder): Promise<{ key: string; made: ListedApiKey }> {
    const scopes = checkKeyTerms(holder, order);
    const addresses = addressesOf(order);
    const nowMs = this.clock.nowMs();
    const expiresAtMs = expiryOf(order, nowMs);
    if (order.limitPerDay !== undefined && order.limitPerDay <= 0n) {
      throw new InvalidKeyTerms('limit_per_day must be positive', { field: 'limit_per_day' });
    }
    const key = newApiKey();
    const { name, limitPerDay, networks } = order;
    const made = {
      ...{ id: randomUUID(), holder: actorOf(holder), name, scopes, limitPerDay, addresses, networks },
      ...{ createdAtMs: nowMs, expiresAtMs },
    };
    const userId = holder.kind === 'user' ? holder.userId : undefined;
    const giveBack = await this.confirm(holder, order);
    try {
      await this.keys.add({ ...made, userId, keyHash: apiKeyHash(key)! });
    } catch (error) {
      await giveBack();
      throw error;
    }
    return { key, made: { ...made, lastUsedAtMs: undefined, revokedAtMs: undefined } };
  }

  private async confirm(holder: KeyHolder, { code, ip }: KeyOrder): Promise<() => Promise<void>> {
    if (holder.kind !== 'user' || !this.policy.exclusive) return async () => {};
    if (code === '') throw new KeyNeedsCode();
    const attempt = { email: holder.email, code, purpose: 'payment', ip } as const;
    try {
      await this.verify.execute(attempt);
    } catch (error) {
      throw error instanceof InvalidOneTimePassword ? new StepUpFailed() : error;
    }
    return () => this.verify.giveBack(attempt);
  }
}

export function actorOf(holder: KeyHolder): string {
  return holder.kind === 'user' ? `user:${holder.userId}` : actorOfAdministrator(holder.name);
}

function addressesOf({ addresses }: KeyOrder): string[] | undefined {
  if (addresses && addresses.length > MOST_ADDRESSES) {
    throw new InvalidKeyTerms('addresses must be at most 100', { field: 'addresses' });
  }
  return addresses?.map((address) => parseAddress(address, 'addresses'));
}

function expiryOf({ expiresInSeconds }: KeyOrder, nowMs: number): number | undefined {
  if (expiresInSeconds === undefined) return undefined;
  if (expiresInSeconds < 60n || expiresInSeconds > BigInt(LONGEST_KEY_SECONDS)) {
    throw new InvalidKeyTerms('expires_in must be from 60 to 315360000 seconds', { field: 'expires_in' });
  }
  return nowMs + Number(expiresInSeconds) * 1000;
}
