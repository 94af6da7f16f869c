import {
  ApiKeyExists,
  ApiKeys,
  type ListedApiKey,
  type LiveApiKey,
  MOST_API_KEYS,
  type NewApiKey,
  TooManyApiKeys,
} from '@app/identity';
import type { MemoryUsers } from './memory-identity.js';

type Kept = NewApiKey & { lastUsedAtMs?: number; revokedAtMs?: number };

/** Keys for the life of the process. */
export class MemoryApiKeys extends ApiKeys {
  /** Oldest first. */
  private readonly keys = new Map<string, Kept>();

  constructor(private readonly users: MemoryUsers) {
    super();
  }

  override async add(key: NewApiKey): Promise<void> {
    const own = [...this.keys.values()].filter(({ holder }) => holder === key.holder);
    const live = own.filter(({ revokedAtMs }) => revokedAtMs === undefined);
    if (live.some(({ name }) => name === key.name)) throw new ApiKeyExists();
    if (live.length >= MOST_API_KEYS) throw new TooManyApiKeys();
    const revoked = own.filter(({ revokedAtMs }) => revokedAtMs !== undefined);
    for (const { id } of revoked.slice(0, Math.max(0, revoked.length - MOST_API_KEYS))) this.keys.delete(id);
    this.keys.set(key.id, key);
  }

  override async find(keyHash: Uint8Array, nowMs: number): Promise<LiveApiKey | undefined> {
    const kept = [...this.keys.values()].find((key) => Buffer.from(key.keyHash).equals(keyHash));
    if (!kept || kept.revokedAtMs !== undefined || (kept.expiresAtMs ?? Number.POSITIVE_INFINITY) <= nowMs)
      return undefined;
    const profile = kept.userId === undefined ? undefined : await this.users.profile(kept.userId);
    const { id, holder, scopes, limitPerDay, addresses, networks, lastUsedAtMs } = kept;
    const user = profile && { userId: profile.id, email: profile.email, address: profile.address };
    return { id, holder, user, scopes, limitPerDay, addresses, networks, lastUsedAtMs };
  }

  override async touch(id: string, nowMs: number): Promise<void> {
    const kept = this.keys.get(id);
    if (kept) kept.lastUsedAtMs = nowMs;
  }

  override async list(holder: string | undefined): Promise<ListedApiKey[]> {
    return [...this.keys.values()]
      .filter((key) => (holder === undefined ? key.userId === undefined : key.holder === holder))
      .reverse()
      .map(listed);
  }

  override async revoke(id: string, holder: string | undefined, { atMs }: { atMs: number }) {
    const kept = this.keys.get(id);
    if (!kept || (holder !== undefined && kept.holder !== holder)) return undefined;
    kept.revokedAtMs ??= atMs;
    return listed(kept);
  }
}

function listed({ keyHash: _, userId: __, lastUsedAtMs, revokedAtMs, ...key }: Kept): ListedApiKey {
  return { ...key, lastUsedAtMs, revokedAtMs };
}
