import { DatabaseUnavailable } from '@app/infrastructure/sql/database.errors.js';
import { translateFailure } from '@app/infrastructure/sql/translate-failure.js';
import { PostgrestError } from '@supabase/postgrest-js';
import { SupabaseRefused } from './supabase.errors.js';

export const APPLY_MIGRATIONS =
  'apply supabase/migrations (`supabase db push`, or psql); if that is done, let PostgREST read its schema again: ' +
  "NOTIFY pgrst, 'reload schema'";

/** Codes with which PostgREST says that no statement was run: it had no connection to the database. */
const NOT_CONNECTED = new Set(['PGRST000', 'PGRST001', 'PGRST002', 'PGRST003']);
const BAD_KEY = new Set(['PGRST301', 'PGRST302', 'PGRST303']);
/** Errno and undici codes with which nothing has left this machine. */
const NOT_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** An error of the database itself, as PostgREST reports it; read by its code, as those of a driver are. */
class ReportedSqlError extends Error {
  override readonly name = 'ReportedSqlError';
  readonly constraint: string;

  constructor(
    readonly code: string,
    message: string,
    hint: string,
  ) {
    super(message);
    this.constraint = hint;
  }
}

/**
 * Turns what a call of PostgREST threw into our words. An answer that did not come, or that is not PostgREST's, leaves the
 * outcome of a write unknown.
 */
export function translateRestFailure(error: unknown, functionName: string, isRead: boolean): unknown {
  if (!(error instanceof PostgrestError)) return connectionFailure(error, isRead);
  const { code = '', message, hint } = error;
  if (code === 'PGRST202') {
    return new SupabaseRefused(`the project has no function ${functionName}: ${APPLY_MIGRATIONS}`, { cause: error });
  }
  if (BAD_KEY.has(code) || (!code && /api key/i.test(message))) {
    return new SupabaseRefused('the project does not accept SUPABASE_KEY; copy the service_role key again', {
      cause: error,
    });
  }
  if (code === '42501') {
    return new SupabaseRefused('SUPABASE_KEY may not call our functions; it must be the service_role key', {
      cause: error,
    });
  }
  if (NOT_CONNECTED.has(code)) return new DatabaseUnavailable(undefined, { cause: error });
  if (/^[0-9A-Z]{5}$/.test(code)) {
    const reported = new ReportedSqlError(code, message, hint ?? '');
    return translateFailure(reported, isRead ? 'transaction' : 'commit', false);
  }
  // A page of a gateway, or an unknown code: it is not known what became of the statement.
  return new DatabaseUnavailable(undefined, { cause: error, ambiguous: !isRead });
}

function connectionFailure(error: unknown, isRead: boolean): DatabaseUnavailable {
  const cause = (error as { cause?: { code?: unknown } }).cause;
  const notSent = NOT_SENT.has(String(cause?.code));
  return new DatabaseUnavailable(undefined, { cause: error, ambiguous: !isRead && !notSent });
}
