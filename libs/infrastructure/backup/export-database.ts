import { createHash, type Hash } from 'node:crypto';
import { once } from 'node:events';
import type { Writable } from 'node:stream';
import type { SqlQuery } from '@app/infrastructure/sql/sql-query.js';
import type { Database } from '@app/infrastructure/typeorm/database.js';
import { type BackupHeader, FORMAT, FORMAT_VERSION } from './backup-format.js';
import {
  executedMigrations,
  prepareTransfer,
  quoted,
  type StoredTable,
  storedSequences,
  storedTables,
} from './table-catalog.js';

const ROWS_AT_ONCE = 1000;

export interface BackupSummary {
  /** How many rows, by table. */
  rows: Record<string, number>;
  /** Of the whole file but its last line. */
  sha256: string;
}

/**
 * Writes everything in the database's schema to `output`, as of one moment, in a memory that does not grow with it. Writers
 * go on meanwhile on PostgreSQL; the embedded database has one connection and makes them wait. `output` is not ended.
 *
 * @throws DatabaseUnavailable, or what `output` fails with
 */
export async function exportDatabase(database: Database, output: Writable, now = new Date()): Promise<BackupSummary> {
  const writer = new LineWriter(output);
  try {
    return await database.transaction((query) => exportSchema(query, database.schema, writer, now), {
      isolation: 'REPEATABLE READ',
      readOnly: true,
    });
  } finally {
    writer.detach();
  }
}

async function exportSchema(query: SqlQuery, schema: string, writer: LineWriter, now: Date): Promise<BackupSummary> {
  await prepareTransfer(query);
  const header: BackupHeader = {
    format: FORMAT,
    version: FORMAT_VERSION,
    schema,
    migrations: await executedMigrations(query),
    createdAt: now.toISOString(),
  };
  await writer.write([header]);
  const rows: Record<string, number> = {};
  for (const table of await storedTables(query, schema)) {
    rows[table.name] = await exportTable(query, table, writer);
  }
  await writer.write([{ sequences: await storedSequences(query, schema) }]);
  const sha256 = writer.digest();
  await writer.write([{ sha256 }]);
  return { rows, sha256 };
}

async function exportTable(query: SqlQuery, table: StoredTable, writer: LineWriter): Promise<number> {
  await writer.write([{ table: table.name, columns: table.columns.map(({ name }) => name) }]);
  const columns = table.columns.map(({ name }) => `${quoted(name)}::text`).join(', ');
  const order = table.primaryKey.length > 0 ? ` ORDER BY ${table.primaryKey.map(quoted).join(', ')}` : '';
  await query(
    `DECLARE exported NO SCROLL CURSOR FOR SELECT ARRAY[${columns}] AS row FROM ${quoted(table.name)}${order}`,
  );
  let rows = 0;
  for (;;) {
    const batch = await query<{ row: (string | null)[] }>(`FETCH ${ROWS_AT_ONCE} FROM exported`);
    await writer.write(batch.map(({ row }) => row));
    rows += batch.length;
    if (batch.length < ROWS_AT_ONCE) break;
  }
  await query('CLOSE exported');
  await writer.write([{ rows }]);
  return rows;
}

/** Writes JSON lines no faster than they are taken, and digests them. */
class LineWriter {
  private readonly output: Writable;
  private readonly hash: Hash = createHash('sha256');

  constructor(output: Writable) {
    this.output = output;
    output.on('error', this.noticed);
  }

  /** From here on a failure of the output is its owner's to notice. */
  detach(): void {
    this.output.off('error', this.noticed);
  }

  private readonly noticed = (): void => {}; // the next write reports it

  async write(lines: unknown[]): Promise<void> {
    const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
    if (text === '') return;
    this.hash.update(text);
    if (this.output.errored) throw this.output.errored;
    if (!this.output.write(text)) await once(this.output, 'drain');
  }

  /** Of everything written so far, as hex. */
  digest(): string {
    return this.hash.copy().digest('hex');
  }
}
