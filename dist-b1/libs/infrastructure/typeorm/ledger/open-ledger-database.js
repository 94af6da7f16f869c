import { join } from 'node:path';
import { openDatabase } from '../open-database.js';
import { ledgerEntities, ledgerMigrations } from './schema.js';
/**
 * The ledger's own part of the storage: a directory below DATA_DIR, or its schema on the shared server.
 * @throws DirectoryInUse, DirectoryUnusable (embedded), SchemaIsNewer, DatabaseUnavailable
 */
export function openLedgerDatabase(storage, options) {
    return openDatabase({
        storage: storage.kind === 'postgres' ? storage : { kind: 'embedded', directory: join(storage.directory, 'ledger') },
        schema: 'ledger',
        entities: ledgerEntities,
        migrations: ledgerMigrations,
        ...options,
    });
}
//# sourceMappingURL=open-ledger-database.js.map