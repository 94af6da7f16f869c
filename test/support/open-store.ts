import { join } from 'node:path';
import type { Database } from '@app/infrastructure/typeorm/database.js';
import { ledgerEntities, ledgerMigrations } from '@app/infrastructure/typeorm/ledger/schema.js';
import { openDatabase } from '@app/infrastructure/typeorm/open-database.js';
import type { LedgerStore } from './ledger.js';

const TABLES = [
  'addresses',
  'blocks',
  'transactions',
  'outputs',
  'spends',
  'master_key',
  'users',
  'wallet_profiles',
  'one_time_passwords',
  'zakat_runs',
  'zakat_records',
  'system_logs',
];

/** Opens the database of a ledger whose server has stopped, to look into it or to damage it. */
export function openStore({ postgres, dataDir }: LedgerStore): Promise<Database> {
  return openDatabase({
    storage: postgres
      ? { kind: 'postgres', url: postgres.url }
      : { kind: 'embedded', directory: join(dataDir, 'ledger') },
    schema: 'ledger',
    entities: ledgerEntities,
    migrations: ledgerMigrations,
    applicationName: 'mizan test',
    log: { warn: () => {} },
  });
}

/** Everything the store holds, as text: byte columns in hex and read as Latin-1. */
export async function dumpStore(store: LedgerStore): Promise<string> {
  const database = await openStore(store);
  try {
    const texts: string[] = [];
    for (const table of TABLES) {
      for (const row of await database.query<Record<string, unknown>>(`SELECT * FROM ${table}`)) {
        for (const value of Object.values(row)) {
          texts.push(Buffer.isBuffer(value) ? `${value.toString('hex')} ${value.toString('latin1')}` : String(value));
        }
      }
    }
    return texts.join('\n');
  } finally {
    await database.close();
  }
}
