import type { QueryResult as PgResult } from 'pg';
import { type DataSource, QueryResult } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';
import { PostgresQueryRunner } from 'typeorm/driver/postgres/PostgresQueryRunner.js';

export type RunStatement = (sql: string, params?: readonly unknown[]) => Promise<PgResult>;

/**
 * Hands the statements of TypeORM's repositories and query builders to the database that everything else runs on: the same
 * pinned connections, deadline on each statement and failures in our words, none of them wrapped in a QueryFailedError.
 */
export class LeasedQueryRunner extends PostgresQueryRunner {
  constructor(
    dataSource: DataSource,
    private readonly run: RunStatement,
    inTransaction: boolean,
  ) {
    super(dataSource.driver as PostgresDriver, 'master');
    this.isTransactionActive = inTransaction;
  }

  override async query(
    sql: string,
    params?: unknown[],
    useStructuredResult = false,
  ): ReturnType<PostgresQueryRunner['query']> {
    const { rows, rowCount, command } = await this.run(sql, params);
    const raw = command === 'UPDATE' || command === 'DELETE' ? [rows, rowCount] : rows;
    if (!useStructuredResult) return raw;
    return Object.assign(new QueryResult(), { raw, records: rows, affected: rowCount ?? undefined });
  }

  /** Where a connection is needed, `run` takes it; where a transaction is needed, `Database.transaction` begins it. */
  override connect(): never {
    throw new Error('this query runner has no connection of its own');
  }

  override startTransaction(): never {
    throw new Error('a transaction begins with Database.transaction');
  }
}
