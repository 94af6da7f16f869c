import type { SqlQuery } from '@app/infrastructure/sql/sql-query.js';
import { MIGRATIONS_TABLE } from '@app/infrastructure/typeorm/schema.js';

export interface StoredColumn {
  name: string;
  /** As `format_type` writes it, with its modifiers: good for a cast. */
  type: string;
}

export interface StoredTable {
  name: string;
  /** In their order, without those that the server computes. */
  columns: StoredColumn[];
  primaryKey: string[];
}

/** Settings of a transaction that moves everything: no time limit, and one text form for a value whatever the server says. */
export async function prepareTransfer(query: SqlQuery): Promise<void> {
  const settings = {
    statement_timeout: '0',
    idle_in_transaction_session_timeout: '0',
    datestyle: 'ISO, YMD',
    intervalstyle: 'postgres',
    bytea_output: 'hex',
    extra_float_digits: '1',
  };
  for (const [name, value] of Object.entries(settings)) await query('SELECT set_config($1, $2, true)', [name, value]);
}

/** Names of the migrations that ran, oldest first. */
export async function executedMigrations(query: SqlQuery): Promise<string[]> {
  const rows = await query<{ name: string }>(`SELECT name FROM ${MIGRATIONS_TABLE} ORDER BY id`);
  return rows.map(({ name }) => name);
}

/**
 * Every table of the schema but TypeORM's own, each after those that it refers to. Read from the catalog, so that a table
 * added later cannot be forgotten.
 */
export async function storedTables(query: SqlQuery, schema: string): Promise<StoredTable[]> {
  const tables = await query<StoredTable & { refers_to: string[] }>(
    `SELECT c.relname AS name,
       (SELECT json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod)) ORDER BY a.attnum)
          FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '') AS columns,
       (SELECT coalesce(json_agg(a.attname ORDER BY k.position), '[]')
          FROM pg_index i, unnest(i.indkey::int[]) WITH ORDINALITY AS k (attnum, position), pg_attribute a
          WHERE i.indrelid = c.oid AND i.indisprimary AND a.attrelid = c.oid AND a.attnum = k.attnum) AS "primaryKey",
       (SELECT coalesce(json_agg(DISTINCT r.relname), '[]')
          FROM pg_constraint f JOIN pg_class r ON r.oid = f.confrelid WHERE f.conrelid = c.oid AND f.contype = 'f' AND f.confrelid <> c.oid) AS refers_to
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = $1 AND c.relkind = 'r' AND c.relname NOT IN ($2, 'typeorm_metadata')
     ORDER BY c.relname`,
    [schema, MIGRATIONS_TABLE],
  );
  const ordered: typeof tables = [];
  const placed = (name: string) => ordered.some((table) => table.name === name);
  while (ordered.length < tables.length) {
    const next = tables.filter((table) => !ordered.includes(table) && table.refers_to.every(placed));
    if (next.length === 0) throw new Error('tables refer to each other in a circle; a backup knows no order for them');
    ordered.push(...next);
  }
  return ordered.map(({ name, columns, primaryKey }) => ({ name, columns, primaryKey }));
}

/** The sequences of the schema with the last value that each gave out, null when none. */
export async function storedSequences(query: SqlQuery, schema: string): Promise<Record<string, string | null>> {
  const rows = await query<{ name: string; last: string | null }>(
    `SELECT sequencename AS name, last_value AS last FROM pg_sequences
     WHERE schemaname = $1 AND sequencename <> $2 ORDER BY sequencename`,
    [schema, `${MIGRATIONS_TABLE}_id_seq`],
  );
  return Object.fromEntries(rows.map(({ name, last }) => [name, last]));
}

/** An identifier as SQL takes it whatever it contains. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
