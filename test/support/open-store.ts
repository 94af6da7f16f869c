import type { Database } from '@app/infrastructure/typeorm/database.js';
import { openLedgerDatabase } from '@app/infrastructure/typeorm/ledger/open-ledger-database.js';
import type { LedgerStore } from './running-ledger.js';

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
  'sessions',
  'familiar_networks',
  'throttles',
  'zakat_runs',
  'zakat_records',
  'zakat_receipts',
  'zakat_assessments',
  'zakat_assessment_lines',
  'zakat_nisab',
  'zakat_debts',
  'zakat_exemptions',
  'zakat_vouchers',
  'zakat_pool_wallet',
  'audit_log',
  'system_logs',
];

/** Opens the database of a ledger whose server has stopped, to look into it or to damage it. */
export function openStore({ postgres, dataDir }: LedgerStore): Promise<Database> {
  const storage = postgres
    ? ({ kind: 'postgres', url: postgres.url } as const)
    : ({ kind: 'embedded', directory: dataDir } as const);
  return openLedgerDatabase(storage, { applicationName: 'mizan test', log: { warn: () => {} } });
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
