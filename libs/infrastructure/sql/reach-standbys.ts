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
