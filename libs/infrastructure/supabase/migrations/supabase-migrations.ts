import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ledgerMigrations } from '../../typeorm/ledger/schema.js';
import { MIGRATIONS_TABLE } from '../../typeorm/schema.js';
import { accessSql } from './access-sql.js';

/** A file of `supabase/migrations`. */
export interface SupabaseMigration {
  readonly file: string;
  readonly sql: string;
}

/**
 * When the newest access file was begun, as it stands in its name. What it holds may change until a release; after one,
 * this moves on, and the file of the release stays as it is.
 */
const ACCESS_VERSION = '20261128000000000';

/**
 * The ledger's tables as TypeORM's migrations make them, statement for statement, and what opens them to the REST
 * interface. The names of the migrations are recorded where TypeORM looks for them, so that the same database can be
 * opened over a connection too, for `mizan backup` and `mizan verify-chain`.
 */
export async function supabaseMigrations(): Promise<SupabaseMigration[]> {
  const migrations = (ledgerMigrations as (new () => MigrationInterface)[]).map((Migration) => new Migration());
  const tables: SupabaseMigration[] = [];
  for (const migration of migrations) tables.push(await tablesOf(migration, tables.length === 0));
  return [...tables, { file: `${ACCESS_VERSION}_ledger_access.sql`, sql: `${HEADING}\n${accessSql()}` }];
}

const HEADING = '-- Made by `npm run supabase:migrations`. Do not edit.';

const SCHEMA = `CREATE SCHEMA ledger;
CREATE TABLE ledger.${MIGRATIONS_TABLE} (id serial PRIMARY KEY, "timestamp" bigint NOT NULL, name varchar NOT NULL);`;

async function tablesOf(migration: MigrationInterface, isFirst: boolean): Promise<SupabaseMigration> {
  const name = migration.name ?? migration.constructor.name;
  const [, words, timestamp] = /^(.*?)(\d{13})$/.exec(name) ?? [];
  if (!words || !timestamp) throw new Error(`${name} is not named like a migration`);
  const sql = [
    HEADING,
    ...(isFirst ? [SCHEMA] : []),
    'SET search_path = ledger, pg_temp;',
    ...(await statementsOf(migration)),
    `INSERT INTO ${MIGRATIONS_TABLE} ("timestamp", name) VALUES (${timestamp}, '${name}');`,
    'RESET search_path;',
  ];
  return { file: `${versionOf(Number(timestamp))}_${snakeCase(words)}.sql`, sql: `${sql.join('\n')}\n` };
}

/** What `up` would run. A migration that looks at the database before it decides cannot be written down beforehand. */
async function statementsOf(migration: MigrationInterface): Promise<string[]> {
  const statements: string[] = [];
  const recorder = {
    query: async (sql: string, parameters?: unknown[]) => {
      if (parameters?.length) throw new Error('a migration for Supabase has no parameters');
      statements.push(`${sql.trim().replace(/;$/, '')};`);
    },
  };
  await migration.up(recorder as unknown as QueryRunner);
  return statements;
}

/** Supabase orders migrations by the digits of their names, which begin with the year. */
function versionOf(timestampMs: number): string {
  return new Date(timestampMs).toISOString().replace(/\D/g, '');
}

function snakeCase(words: string): string {
  return words.replace(/(?<!^)([A-Z])/g, '_$1').toLowerCase();
}
