import type { ClientBase } from 'pg';

/** What {@link pinSession} takes from its caller; everything else is the same for every connection. */
export interface SessionPins {
  /** The schema that unqualified names mean: a plain lower-case identifier. */
  schema: string;
  /** The server's own limit on a statement and on a wait for a lock, 0 for none. */
  statementTimeoutMs: number;
}

/**
 * PostgreSQL lets the database, the role and the server's file bring settings along (ALTER DATABASE … SET, ALTER ROLE … SET).
 * These change what a text means, what is stored, or when the server ends a session, so each session says them itself.
 */
const PINNED = {
  client_encoding: 'UTF8',
  DateStyle: 'ISO, MDY',
  IntervalStyle: 'postgres',
  TimeZone: 'UTC',
  bytea_output: 'hex',
  extra_float_digits: '1',
  standard_conforming_strings: 'on',
  escape_string_warning: 'off',
  array_nulls: 'on',
  transform_null_equals: 'off',
  quote_all_identifiers: 'off',
  row_security: 'on',
  default_transaction_isolation: 'read committed',
  default_transaction_read_only: 'off',
  default_transaction_deferrable: 'off',
  idle_in_transaction_session_timeout: '60000',
  idle_session_timeout: '0',
  transaction_timeout: '0',
  // "replica" switches off triggers and foreign keys, which are our last guard.
  session_replication_role: 'origin',
  'plpgsql.variable_conflict': 'error',
  // Our own: with them a restore keeps the audit trail that it brings, and a transaction says who acts.
  'mizan.restoring': 'off',
  'mizan.actor': '',
};

/** Skips what this version of the server does not know, and what is right already: some settings only a superuser may change. */
const PIN = `SELECT set_config(p.name, p.value, false) FROM unnest($1::text[], $2::text[]) AS p(name, value)
WHERE current_setting(p.name, true) IS DISTINCT FROM p.value
  AND (current_setting(p.name, true) IS NOT NULL OR p.name LIKE '%.%')`;

/** SQLSTATE of a statement that the server's time limit ended. */
const CANCELLED = '57014';
const ATTEMPTS = 20;

/**
 * Makes a new session ours, whatever its database and its role bring along. Every connection begins with this. By statements,
 * since connection poolers refuse settings in the start-up packet. A limit of some milliseconds may end even the statement that
 * lifts it, or be noticed only in the next one, so both are tried again.
 */
export async function pinSession(client: ClientBase, pins: SessionPins): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await client.query('SET statement_timeout = 0');
      await pin(client, pins);
      return;
    } catch (error) {
      if ((error as { code?: unknown }).code !== CANCELLED || attempt === ATTEMPTS) throw error;
    }
  }
}

async function pin(client: ClientBase, { schema, statementTimeoutMs }: SessionPins): Promise<void> {
  const settings: [string, string][] = [
    ...Object.entries(PINNED),
    ['search_path', schema],
    ['lock_timeout', String(statementTimeoutMs)],
    ['statement_timeout', String(statementTimeoutMs)],
  ];
  await client.query(PIN, [settings.map(([name]) => name), settings.map(([, value]) => value)]);
}
