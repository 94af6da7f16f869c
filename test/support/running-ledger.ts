import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe } from '@jest/globals';
import { Contract } from './contract.js';
import { LedgerClient } from './ledger-client.js';
import { fillWithMigrated } from './migrated-directory.js';
import { type PostgresServer, startPostgres } from './postgres.js';
import { type RunningServer, type ServerExit, type StartServerOptions, startServer } from './server.js';
import { STORAGE_KINDS, type StorageKind } from './storage.js';
import { SupabaseProject } from './supabase/supabase-project.js';

export type Environment = NonNullable<StartServerOptions['env']>;

/** What every suite about a stored ledger runs on, each in turn. */
export type LedgerStorageKind = StorageKind | 'supabase';
export const LEDGER_STORAGE_KINDS: readonly LedgerStorageKind[] = kindsOfThisProject();

/** Enough where a contract suite holds the statements against PostgreSQL itself, which is below Supabase too. */
export const EMBEDDED_AND_SUPABASE: readonly LedgerStorageKind[] = globalThis.serverEnvironment
  ? LEDGER_STORAGE_KINDS
  : ['embedded', 'supabase'];

/** A store that outlives the servers started on it, one after the other or at once. */
export class LedgerStore {
  readonly kind: LedgerStorageKind;
  readonly dataDir: string;
  /** The server below, also below the Supabase project. */
  readonly postgres: PostgresServer | undefined;
  readonly supabase: SupabaseProject | undefined;

  static async make(kind: LedgerStorageKind): Promise<LedgerStore> {
    const supabase = kind === 'supabase' ? await SupabaseProject.start() : undefined;
    const postgres = kind === 'postgres' ? await startPostgres() : supabase?.postgres;
    const store = new LedgerStore(kind, postgres, supabase);
    if (kind === 'embedded') await fillWithMigrated(store.dataDir);
    return store;
  }

  private constructor(
    kind: LedgerStorageKind,
    postgres: PostgresServer | undefined,
    supabase: SupabaseProject | undefined,
  ) {
    this.kind = kind;
    this.postgres = postgres;
    this.supabase = supabase;
    this.dataDir = mkdtempSync(join(tmpdir(), 'mizan-ledger-'));
  }

  /** What a server needs to know to serve the ledger from this store. */
  options(env: Environment = {}): StartServerOptions {
    const database = this.supabase?.environment ?? (this.postgres ? { DATABASE_URL: this.postgres.url } : {});
    return { dataDir: this.dataDir, env: { SERVE: 'ledger', LOG_LEVEL: 'warn', ...database, ...env } };
  }

  async remove(): Promise<void> {
    await (this.supabase ?? this.postgres)?.stop();
    rmSync(this.dataDir, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** A ledger under test: one server at a time on one store, and a client whose every answer is held against the contract. */
export class Ledger {
  readonly store: LedgerStore;
  server!: RunningServer;
  client!: LedgerClient;
  contract!: Contract;
  private env: Environment;

  static async start(kind: LedgerStorageKind, env: Environment = {}): Promise<Ledger> {
    const ledger = new Ledger(await LedgerStore.make(kind), env);
    await ledger.start();
    return ledger;
  }

  private constructor(store: LedgerStore, env: Environment) {
    this.store = store;
    this.env = env;
  }

  /** Starts a server on the store, with more of an environment from now on, and waits until it writes unless another does. */
  async start(env: Environment = {}, { besideWriter = false } = {}): Promise<void> {
    this.env = { ...this.env, ...env };
    this.server = await startServer(this.store.options(this.env));
    this.contract ??= await Contract.of(this.server.ledgerUrl);
    this.client = new LedgerClient(this.server.ledgerUrl, this.contract);
    if (!besideWriter) await this.writing();
  }

  /** Resolves when the server writes: on Supabase the lease of one that was killed has to expire first. */
  private async writing(): Promise<void> {
    for (const deadline = Date.now() + 30_000; Date.now() < deadline; await sleep(100)) {
      const { json } = await this.client.get('/health/ready');
      if (json.writer !== false) return; // production does not tell
    }
    throw new Error('the server does not write');
  }

  stop(): Promise<ServerExit> {
    return this.server.stop();
  }

  async restart(env: Environment = {}): Promise<void> {
    await this.stop();
    await this.start(env);
  }

  /** Ends everything and removes the store. */
  async dispose(): Promise<void> {
    await this.server.stop();
    await this.store.remove();
  }
}

/** By storage and environment: the blocks of one spec file share their servers. */
const shared = new Map<string, Promise<Ledger>>();

afterAll(async () => {
  await Promise.all([...shared.values()].map(async (ledger) => (await ledger).dispose()));
}, 60_000);

/** Describes `title` once on each storage. Blocks of a file with the same environment share one server per storage. */
export function describeOnEachStorage(
  title: string,
  define: (ledger: () => Ledger) => void,
  env: Environment = {},
): void {
  describe.each(LEDGER_STORAGE_KINDS)(`${title}, on %s`, (kind) => {
    let ledger: Ledger;
    beforeAll(async () => {
      const key = JSON.stringify([kind, env]);
      if (!shared.has(key)) shared.set(key, Ledger.start(kind, env));
      ledger = await shared.get(key)!;
    }, 60_000);
    define(() => ledger);
  });
}

function kindsOfThisProject(): readonly LedgerStorageKind[] {
  // How blocks are made has nothing to do with where they are kept.
  if (globalThis.serverEnvironment) return ['postgres'];
  return globalThis.strangeSessions ? STORAGE_KINDS : [...STORAGE_KINDS, 'supabase'];
}

/** A ledger under test on any kind of storage, or on none. */
export async function startLedger(kind: LedgerStorageKind | 'memory'): Promise<Pick<Ledger, 'client' | 'dispose'>> {
  if (kind !== 'memory') return Ledger.start(kind);
  const server = await startServer({ env: { SERVE: 'ledger', PERSISTENCE: 'memory' } });
  const client = new LedgerClient(server.ledgerUrl, await Contract.of(server.ledgerUrl));
  return { client, dispose: async () => void (await server.stop()) };
}
