import { existsSync } from 'node:fs';
import { EnvelopeVault } from '@app/infrastructure/crypto/envelope-vault.js';
import { readMasterKey } from '@app/infrastructure/crypto/master-key.js';
import type { Database } from '@app/infrastructure/typeorm/database.js';

/** Whether the key at `path` opens what the database holds sealed. @throws MasterKeyUnusable */
export async function masterKeyState(
  database: Database,
  path: string,
): Promise<'fits' | 'missing' | 'wrong' | 'not-needed'> {
  const [pinned] = await database.query<{ key_id: Buffer }>('SELECT key_id FROM master_key');
  if (!pinned) return 'not-needed';
  if (!existsSync(path)) return 'missing';
  return new EnvelopeVault(readMasterKey(path)).keyId.equals(pinned.key_id) ? 'fits' : 'wrong';
}
