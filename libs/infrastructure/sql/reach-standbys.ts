import { within } from '@app/kernel';
import { DatabaseUnavailable } from './database.errors.js';
import { type Statements, write } from './statement.js';

/**
 * A commit that writes, and so waits for the standbys that commits have to wait for. What was read before it may come from a session
 * that ended while it waited for them: it is stored here, and an answer that was built on it would be lost with this server.
 */
export const REACH_STANDBYS = write('reach_standbys', {
  parameters: {},
  columns: { reached: 'boolean' },
  sql: `SELECT pg_logical_emit_message(true, 'mizan', '') IS NOT NULL AS reached`,
});

/** A caller waits for the answer. */
const WITHIN_MS = 8_000;

/** Resolves when all that could be read before is where acknowledged commits have to be. @throws DatabaseUnavailable */
export async function reachStandbys(statements: Statements): Promise<void> {
  const late = () => new DatabaseUnavailable(undefined, { ambiguous: true });
  await within(statements.run(REACH_STANDBYS, {}), WITHIN_MS, late);
}

export interface ReachedRead<T> {
  /** Reads anew. */
  read(): Promise<T | undefined>;
  /** Waits for the standbys, as {@link reachStandbys} does. */
  reach(): Promise<void>;
  isSame(one: T, other: T): boolean;
  /** Whether an answer may be built on it; without it, on all that is found. */
  decides?(found: T): boolean;
}

/**
 * What was `found`, once it is where acknowledged commits have to be. It is read again behind the standbys, since these may be those of a
 * server that was promoted since, and which lacks what the one before it had.
 */
export async function onceReached<T>(
  found: T | undefined,
  { read, reach, isSame, decides = () => true }: ReachedRead<T>,
): Promise<T | undefined> {
  for (let last = found; ; ) {
    if (last === undefined || !decides(last)) return last;
    await reach();
    const again = await read();
    if (again !== undefined && isSame(again, last)) return again;
    last = again;
  }
}
