import { Clock } from '@app/kernel';
import { apiKeyHash } from '../model/api-key.js';
import { ApiKeys, type LiveApiKey } from '../ports/api-keys.js';

const NOTE_USE_EVERY_MS = 60 * 60_000;

/** Finds out whose an API key is. */
export class AuthenticateApiKey {
  constructor(
    private readonly keys: ApiKeys,
    private readonly clock: Clock,
  ) {}

  /** Its use is noted once an hour, so that requests do not each cost a write. */
  async execute(token: string): Promise<LiveApiKey | undefined> {
    const hash = apiKeyHash(token);
    if (!hash) return undefined;
    const nowMs = this.clock.nowMs();
    const key = await this.keys.find(hash, nowMs);
    if (!key) return undefined;
    if (nowMs - (key.lastUsedAtMs ?? 0) >= NOTE_USE_EVERY_MS) await this.keys.touch(key.id, nowMs);
    return key;
  }
}
