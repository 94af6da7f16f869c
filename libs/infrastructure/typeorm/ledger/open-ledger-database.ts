import type { DurableStorage } from '@app/infrastructure/configuration/storage-choice.js';
import type { Database } from '../database.js';
import { embeddedDirectory } from '../embedded-directory.js';
import { type OpenDatabaseOptions, openDatabase } from '../open-database.js';
import { ledgerEntities, ledgerMigrations } from './schema.js';

/**
 * The ledger's own part of the storage: its schema in the embedded database of DATA_DIR, or on the shared server.
 * @throws DirectoryInUse, DirectoryUnusable, SchemaMissing (embedded), SchemaIsNewer, DatabaseUnavailable
 */
export function openLedgerDatabase(
  storage: DurableStorage,
  options: Pick<OpenDatabaseOptions, 'applicationName' | 'log' | 'onlyExisting'>,
): Promise<Database> {
  return openDatabase({
    storage:
      storage.kind === 'postgres' ? storage : { kind: 'embedded', directory: embeddedDirectory(storage.directory) },
    schema: 'ledger',
    entities: ledgerEntities,
    migrations: ledgerMigrations,
    ...options,
  });
}
