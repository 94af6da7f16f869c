import type { SqlQuery } from '@app/infrastructure/sql/sql-query.js';

/** Something that was done, for the audit trail. It holds no secrets: auditors read it. */
export interface RecordedAct {
  /** `administrator:<name>`, `operator` (at the machine itself), `user:<id>`, `node:<id>`, `anonymous`. */
  readonly actor: string;
  /** What happened, in the past tense: `backup_restored`. */
  readonly action: string;
  /** To what. */
  readonly subject: string;
  readonly details: Readonly<Record<string, string | number>>;
}

/** Adds an act to the trail, in the caller's transaction; best as its last statement, since others wait from then on. */
export async function recordAct(query: SqlQuery, { actor, action, subject, details }: RecordedAct): Promise<void> {
  await query('SELECT append_audit($1, $2, $3, $4)', [action, subject, JSON.stringify(details), actor]);
}

/** Says for whom this transaction acts, where triggers write its rows of the trail. */
export async function actFor(query: SqlQuery, actor: string): Promise<void> {
  await query(`SELECT set_config('mizan.actor', $1, true)`, [actor]);
}
