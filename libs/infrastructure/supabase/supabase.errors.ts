import { DatabaseUnavailable } from '@app/infrastructure/sql/database.errors.js';

/**
 * The Supabase project does not let us do our work, and asking again will not help: a key that it does not know or that is
 * not the service role's, or functions that are not there. Callers hear that the database is unavailable; `advice` is for
 * the operator.
 */
export class SupabaseRefused extends DatabaseUnavailable {
  override readonly code = 'database_unavailable';

  constructor(
    readonly advice: string,
    options: { cause?: unknown } = {},
  ) {
    super(undefined, { ...options, retryAfterSeconds: 30 });
  }
}

/** The project is not in the state that this version works with; each line says what to do about it. */
export class UnfitSupabaseProject extends Error {
  override readonly name = 'UnfitSupabaseProject';

  constructor(readonly lines: readonly string[]) {
    super(lines.join('\n'));
  }
}
