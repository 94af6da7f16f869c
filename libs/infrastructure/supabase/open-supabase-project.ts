import { ledgerMigrations } from '../typeorm/ledger/schema.js';
import { expectedAccessDigest } from './migrations/access-sql.js';
import { UnfitSupabaseProject } from './supabase.errors.js';
import { SupabaseDatabase, type SupabaseOptions } from './supabase-database.js';
import { PROJECT_STATE } from './supabase-statements.js';
import { APPLY_MIGRATIONS } from './translate-rest-failure.js';

const SHOWN_FINDINGS = 10;

/**
 * The project, once it has shown that its schema is ours and that the public roles can neither read a row nor call a
 * function of it.
 *
 * @throws UnfitSupabaseProject, SupabaseRefused, DatabaseUnavailable
 */
export async function openSupabaseProject(options: SupabaseOptions): Promise<SupabaseDatabase> {
  const database = new SupabaseDatabase(options);
  const [state] = await database.run(PROJECT_STATE, {});
  const faults = [...schemaFaults(state!.migrations, state!.access_digest), ...exposureFaults(state!.exposed)];
  if (faults.length > 0) throw new UnfitSupabaseProject(faults);
  return database;
}

function schemaFaults(applied: readonly string[], accessDigest: string): string[] {
  const known = (ledgerMigrations as (new () => unknown)[]).map(({ name }) => name);
  const newer = applied.filter((name) => !known.includes(name));
  if (newer.length > 0) {
    return [`the Supabase project was migrated by a newer version (${newer.at(-1)}); start that version`];
  }
  const missing = known.filter((name) => !applied.includes(name));
  if (missing.length > 0) return [`the Supabase project lacks ${missing.join(', ')}: ${APPLY_MIGRATIONS}`];
  if (accessDigest === expectedAccessDigest()) return [];
  return [`the functions in the Supabase project are of another version: ${APPLY_MIGRATIONS}`];
}

function exposureFaults(findings: readonly string[]): string[] {
  if (findings.length === 0) return [];
  const more = findings.length > SHOWN_FINDINGS ? [`and ${findings.length - SHOWN_FINDINGS} more`] : [];
  return [
    'the Supabase project is open to anybody who has its public key; refusing to start:',
    ...findings.slice(0, SHOWN_FINDINGS).map((finding) => `  ${finding}`),
    ...more,
    'run the newest supabase/migrations/*_ledger_access.sql again; for views and functions of your own, REVOKE ALL ON <view> FROM PUBLIC, anon, authenticated and REVOKE ALL ON FUNCTION <function> FROM PUBLIC, anon, authenticated',
  ];
}
