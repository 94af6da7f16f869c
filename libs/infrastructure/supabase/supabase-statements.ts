import { ledgerStatements } from '@app/infrastructure/sql/ledger/ledger-statements.js';
import { read, type Statement, write } from '../sql/statement.js';

/**
 * The right to append, as a row: connections to PostgREST hold no lock. The process that takes the row over gets the next number,
 * and `append_block` is refused to every earlier one. The database's clock alone decides what has expired.
 */
export const TAKE_WRITER_LEASE = write('take_writer_lease', {
  parameters: { holder: 'uuid', seconds: 'integer' },
  columns: { fence: 'bigint' },
  sql: `INSERT INTO ledger_access.writer_lease AS lease (holder, fence, lasts, expires_at)
        VALUES ($1, 1, $2 * interval '1 second', clock_timestamp() + $2 * interval '1 second')
        ON CONFLICT (single) DO UPDATE SET holder = excluded.holder, lasts = excluded.lasts, expires_at = excluded.expires_at,
          fence = lease.fence + CASE WHEN lease.holder = excluded.holder THEN 0 ELSE 1 END
        WHERE lease.holder = excluded.holder OR lease.expires_at < clock_timestamp()
        RETURNING lease.fence`,
});

/** Succeeds as long as no other process has taken the lease, even after it has expired. */
export const RENEW_WRITER_LEASE = write('renew_writer_lease', {
  parameters: { fence: 'bigint' },
  columns: { fence: 'bigint' },
  sql: `UPDATE ledger_access.writer_lease AS lease SET expires_at = clock_timestamp() + lease.lasts
        WHERE lease.fence = $1 RETURNING lease.fence`,
});

/** The number is used up as well, so that no append under it comes late. */
export const RELEASE_WRITER_LEASE = write('release_writer_lease', {
  parameters: { fence: 'bigint' },
  columns: {},
  sql: `UPDATE ledger_access.writer_lease AS lease SET expires_at = '-infinity', fence = lease.fence + 1
        WHERE lease.fence = $1`,
});

/** What a start looks at: which migrations the project has, and everything of ours that is open to the public roles. */
export const PROJECT_STATE = read('project_state', {
  parameters: {},
  columns: { migrations: 'text[]', access_digest: 'text', exposed: 'text[]' },
  sql: `SELECT (SELECT coalesce(array_agg(m.name::text ORDER BY m.id), '{}') FROM ledger.migrations m) AS migrations,
               ledger_access.digest() AS access_digest, ledger_access.exposed() AS exposed`,
});

/** All that the server asks of a Supabase project. */
export const supabaseStatements: readonly Statement[] = [
  ...ledgerStatements,
  TAKE_WRITER_LEASE,
  RENEW_WRITER_LEASE,
  RELEASE_WRITER_LEASE,
  PROJECT_STATE,
];

/** The SQL function behind a statement, in the schema that PostgREST exposes. */
export function functionOf({ name }: Pick<Statement, 'name'>): string {
  return `ledger_${name}`;
}
