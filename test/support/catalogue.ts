import type { Database } from '@app/infrastructure/typeorm/database.js';

/** TypeORM writes the default 0 of a bigint as `'0'`, which PostgreSQL keeps as a cast of that text. */
const QUOTED_NUMBER = "^'(-?[0-9]+)'::.*$";

/** What the tables of a schema consist of, a line each, sorted; TypeORM's own table apart, and what is no table. */
export async function catalogueOf(database: Database): Promise<string[]> {
  const rows = await database.query<{ line: string }>(
    `WITH tables AS (
       SELECT oid, relname AS name FROM pg_class
       WHERE relnamespace = $1::regnamespace AND relkind = 'r' AND relname <> 'migrations')
     SELECT concat_ws(' ', t.name, a.attname, format_type(a.atttypid, a.atttypmod), CASE WHEN a.attnotnull THEN 'NOT NULL' END,
                      'DEFAULT ' || regexp_replace(pg_get_expr(d.adbin, d.adrelid), $2, '\\1'), 'identity ' || nullif(a.attidentity::text, ''),
                      'generated ' || nullif(a.attgenerated::text, ''),
                      (SELECT 'COLLATE ' || collname FROM pg_collation WHERE oid = a.attcollation)) AS line
     FROM tables t JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
       LEFT JOIN pg_attrdef d ON d.adrelid = t.oid AND d.adnum = a.attnum
     UNION ALL
     SELECT concat_ws(' ', t.name, c.conname, pg_get_constraintdef(c.oid), CASE WHEN NOT c.convalidated THEN 'NOT VALID' END)
     FROM tables t JOIN pg_constraint c ON c.conrelid = t.oid AND c.contype IN ('p', 'u', 'f', 'c', 'x')
     UNION ALL
     SELECT pg_get_indexdef(i.indexrelid) FROM tables t JOIN pg_index i ON i.indrelid = t.oid`,
    [database.schema, QUOTED_NUMBER],
  );
  return rows.map(({ line }) => line).sort();
}

/** Functions and triggers of a schema, each as the statement that makes it. */
export async function programsOf(database: Database): Promise<string[]> {
  const rows = await database.query<{ text: string }>(
    `SELECT pg_get_functiondef(oid) AS text FROM pg_proc WHERE pronamespace = $1::regnamespace
     UNION ALL
     SELECT pg_get_triggerdef(t.oid) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
     WHERE c.relnamespace = $1::regnamespace AND NOT t.tgisinternal`,
    [database.schema],
  );
  return rows.map(({ text }) => text).sort();
}
