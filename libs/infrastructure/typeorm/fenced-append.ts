import { DatabaseUnavailable } from '@app/infrastructure/sql/database.errors.js';
import type { SqlQuery } from '@app/infrastructure/sql/sql-query.js';
import type { Asked } from './lease.js';
import type { LockSession } from './lock-session.js';

/** The session that held the writer's lock has ended, so another process may write: nothing was appended. */
export class LeasePassedOn extends Error {
  override readonly name = 'LeasePassedOn';
  /** As the append of a Supabase project says it. */
  readonly code = 'MZ010';

  constructor() {
    super('the session that held the writer’s lock has ended');
  }
}

/**
 * An append, `SELECT f(…)`, that calls its function only while the session `holder` lives, and else returns no row. A process that
 * hung and wakes has lost that session, whatever it believes itself.
 */
export function fenced(sql: string, params: readonly unknown[], { pid, since }: LockSession): Asked {
  const at = params.length;
  return {
    sql: `${sql} FROM (SELECT FROM pg_stat_get_activity($${at + 1}::int) AS a WHERE a.backend_start::text = $${at + 2}) AS holder`,
    params: [...params, pid, since],
  };
}

/** In a transaction, before it changes anything. @throws DatabaseUnavailable when the session has ended */
export async function demandSession(query: SqlQuery, { pid, since }: LockSession): Promise<void> {
  const sql = 'SELECT 1 FROM pg_stat_get_activity($1::int) AS a WHERE a.backend_start::text = $2';
  if ((await query(sql, [pid, since])).length === 0) {
    throw new DatabaseUnavailable('another process has taken over', { cause: new LeasePassedOn() });
  }
}
