import type { Database } from '@app/infrastructure/typeorm/database.js';
import { ledgerEntities, ledgerMigrations } from '@app/infrastructure/typeorm/ledger/schema.js';
import { openDatabase } from '@app/infrastructure/typeorm/open-database.js';
import type { Place } from './places.js';

/** The database of a place, up to date. */
export function openPlace(place: Place): Promise<Database> {
  return openDatabase({
    storage:
      place.databaseUrl === undefined
        ? { kind: 'embedded', directory: place.dataDir }
        : { kind: 'postgres', url: place.databaseUrl },
    schema: 'ledger',
    entities: ledgerEntities,
    migrations: ledgerMigrations,
    applicationName: 'mizan bench',
    log: { warn: (message) => process.stderr.write(`${message}\n`) },
  });
}
