import { join } from 'node:path';
import { openDatabase } from '../open-database.js';
import { registryEntities, registryMigrations } from './schema.js';
/**
 * The registry's own part of the storage: a directory below DATA_DIR, or its schema on the shared server.
 * @throws DirectoryInUse, DirectoryUnusable (embedded), SchemaIsNewer, DatabaseUnavailable
 */
export function openRegistryDatabase(storage, options) {
    return openDatabase({
        storage: storage.kind === 'postgres' ? storage : { kind: 'embedded', directory: join(storage.directory, 'registry') },
        schema: 'registry',
        entities: registryEntities,
        migrations: registryMigrations,
        ...options,
    });
}
//# sourceMappingURL=open-registry-database.js.map