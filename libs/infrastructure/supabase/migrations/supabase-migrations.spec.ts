import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { supabaseStatements } from '../supabase-statements.js';
import { accessSql, expectedAccessDigest } from './access-sql.js';
import { supabaseMigrations } from './supabase-migrations.js';

const ROOT = join(import.meta.dirname, '..', '..', '..', '..');

describe('supabase/migrations', () => {
  it('is what `npm run supabase:migrations` writes', async () => {
    const folder = join(ROOT, 'supabase', 'migrations');
    const written = readdirSync(folder).map((file) => ({ file, sql: readFileSync(join(folder, file), 'utf8') }));
    expect(written).toEqual(await supabaseMigrations());
  });

  it('is applied in the order in which TypeORM runs the same migrations, access last', async () => {
    const files = (await supabaseMigrations()).map(({ file }) => file);
    expect(files).toEqual([...files].sort());
    expect(files.at(-1)).toMatch(/^\d{17}_ledger_access\.sql$/);
  });

  it('names its access by a digest, so that a start can tell versions apart', () => {
    expect(accessSql()).toContain(`'${expectedAccessDigest()}'`);
  });
});

describe('the statements of the ledger', () => {
  it('have names of their own', () => {
    const names = supabaseStatements.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-z][a-z_]*$/);
  });

  it('are all known to the generator', async () => {
    const folder = join(ROOT, 'libs', 'infrastructure', 'sql', 'ledger');
    const found: object[] = [];
    for (const file of readdirSync(folder).filter((name) => /(?<!\.spec)\.ts$/.test(name))) {
      for (const value of Object.values(await import(join(folder, file)))) found.push(...statementsIn(value));
    }
    expect(found.filter((statement) => !supabaseStatements.includes(statement as never))).toEqual([]);
    expect(found.length).toBeGreaterThan(20);
  });
});

/** Statements, also in records of records of them. */
function statementsIn(value: unknown): object[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  if ('sql' in value && 'effect' in value) return [value];
  return Object.values(value).flatMap(statementsIn);
}
