import { existsSync, realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { DirectoryInUse } from '@app/infrastructure/pglite/directory.errors.js';
import { EmbeddedCluster } from '@app/infrastructure/pglite/embedded-cluster.js';
import pg, { type Pool, type PoolClient } from 'pg';
import type { ConnectionOptions } from './connection-options.js';
import { pinSession } from './pin-session.js';
import { SchemaPool } from './schema-pool.js';

/** What a session is opened with; of two schemas it is what the first of them asks for. */
export type SessionOptions = Pick<
  ConnectionOptions,
  'statementTimeoutMs' | 'connectionTimeoutMs' | 'onIdleConnectionLost'
>;

/** Longest wait for an orderly end. */
const CLOSE_TIMEOUT_MS = 5000;

/**
 * How long plans are kept. A plan that was made while a table was small reads the table whole, and is kept while it grows; on a server
 * autovacuum has it made anew, and PGlite has none.
 */
const PLANS_LAST_MS = 10_000;

/** By the real path of the directory. */
const sessions = new Map<string, Promise<EmbeddedSession>>();

/**
 * The embedded database of a directory, opened once in this process for all schemas that are used in it. PGlite is one session,
 * so this is a pool of one: a fair queue with a time-out, whose client looks into the schema of the caller whose turn it is.
 */
export class EmbeddedSession {
  private readonly pool: Pool;
  private readonly schemas = new Set<string>();
  /** The schema that unqualified names mean at a client now. */
  private readonly lookedInto = new WeakMap<PoolClient, string>();
  private migrations: Promise<void> = Promise.resolve();
  private migrating: string | undefined;
  private plannedSince = performance.now();

  private constructor(
    private readonly path: string,
    private readonly cluster: EmbeddedCluster,
    options: SessionOptions,
  ) {
    this.pool = new pg.Pool({
      stream: cluster.createSocket,
      user: 'postgres',
      password: '',
      database: 'postgres',
      ssl: false,
      max: 1,
      idleTimeoutMillis: 0,
      connectionTimeoutMillis: options.connectionTimeoutMs,
      onConnect: (client) => pinSession(client as PoolClient, { ...options, schema: 'public' }),
    });
    this.pool.on('error', options.onIdleConnectionLost);
  }

  /** Until {@link leave}. @throws DirectoryInUse (also for a schema that this process has open), DirectoryUnusable */
  static async join(directory: string, schema: string, options: SessionOptions): Promise<EmbeddedSession> {
    const path = existsSync(directory) ? realpathSync(directory) : resolve(directory);
    const opening = sessions.get(path) ?? EmbeddedSession.open(path, options);
    const session = await opening;
    if (session.schemas.has(schema)) throw new DirectoryInUse(path, process.pid);
    session.schemas.add(schema);
    return session;
  }

  private static open(path: string, options: SessionOptions): Promise<EmbeddedSession> {
    const opening = EmbeddedCluster.open(path).then((cluster) => new EmbeddedSession(path, cluster, options));
    sessions.set(path, opening);
    opening.catch(() => sessions.delete(path));
    return opening;
  }

  /** The last schema that leaves closes the database. */
  async leave(schema: string): Promise<void> {
    if (!this.schemas.delete(schema) || this.schemas.size > 0) return;
    sessions.delete(this.path);
    void this.pool.end();
    await this.cluster.close(CLOSE_TIMEOUT_MS);
  }

  /** What TypeORM takes for the module `pg`: it makes its pool of this. */
  driverFor(schema: string): { Pool: new () => SchemaPool } {
    const connect = () => this.connect(schema);
    return {
      Pool: class extends SchemaPool {
        constructor() {
          super(connect);
        }
      },
    };
  }

  /** Migrations may take longer than others wait for the connection, so these wait before they ask for it. */
  async migrate<T>(schema: string, work: () => Promise<T>): Promise<T> {
    const before = this.migrations;
    const migration = before.then(async () => {
      this.migrating = schema;
      try {
        return await work();
      } finally {
        this.migrating = undefined;
      }
    });
    this.migrations = migration.then(
      () => {},
      () => {},
    );
    return migration;
  }

  /** Ends the thread as if it had been killed; the next client finds it restarted. */
  kill(): Promise<void> {
    return this.cluster.kill();
  }

  private async connect(schema: string): Promise<PoolClient> {
    while (this.migrating !== undefined && this.migrating !== schema) await this.migrations;
    const client = await this.pool.connect();
    try {
      await this.forgetOldPlans(client);
      await this.lookInto(client, schema);
      return client;
    } catch {
      client.release(true); // it was lost while it was idle
    }
    const fresh = await this.pool.connect();
    try {
      await this.lookInto(fresh, schema);
      return fresh;
    } catch (error) {
      fresh.release(true);
      throw error;
    }
  }

  private async forgetOldPlans(client: PoolClient): Promise<void> {
    if (performance.now() - this.plannedSince < PLANS_LAST_MS) return;
    this.plannedSince = performance.now();
    await client.query('DISCARD PLANS');
  }

  private async lookInto(client: PoolClient, schema: string): Promise<void> {
    if (this.lookedInto.get(client) === schema) return;
    await client.query("SELECT set_config('search_path', $1, false)", [schema]);
    this.lookedInto.set(client, schema);
  }
}
