import { translateFailure } from '@app/infrastructure/sql/translate-failure.js';
import { Client } from 'pg';
import type { Database } from './database.js';
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
}

/** A hot standby hands out advisory locks of its own, which say nothing about who writes on its primary. */
const TAKE = `SELECT pg_is_in_recovery() AS is_standby,
  CASE WHEN pg_is_in_recovery() THEN false ELSE pg_try_advisory_lock(hashtextextended($1, 0)) END AS taken`;

const HEARTBEAT_EVERY_MS = 2000;
const ANSWER_TIMEOUT_MS = 5000;

class AdvisoryWriterLock extends WriterLock {
  override onStandby = false;
  private readonly url: string;
  private readonly schema: string;
  private readonly listeners: (() => void)[] = [];
  private holder: Client | undefined;
  private heartbeat: NodeJS.Timeout | undefined;

  constructor(url: string, schema: string) {
    super();
    this.url = url;
    this.schema = schema;
  }

  override async tryAcquire(): Promise<boolean> {
    if (this.holder) return true;
    const client = this.client();
    try {
      await client.connect();
      await pinSession(client, { schema: this.schema, statementTimeoutMs: ANSWER_TIMEOUT_MS });
      const key = `mizan:writer:${this.schema}`;
      const { rows } = await client.query(TAKE, [key]);
      this.onStandby = rows[0].is_standby;
      if (rows[0].taken) this.hold(client);
    } catch (error) {
      await end(client);
      throw translateFailure(error, 'acquire', true);
    }
    if (this.holder !== client) await end(client);
    return this.holder === client;
  }

  override onLost(listener: () => void): void {
    this.listeners.push(listener);
  }

  override async release(): Promise<void> {
    const client = this.holder;
    this.letGo();
    if (client) await end(client);
  }

  private client(): Client {
    const client = new Client({
      connectionString: this.url,
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
    this.holder = client;
    // TCP alone takes minutes to notice a server that vanished without a word.
    this.heartbeat = setInterval(() => {
      client.query('SELECT 1').catch(() => this.lose(client));
    }, HEARTBEAT_EVERY_MS);
    this.heartbeat.unref();
  }

  private lose(client: Client): void {
    if (this.holder !== client) return;
    this.letGo();
    void end(client);
    for (const listener of this.listeners) listener();
  }

  private letGo(): void {
    clearInterval(this.heartbeat);
    this.holder = undefined;
  }
}

async function end(client: Client): Promise<void> {
  await client.end().catch(() => undefined);
}
