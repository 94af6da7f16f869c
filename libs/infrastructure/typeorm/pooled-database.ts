import { DatabaseUnavailable } from '@app/infrastructure/sql/database.errors.js';
import type { SqlQuery } from '@app/infrastructure/sql/sql-query.js';
import type { Pool, PoolClient, QueryResult } from 'pg';
import type { DataSource, EntityManager } from 'typeorm';
import { positionalValues } from '../sql/positional-values.js';
import type { Columns, Parameters, RowOf, Statement, ValuesOf } from '../sql/statement.js';
import type { Database, TransactionOptions } from './database.js';
import { fenced, LeasePassedOn } from './fenced-append.js';
import { type Asked, Lease } from './lease.js';
import { LeasedQueryRunner, type RunStatement } from './leased-query-runner.js';
import type { LockSession } from './lock-session.js';
import { MIGRATIONS_TABLE } from './schema.js';
import { troubleOf } from './store-trouble.js';

/**
 * Locks a row as a writer does and changes nothing: its commit has to reach the disk, and a synchronous standby where there is
 * one, and a database that is read-only refuses it.
 */
const PROBE = `SELECT 1 FROM ${MIGRATIONS_TABLE} ORDER BY id LIMIT 1 FOR NO KEY UPDATE`;

const READ_PROBE = `SELECT 1 FROM ${MIGRATIONS_TABLE} LIMIT 1`;

/** Wants more than a megabyte of the disk and gives it back: locking a row needs none, where another row finds no room. */
const ROOM_PROBE = ["SET LOCAL work_mem = '64kB'", 'SELECT count(*) FROM generate_series(1, 100000)'];

const CLOSE_TIMEOUT_MS = 5000;

/** The longest wait for a server that another one may have replaced. */
const PATIENCE_MS = 5000;

export interface PooledDatabaseOptions {
  kind: Database['kind'];
  schema: string;
  dataSource: DataSource;
  pool: Pool;
  /** After this long without an answer a statement is given up and its connection dropped. */
  statementDeadlineMs: number;
  /** Called when a statement was given up: the embedded database is restarted, a server looks after itself. */
  onStatementAbandoned: () => void;
  /** Called when something may have changed: after each transaction, and each statement by itself that does not only read. */
  onCommitted?: (() => void) | undefined;
  /** Called once, after the pool is closed. */
  onClosed: () => Promise<void>;
}

/** {@link Database} over a pool of `pg` clients; TypeORM writes statements of its own and runs none. */
export class PooledDatabase implements Database {
  readonly kind: Database['kind'];
  readonly schema: string;
  readonly dataSource: DataSource;
  readonly manager: EntityManager;
  private readonly options: PooledDatabaseOptions;
  private readonly leases = new Set<Lease>();
  private readonly probes = new Map<'write' | 'read', Promise<string | undefined>>();
  /** What was the last to hold the writer's lock for this process; kept when it is lost, so that appends are refused then. */
  private holder: LockSession | undefined;
  /** When connections were made anew last: those that were there before are not used again. */
  private renewedAtMs = 0;
  private readonly connectedAtMs = new WeakMap<PoolClient, number>();
  /** From a statement that found no room until a probe finds some. */
  private full = false;
  private closing: Promise<void> | undefined;

  constructor(options: PooledDatabaseOptions) {
    this.kind = options.kind;
    this.schema = options.schema;
    this.dataSource = options.dataSource;
    this.options = options;
    options.pool.on('connect', (client) => this.connectedAtMs.set(client, performance.now()));
    this.manager = this.managerOf(this.runAlone, false);
  }

  readonly query: SqlQuery = async <Row>(sql: string, params?: readonly unknown[]): Promise<Row[]> =>
    (await this.runAlone(sql, params)).rows as Row[];

  private readonly runAlone: RunStatement = (sql, params) => this.askAlone({ sql, params });

  private async askAlone(asked: Asked): Promise<QueryResult> {
    const lease = await this.acquire();
    try {
      const answer = await lease.run(asked, 'commit');
      if (answer.command !== 'SELECT') this.options.onCommitted?.();
      return answer;
    } finally {
      this.release(lease);
    }
  }

  private managerOf(run: RunStatement, inTransaction: boolean): EntityManager {
    return this.dataSource.createEntityManager(new LeasedQueryRunner(this.dataSource, run, inTransaction));
  }

  async run<P extends Parameters, C extends Columns>(
    statement: Statement<P, C>,
    values: ValuesOf<P>,
  ): Promise<RowOf<C>[]> {
    const { sql, name, isHot } = statement;
    // The one session of the embedded database is reset now and then, which drops what is prepared.
    const preparedAs = isHot && this.kind === 'postgres' ? name : undefined;
    const params = positionalValues(statement, values);
    if (statement.effect !== 'append' || !this.holder) {
      return (await this.askAlone({ sql, params, preparedAs })).rows as RowOf<C>[];
    }
    const { rows } = await this.askAlone(fenced(sql, params, this.holder));
    if (rows.length === 0) throw new LeasePassedOn();
    return rows as RowOf<C>[];
  }

  appendUnder(holder: LockSession): void {
    this.holder = holder;
    this.renewConnections();
  }

  renewConnections(): void {
    this.renewedAtMs = performance.now();
    for (const lease of this.leases) lease.hurry(PATIENCE_MS);
  }

  private readonly isStale = (client: PoolClient): boolean => (this.connectedAtMs.get(client) ?? 0) < this.renewedAtMs;

  async transaction<T>(
    work: (query: SqlQuery, manager: EntityManager) => Promise<T>,
    options: TransactionOptions = {},
  ): Promise<T> {
    const lease = await this.begin(options);
    let open = true;
    const run: RunStatement = async (sql, params) => {
      if (!open) throw new Error('the transaction is over; this statement came too late');
      return lease.run({ sql, params }, 'transaction');
    };
    const query: SqlQuery = async <Row>(sql: string, params?: readonly unknown[]): Promise<Row[]> =>
      (await run(sql, params)).rows as Row[];
    try {
      const result = await work(query, this.managerOf(run, true));
      open = false;
      const answer = await lease.run({ sql: 'COMMIT' }, 'commit');
      // A server asked to commit a transaction in which a statement failed answers ROLLBACK, and no error.
      if (answer.command !== 'COMMIT') throw new Error('a failed statement was ignored; the transaction was undone');
      if (!options.readOnly) this.options.onCommitted?.();
      return result;
    } catch (error) {
      open = false;
      await lease.rollback();
      throw error;
    } finally {
      this.release(lease);
    }
  }

  async healthy(timeoutMs: number): Promise<boolean> {
    return (await this.trouble(timeoutMs)) === undefined;
  }

  async trouble(timeoutMs: number, effect: 'write' | 'read' = 'write'): Promise<string | undefined> {
    // One probe at a time: a load balancer asking every second must not fill the queue of a database that hangs.
    const probe = this.probes.get(effect) ?? this.beginProbe(effect);
    // What resolves to nothing comes as null, what takes longer as undefined.
    const trouble = await withinMs(probe, timeoutMs);
    if (trouble !== undefined) return trouble ?? undefined;
    return `the database does not ${effect === 'write' ? 'commit' : 'answer'} within ${timeoutMs / 1000} s`;
  }

  private beginProbe(effect: 'write' | 'read'): Promise<string | undefined> {
    const probe = (effect === 'write' ? this.tryWriting() : this.query(READ_PROBE))
      .then(() => undefined, troubleOf)
      .finally(() => this.probes.delete(effect));
    this.probes.set(effect, probe);
    return probe;
  }

  private async tryWriting(): Promise<void> {
    if (this.full) {
      await this.transaction(async (query) => {
        for (const statement of ROOM_PROBE) await query(statement);
      });
      this.full = false;
    }
    await this.query(PROBE);
  }

  close(): Promise<void> {
    this.closing ??= this.closeOnce();
    return this.closing;
  }

  private async closeOnce(): Promise<void> {
    const ended = this.dataSource.isInitialized ? this.dataSource.destroy() : Promise.resolve();
    if ((await withinMs(ended, CLOSE_TIMEOUT_MS)) === undefined) {
      for (const lease of this.leases) lease.abandon();
      await withinMs(ended, 1000);
    }
    await this.options.onClosed();
  }

  private async begin(options: TransactionOptions): Promise<Lease> {
    const begin = `BEGIN ISOLATION LEVEL ${options.isolation ?? 'READ COMMITTED'}${options.readOnly ? ' READ ONLY' : ''}`;
    for (let attempt = 1; ; attempt++) {
      const lease = await this.acquire();
      try {
        await lease.run({ sql: begin }, 'transaction');
        return lease;
      } catch (error) {
        const again = this.beginsAgain(lease, attempt);
        this.release(lease);
        if (!again) throw error;
      }
    }
  }

  /**
   * Nothing was asked yet of a connection that breaks at BEGIN: it died while it was idle, and so may all others of the pool have.
   * One that does not answer is given up after the whole time limit, and only once.
   */
  private beginsAgain(lease: Lease, attempt: number): boolean {
    if (!lease.broken) return false;
    return lease.abandoned ? attempt === 1 : attempt <= this.options.pool.options.max;
  }

  private async acquire(): Promise<Lease> {
    if (this.closing) throw new DatabaseUnavailable('database is closing');
    const { pool, statementDeadlineMs, onStatementAbandoned } = this.options;
    const onFull = () => {
      this.full = true;
    };
    const lease = await Lease.take(pool, {
      deadlineMs: statementDeadlineMs,
      onAbandoned: onStatementAbandoned,
      onFull,
      isStale: this.isStale,
    });
    this.leases.add(lease);
    return lease;
  }

  private release(lease: Lease): void {
    this.leases.delete(lease);
    lease.release();
  }
}

/** What `promise` resolves to, or undefined when that takes longer. The promise's `void` counts as null. */
async function withinMs<T>(promise: Promise<T>, timeoutMs: number): Promise<T | null | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const expiry = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), timeoutMs);
  });
  try {
    return await Promise.race([promise.then((value) => value ?? null), expiry]);
  } finally {
    clearTimeout(timer);
  }
}
