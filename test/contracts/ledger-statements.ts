import type { Statements } from '@app/infrastructure/sql/statement.js';
import { openSupabaseProject } from '@app/infrastructure/supabase/open-supabase-project.js';
import type { Database } from '@app/infrastructure/typeorm/database.js';
import { openLedgerDatabase } from '@app/infrastructure/typeorm/ledger/open-ledger-database.js';
import type { LedgerStorageKind } from '../support/running-ledger.js';
import { startStorage } from '../support/storage.js';
import { SupabaseProject } from '../support/supabase/supabase-project.js';

/** What the ledger's adapters run on, on one kind of storage. */
export interface OpenedStatements {
  readonly statements: Statements;
  /** The database itself, for looking into it and for damaging it: below Supabase too. */
  readonly database: Database;
  readonly project: SupabaseProject | undefined;
  stop(): Promise<void>;
}

const OPTIONS = { applicationName: 'contract test', log: { warn: () => {} } };

export async function openStatements(kind: LedgerStorageKind): Promise<OpenedStatements> {
  if (kind === 'supabase') return openProject();
  const source = await startStorage(kind);
  const database = await openLedgerDatabase(await source.fresh(), OPTIONS);
  const stop = async () => {
    await database.close();
    await source.stop();
  };
  return { statements: database, database, project: undefined, stop };
}

/** Every statement goes through the stand-in for PostgREST. */
async function openProject(): Promise<OpenedStatements> {
  const project = await SupabaseProject.start();
  const { SUPABASE_URL: url, SUPABASE_KEY: key } = project.environment;
  const statements = await openSupabaseProject({ url, key });
  const database = await openLedgerDatabase({ kind: 'postgres', url: project.databaseUrl }, OPTIONS);
  const stop = async () => {
    await database.close();
    await project.stop();
  };
  return { statements, database, project, stop };
}
