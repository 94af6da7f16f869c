import { existsSync } from 'node:fs';
import { loadNamedKeys } from '@app/infrastructure/crypto/key-ring.js';
import { MasterKeyUnusable } from '@app/infrastructure/crypto/master-key.js';
import type { MasterKeySource } from '@app/infrastructure/crypto/master-key-source.js';
import { SqlKeyRings } from '@app/infrastructure/sql/sql-key-rings.js';
import type { Database } from '@app/infrastructure/typeorm/database.js';
import type { Api } from './api-option.js';

export type MasterKeyState = 'fits' | 'missing' | 'wrong' | 'unusable' | 'rotating' | 'not-needed';

/** Whether the key of `source` opens what the database holds sealed. Makes no key. */
export async function masterKeyState(database: Database, api: Api, source: MasterKeySource): Promise<MasterKeyState> {
  const ring = await new SqlKeyRings(database, api).find();
  if (!ring) return 'not-needed';
  if (ring.next) return 'rotating';
  if (source.kind === 'file' && !existsSync(source.path)) return 'missing';
  try {
    return (await loadNamedKeys(source, ring)) ? 'fits' : 'wrong';
  } catch (error) {
    if (error instanceof MasterKeyUnusable) return 'unusable';
    throw error;
  }
}
