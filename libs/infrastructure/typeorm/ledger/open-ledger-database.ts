import { join } from 'node:path';
import type { StorageChoice } from '@app/infrastructure/configuration/storage-choice.js';
import type { Database } from '../database.js';
import { type OpenDatabaseOptions, openDatabase, type Storage } from '../open-database.js';
import { ledgerEntities, ledgerMigrations } from './schema.js';

/** A choice that keeps anything at all. */
export type DurableStorage = Exclude<StorageChoice, { kind: 'memory' }>;

/** The ledger's own part of the storage: a directory below DATA_DIR, or its schema on the shared server. */
export function ledgerStorage(storage: DurableStorage): Storage {
  return storage.kind === 'postgres' ? storage : { kind: 'embedded', directory: join(storage.directory, 'ledger') };
}

/** @throws DirectoryInUse, DirectoryUnusable (embedded), SchemaIsNewer, DatabaseUnavailable */
export function openLedgerDatabase(
  storage: DurableStorage,
  options: Pick<OpenDatabaseOptions, 'applicationName' | 'log'>,
): Promise<Database> {
  return openDatabase({
    storage: ledgerStorage(storage),
    schema: 'ledger',
    entities: ledgerEntities,
    migrations: ledgerMigrations,
    ...options,
  });
}
