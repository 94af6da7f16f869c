import type { DurableStorage, LedgerStorageChoice } from '@app/infrastructure/configuration/storage-choice.js';
import { type OpenedStore, openedStore } from '@app/infrastructure/serving/keep-mode.js';
import { openSupabaseProject } from '@app/infrastructure/supabase/open-supabase-project.js';
import { SupabaseWriterLease } from '@app/infrastructure/supabase/supabase-writer-lease.js';
import type { Database } from '@app/infrastructure/typeorm/database.js';
import { DatabaseLease } from '@app/infrastructure/typeorm/database-lease.js';
import { openLedgerDatabase } from '@app/infrastructure/typeorm/ledger/open-ledger-database.js';
import { writerLockFor } from '@app/infrastructure/typeorm/writer-lock.js';
import type { StorageHealth } from '@app/kernel';
import type { WriterLease } from '@app/utxo';
import type { Logger } from 'pino';

/** What the ledger is kept in, whatever that is. */
export interface LedgerStore extends OpenedStore {
  readonly kind: 'embedded' | 'postgres' | 'supabase';
  readonly lease: WriterLease;
  /** How long the journal may collect entries: where each call has its price, longer. */
  readonly journalDelayMs: number;
  /** See StorageHealth. */
  readonly trouble: StorageHealth['trouble'];
  close(): Promise<void>;
}

/**
 * Undefined when nothing is to be kept.
 * @throws DirectoryInUse, DirectoryUnusable, SchemaIsNewer, DatabaseUnavailable, UnfitSupabaseProject
 */
export async function openLedgerStore(storage: LedgerStorageChoice, log: Logger): Promise<LedgerStore | undefined> {
  if (storage.kind === 'memory') return undefined;
  if (storage.kind === 'supabase') return openProject(storage);
  const database = await openLedgerDatabase(storage, { applicationName: 'mizan ledger', log });
  return {
    ...openedStore(database),
    kind: database.kind,
    lease: ledgerLease(database, storage),
    journalDelayMs: 100,
    trouble: (timeoutMs, effect) => database.trouble(timeoutMs, effect),
    close: () => database.close(),
  };
}

function ledgerLease(database: Database, storage: DurableStorage): DatabaseLease {
  const lock = writerLockFor(database, storage.kind === 'postgres' ? storage.url : undefined);
  return new DatabaseLease(lock, {
    taken: (holder) => database.appendUnder(holder),
    lost: () => database.renewConnections(),
  });
}

async function openProject(storage: { url: string; key: string }): Promise<LedgerStore> {
  const database = await openSupabaseProject(storage);
  return {
    kind: 'supabase',
    statements: database,
    schema: 'ledger',
    lease: new SupabaseWriterLease(database),
    journalDelayMs: 1_000,
    trouble: (timeoutMs) => database.trouble(timeoutMs),
    durabilityFaults: async () => [],
    close: async () => {},
  };
}
