import type { DurableStorage } from '@app/infrastructure/configuration/storage-choice.js';
import type { Database } from '../database.js';
import { embeddedDirectory } from '../embedded-directory.js';
import { type OpenDatabaseOptions, openDatabase } from '../open-database.js';
import { registryEntities, registryMigrations } from './schema.js';

/**
 * The registry's own part of the storage: its schema in the embedded database of DATA_DIR, or on the shared server.
 * @throws DirectoryInUse, DirectoryUnusable, SchemaMissing (embedded), SchemaIsNewer, DatabaseUnavailable
 */
export function openRegistryDatabase(
  storage: DurableStorage,
  options: Pick<OpenDatabaseOptions, 'applicationName' | 'log' | 'onlyExisting' | 'onCommitted'>,
): Promise<Database> {
  return openDatabase({
    storage:
      storage.kind === 'postgres' ? storage : { kind: 'embedded', directory: embeddedDirectory(storage.directory) },
    schema: 'registry',
    entities: registryEntities,
    migrations: registryMigrations,
    ...options,
  });
}
