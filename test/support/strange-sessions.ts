declare global {
  /** Whether every PostgreSQL of this jest project gives its sessions strange settings; see jest.config.mjs. */
  var strangeSessions: boolean | undefined;
}

/** What databases and roles of other people's servers bring along: each changes what a careless client reads or stores. */
export const STRANGE_SETTINGS: Record<string, string> = {
  DateStyle: 'SQL, DMY',
  IntervalStyle: 'sql_standard',
  TimeZone: 'Asia/Kathmandu',
  client_encoding: 'LATIN1',
  bytea_output: 'escape',
  extra_float_digits: '-15',
  standard_conforming_strings: 'off',
  array_nulls: 'off',
  transform_null_equals: 'on',
  quote_all_identifiers: 'on',
  row_security: 'off',
  search_path: 'nowhere',
  default_transaction_isolation: 'serializable',
  default_transaction_read_only: 'on',
  default_transaction_deferrable: 'on',
  statement_timeout: '3ms',
  lock_timeout: '1ms',
  idle_in_transaction_session_timeout: '1ms',
  // longer than a busy machine takes from a new connection to its first statement, which lifts it
  idle_session_timeout: '1500ms',
  session_replication_role: 'replica',
  'plpgsql.variable_conflict': 'use_variable',
  'mizan.restoring': 'on',
  'mizan.actor': 'nobody',
};

/** Turkish: `lower('I')` is not `i`, and letters sort between and around those of ASCII. */
export const STRANGE_LOCALE = ['--locale-provider=icu', '--icu-locale=tr-TR'];

/** @param target for instance `ROLE mizan` or `DATABASE mizan` */
export function strangeSettings(target: string): string {
  return Object.entries(STRANGE_SETTINGS)
    .map(([name, value]) => `ALTER ${target} SET ${name} = ${name === 'DateStyle' ? value : `'${value}'`};`)
    .join('\n');
}
