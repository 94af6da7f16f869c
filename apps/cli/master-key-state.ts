import { existsSync } from 'node:fs';
import { EnvelopeVault } from '@app/infrastructure/crypto/envelope-vault.js';
import { MasterKeyUnusable, readMasterKey } from '@app/infrastructure/crypto/master-key.js';
import type { Database } from '@app/infrastructure/typeorm/database.js';

export type MasterKeyState = 'fits' | 'missing' | 'wrong' | 'unusable' | 'not-needed';

/** Whether the key at `path` opens what the database holds sealed. */
export async function masterKeyState(database: Database, path: string): Promise<MasterKeyState> {
  const [pinned] = await database.query<{ key_id: Buffer }>('SELECT key_id FROM master_key');
  if (!pinned) return 'not-needed';
  if (!existsSync(path)) return 'missing';
  try {
    return new EnvelopeVault(readMasterKey(path)).keyId.equals(pinned.key_id) ? 'fits' : 'wrong';
  } catch (error) {
    if (error instanceof MasterKeyUnusable) return 'unusable';
    throw error;
  }
}
