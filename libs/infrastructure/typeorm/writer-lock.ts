import { DatabaseUnavailable } from '@app/infrastructure/sql/database.errors.js';
import { REACH_STANDBYS } from '@app/infrastructure/sql/reach-standbys.js';
import { translateFailure } from '@app/infrastructure/sql/translate-failure.js';
import type { Client } from 'pg';
import type { Database } from './database.js';
import { clientTo } from './database-hosts.js';
import type { LockSession } from './lock-session.js';
import { pinSession } from './pin-session.js';

/**
 * Makes one process the writer of a schema. On a shared PostgreSQL it is an advisory lock held by a connection of its own,
 * which the server drops with that connection; the embedded database is its process's alone anyway.
 */
export abstract class WriterLock {
  /**
   * @returns false while another process holds it, and on a hot standby
   * @throws DatabaseUnavailable when the server cannot be asked
   */
  abstract tryAcquire(): Promise<boolean>;
  /** Whether the last attempt found a hot standby: there no process can have it. */
  abstract readonly onStandby: boolean;
  /** Registers who is told, once for each loss, that the lock was held and is no longer: stop writing. */
  abstract onLost(listener: () => void): void;
  abstract release(): Promise<void>;
  /** The session that holds it; undefined while it is not held, or where no other process could hold it. */
  abstract holder(): LockSession | undefined;
}

/** @param url where `database` is when its kind is postgres */
export function writerLockFor(database: Database, url: string | undefined): WriterLock {
  if (database.kind === 'embedded') return new OwnDirectoryLock();
  if (url === undefined) throw new TypeError('a writer lock on PostgreSQL needs the connection URL');
  return new AdvisoryWriterLock(url, database.schema);
}

/** The lock on the data directory is held by the process that has the database open. */
class OwnDirectoryLock extends WriterLock {
  override readonly onStandby = false;

  override async tryAcquire(): Promise<boolean> {
    return true;
  }

  override onLost(): void {}

  override async release(): Promise<void> {}

  override holder(): undefined {}
}

/** A hot standby hands out advisory locks of its own, which say nothing about who writes on its primary. */
const TAKE = `SELECT pg_is_in_recovery() AS is_standby,
  CASE WHEN pg_is_in_recovery() THEN false ELSE pg_try_advisory_lock(hashtextextended($1, 0)) END AS taken`;

/**
 * Which primary this is. A promotion begins a new timeline; an old primary that was started by hand beside the promoted one still
 * has the one before.
 */
const PRIMARY = `SELECT (SELECT system_identifier::text FROM pg_control_system()) AS system,
  ('x' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8))::bit(32)::int AS timeline`;

interface Primary {
  readonly system: string;
  readonly timeline: number;
}

/** PostgreSQL before 14 has no such limit. */
const END_WHEN_SILENT = `SELECT set_config('idle_session_timeout', $1, false)
  WHERE current_setting('idle_session_timeout', true) IS NOT NULL`;

/** The session that holds the lock, as the server knows it: no later session has both. */
const HOLDER = `SELECT pid, backend_start::text AS since FROM pg_stat_get_activity(pg_backend_pid())`;

const HEARTBEAT_EVERY_MS = 2000;
const ANSWER_TIMEOUT_MS = 5000;
/** A process that hangs, or whose host is silent, sends no heartbeat: then the server ends the session, and the lock with it. */
const SILENCE_MS = 6000;

class AdvisoryWriterLock extends WriterLock {
  override onStandby = false;
  private readonly url: string;
  private readonly schema: string;
  private readonly listeners: (() => void)[] = [];
  private client: Client | undefined;
  private session: LockSession | undefined;
  /** Where it was taken last. */
  private primary: Primary | undefined;
  private heartbeat: NodeJS.Timeout | undefined;

  constructor(url: string, schema: string) {
    super();
    this.url = url;
    this.schema = schema;
  }

  override async tryAcquire(): Promise<boolean> {
    if (this.client) return true;
    const client = this.connection();
    try {
      await client.connect();
      await pinSession(client, { schema: this.schema, statementTimeoutMs: ANSWER_TIMEOUT_MS });
      const key = `mizan:writer:${this.schema}`;
      const { rows } = await client.query(TAKE, [key]);
      this.onStandby = rows[0].is_standby;
      if (rows[0].taken) {
        this.primary = sameOrLater((await client.query(PRIMARY)).rows[0], this.primary);
        // Nothing is built on what a standby may lack.
        await client.query(REACH_STANDBYS.sql);
        await client.query(END_WHEN_SILENT, [String(SILENCE_MS)]);
        this.session = (await client.query(HOLDER)).rows[0];
        this.hold(client);
      }
    } catch (error) {
      await end(client);
      throw translateFailure(error, 'acquire', true);
    }
    if (this.client !== client) await end(client);
    return this.client === client;
  }

  override onLost(listener: () => void): void {
    this.listeners.push(listener);
  }

  override async release(): Promise<void> {
    const client = this.client;
    this.letGo();
    if (client) await end(client);
  }

  override holder(): LockSession | undefined {
    return this.session;
  }

  private connection(): Client {
    const client = clientTo(this.url, {
      application_name: `mizan ${this.schema} writer`,
      connectionTimeoutMillis: ANSWER_TIMEOUT_MS,
      query_timeout: ANSWER_TIMEOUT_MS,
      keepAlive: true,
      keepAliveInitialDelayMillis: HEARTBEAT_EVERY_MS,
    });
    client.on('error', () => this.lose(client));
    client.on('end', () => this.lose(client));
    return client;
  }

  private hold(client: Client): void {
    this.client = client;
    // TCP alone takes minutes to notice a server that vanished without a word.
    this.heartbeat = setInterval(() => {
      client.query('SELECT 1').catch(() => this.lose(client));
    }, HEARTBEAT_EVERY_MS);
    this.heartbeat.unref();
  }

  private lose(client: Client): void {
    if (this.client !== client) return;
    this.letGo();
    void end(client);
    for (const listener of this.listeners) listener();
  }

  private letGo(): void {
    clearInterval(this.heartbeat);
    this.client = undefined;
    this.session = undefined;
  }
}

/** @throws DatabaseUnavailable for another cluster, and for a primary that another one has replaced */
function sameOrLater(found: Primary, known: Primary | undefined): Primary {
  if (!known || (found.system === known.system && found.timeline >= known.timeline)) return found;
  const what = `timeline ${found.timeline} of system ${found.system}, after timeline ${known.timeline} of ${known.system}`;
  throw new DatabaseUnavailable(
    `DATABASE_URL leads to an older primary, or to another cluster (${what}): nothing is written there; stop that server, or restart this process to accept it`,
  );
}

async function end(client: Client): Promise<void> {
  await client.end().catch(() => undefined);
}
