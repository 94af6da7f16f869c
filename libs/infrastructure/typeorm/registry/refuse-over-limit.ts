import type { SqlQuery } from '@app/infrastructure/sql/sql-query.js';
import { type NewNode, RegistryFull, TooManyRegistrations } from '@app/node-registry';

const DAY_MS = 86_400_000;

/** What the number of the lock says is this program's own choice. */
const LOCK = 1795701;

/**
 * Refuses a stranger's node that would be one too many, within the transaction that adds it. Registrations of strangers wait for each
 * other here, so that of many at once no more get in than one after the other.
 */
export async function refuseOverLimit(
  query: SqlQuery,
  { network, limits }: NonNullable<NewNode['admission']>,
  nowMs: number,
): Promise<void> {
  await query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
  const [row] = await query<{ total: string; network: string; daily: string; oldest: Date | null }>(
    `SELECT (SELECT count(*) FROM nodes) AS total, count(*) AS network,
       count(*) FILTER (WHERE created_at > $2) AS daily, min(created_at) FILTER (WHERE created_at > $2) AS oldest
     FROM nodes WHERE registered_from = $1`,
    [Buffer.from(network), new Date(nowMs - DAY_MS)],
  );
  if (Number(row!.total) >= limits.total) throw new RegistryFull('registry');
  if (Number(row!.network) >= limits.perNetwork) throw new RegistryFull('network');
  if (Number(row!.daily) < limits.perNetworkDaily) return;
  const freeAtMs = (row!.oldest?.getTime() ?? nowMs) + DAY_MS;
  throw new TooManyRegistrations(Math.max(1, Math.ceil((freeAtMs - nowMs) / 1000)));
}
