import type { Pool, PoolClient } from 'pg';
import { UnfitServer } from './unfit-server.js';

const REFUSED =
  'it leads to a connection pooler that shares sessions between transactions, and the writer’s lock and the settings of a session need one of their own; ' +
  "set pool_mode = session for this database or user in PgBouncer's settings, or name PostgreSQL itself";

/**
 * Behind a pooler in transaction mode each transaction of a client may run in another session: settings and advisory locks end up
 * with strangers. Two clients that are open at once must have two sessions, and each keep its own.
 *
 * @throws UnfitServer
 */
export async function refuseSharedSessions(pool: Pool): Promise<void> {
  const [first, second] = [await pool.connect(), await pool.connect()];
  try {
    const before = [await sessionOf(first), await sessionOf(first)];
    const other = await inTransaction(second, () => sessionOf(second));
    const sessions = new Set([...before, await sessionOf(first)]);
    if (sessions.size > 1 || sessions.has(other)) throw new UnfitServer(REFUSED);
  } finally {
    first.release(true);
    second.release(true);
  }
}

async function sessionOf(client: PoolClient): Promise<number> {
  const { rows } = await client.query('SELECT pg_backend_pid() AS pid');
  return rows[0].pid;
}

async function inTransaction<T>(client: PoolClient, work: () => Promise<T>): Promise<T> {
  try {
    await client.query('BEGIN');
  } catch (cause) {
    // PgBouncer in statement mode; a server itself refuses none.
    if ((cause as { code?: unknown }).code !== '08P01') throw cause;
    throw new UnfitServer(REFUSED, { cause });
  }
  const result = await work();
  await client.query('ROLLBACK');
  return result;
}
