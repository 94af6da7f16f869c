import type { SqlQuery } from '@app/infrastructure/sql/sql-query.js';
import type { DataSource, EntityManager } from 'typeorm';
import type { Statements } from '../sql/statement.js';
import type { LockSession } from './lock-session.js';

/** One API's database: a schema of its own, on PostgreSQL or in the embedded database. */
export interface Database extends Statements {
  readonly kind: 'postgres' | 'embedded';
  /** The schema that unqualified names mean. */
  readonly schema: string;
  /** For migrations and their comparison with the entities. Knows none of the limits and failures of {@link query}. */
  readonly dataSource: DataSource;
  /** Repositories of the entities; each statement as {@link query} would run it. */
  readonly manager: EntityManager;
  /** One statement, committed by itself. */
  readonly query: SqlQuery;
  /**
   * READ COMMITTED unless `options` says otherwise; committed when `work` resolves, undone when it throws. Use the query
   * and the manager that `work` is given: others would take a second connection, and the embedded database has one only,
   * for all schemas.
   */
  transaction<T>(
    work: (query: SqlQuery, manager: EntityManager) => Promise<T>,
    options?: TransactionOptions,
  ): Promise<T>;
  /** Whether the database commits within `timeoutMs`. Never throws. */
  healthy(timeoutMs: number): Promise<boolean>;
  /** What an operator is to know when it does not, or does not answer a `read`; undefined when it does so in time. Never throws. */
  trouble(timeoutMs: number, effect?: 'write' | 'read'): Promise<string | undefined>;
  /** From now on an append is stored only while this session lives, which has taken the writer's lock, and connections are new. */
  appendUnder(holder: LockSession): void;
  /**
   * What is asked from now on is asked over new connections, and what is on its way is given up after 5 s: the server that the old ones
   * lead to may hang, and another one may have taken its place.
   */
  renewConnections(): void;
  /** Waits up to 5 s for what is running, then cuts it off. May be called again. */
  close(): Promise<void>;
}

export interface TransactionOptions {
  isolation?: 'READ COMMITTED' | 'REPEATABLE READ' | 'SERIALIZABLE';
  readOnly?: boolean;
}
