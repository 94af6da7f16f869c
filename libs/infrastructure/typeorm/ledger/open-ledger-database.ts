import { join } from 'node:path';
import type { DurableStorage } from '@app/infrastructure/configuration/storage-choice.js';
import type { Database } from '../database.js';
import { type OpenDatabaseOptions, openDatabase } from '../open-database.js';
import { ledgerEntities, ledgerMigrations } from './schema.js';

/**
 * The ledger's own part of the storage: a directory below DATA_DIR, or its schema on the shared server.
 * @throws DirectoryInUse, DirectoryUnusable (embedded), SchemaIsNewer, DatabaseUnavailable
 */
export function openLedgerDatabase(
  storage: DurableStorage,
  options: Pick<OpenDatabaseOptions, 'applicationName' | 'log'>,
): Promise<Database> {
  return openDatabase({
    storage: storage.kind === 'postgres' ? storage : { kind: 'embedded', directory: join(storage.directory, 'ledger') },
    schema: 'ledger',
    entities: ledgerEntities,
    migrations: ledgerMigrations,
    ...options,
  });
}
