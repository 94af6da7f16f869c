import { Clock } from '@app/kernel';
import { ApiKeyNotFound } from '../identity.errors.js';
import type { KeyHolder } from '../model/api-key.js';
import { ApiKeys, type ListedApiKey } from '../ports/api-keys.js';
import { actorOf } from './make-api-key.js';

/** Shows keys and revokes them: to users theirs, to administrators those of all administrators. */
export class ManageApiKeys {
  constructor(
    private readonly keys: ApiKeys,
    private readonly clock: Clock,
  ) {}

  list(holder: KeyHolder): Promise<ListedApiKey[]> {
    return this.keys.list(holder.kind === 'user' ? actorOf(holder) : undefined);
  }

  /**
   * An administrator may revoke any key, a user's as well. Once more changes nothing.
   * @throws ApiKeyNotFound
   */
  async revoke(id: string, holder: KeyHolder): Promise<ListedApiKey> {
    const actor = actorOf(holder);
    const by = { actor, atMs: this.clock.nowMs() };
    const revoked = await this.keys.revoke(id, holder.kind === 'user' ? actor : undefined, by);
    if (!revoked) throw new ApiKeyNotFound();
    return revoked;
  }
}
