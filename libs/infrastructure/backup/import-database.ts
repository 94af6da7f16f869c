import type { Readable } from 'node:stream';
import { ConstraintViolated } from '@app/infrastructure/sql/database.errors.js';
import type { SqlQuery } from '@app/infrastructure/sql/sql-query.js';
import type { Database } from '@app/infrastructure/typeorm/database.js';
import { BackupRefused } from './backup.errors.js';
import { parseBackupLine, parseHeader, type RowLine, type TableLine } from './backup-format.js';
import { backupLines, type HashedLine } from './backup-lines.js';
import type { BackupSummary } from './export-database.js';
import { executedMigrations, prepareTransfer, quoted, type StoredTable, storedTables } from './table-catalog.js';

const ROWS_AT_ONCE = 1000;

interface NumberedRow {
  line: number;
  row: RowLine;
}

/** What belongs into the transaction of a restore beside the rows. */
export interface ImportSteps {
  /** A statement that removes the rows that the migrations made, and no others: the backup brings its own. */
  removeSeeds?: string | undefined;
  /** Done once everything is in. */
  finish?: (query: SqlQuery, summary: BackupSummary) => Promise<void>;
}

/**
 * Restores what `exportDatabase` wrote, from either kind of database into either, in one transaction: all of it or, when
 * anything is wrong with the file, nothing. The target has been opened by a build with the same migrations and holds no
 * rows, but those that its migrations made.
 *
 * @throws BackupRefused, DatabaseUnavailable
 */
export async function importDatabase(
  database: Database,
  input: Readable,
  { removeSeeds, finish }: ImportSteps = {},
): Promise<BackupSummary> {
  try {
    return await database.transaction(async (query) => {
      if (removeSeeds) await query(removeSeeds);
      const summary = await restoreInto(query, database.schema, input);
      await finish?.(query, summary);
      return summary;
    });
  } catch (error) {
    throw isAboutRows(error) ? refusedByDatabase(error) : error;
  }
}

/** Constraint violations, values that are none of their type (class 22), names that do not exist (class 42). */
function isAboutRows(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return error instanceof ConstraintViolated || (typeof code === 'string' && /^(22|42)[0-9A-Z]{3}$/.test(code));
}

async function restoreInto(query: SqlQuery, schema: string, input: Readable): Promise<BackupSummary> {
  await prepareTransfer(query);
  await query(`SELECT set_config('mizan.restoring', 'on', true)`); // its audit trail comes along
  const tables = await storedTables(query, schema);
  await refuseFilled(query, tables);
  const restore = new Restore(query, tables);
  let header = false;
  for await (const line of backupLines(input)) {
    if (header) await restore.take(line).catch(named(line.number));
    else await refuseOtherSchema(query, schema, line.text);
    header = true;
  }
  return restore.finish();
}

/** A failure that is not about this line names the line that it is about, or none. */
function named(line: number): (error: unknown) => never {
  return (error) => {
    throw error instanceof BackupRefused && !/ \(line \d+\)$/.test(error.message) ? error.at(line) : error;
  };
}

async function refuseFilled(query: SqlQuery, tables: StoredTable[]): Promise<void> {
  if (tables.length > 0)
    await query(`LOCK TABLE ${tables.map(({ name }) => quoted(name)).join(', ')} IN EXCLUSIVE MODE`);
  for (const { name } of tables) {
    const [found] = await query<{ filled: boolean }>(`SELECT EXISTS (SELECT FROM ${quoted(name)}) AS filled`);
    if (found?.filled) throw new BackupRefused('not-empty', `the database is not empty: table ${name} has rows`);
  }
}

async function refuseOtherSchema(query: SqlQuery, schema: string, headerLine: string): Promise<void> {
  const header = parseHeader(headerLine);
  if (header.schema !== schema)
    throw new BackupRefused('schema-differs', `the backup is of schema ${header.schema}, not of ${schema}`);
  // In any order: a store that was upgraded has its columns and migrations in another one than a new store.
  if (JSON.stringify(header.migrations.toSorted()) !== JSON.stringify((await executedMigrations(query)).toSorted()))
    throw new BackupRefused('schema-differs', 'the backup was made by a version with other migrations');
}

/** Takes the lines after the header, in the order of the format and no other. */
class Restore {
  private readonly query: SqlQuery;
  private readonly expected: StoredTable[];
  private readonly rows: Record<string, number> = {};
  private table: StoredTable | undefined;
  private batch: NumberedRow[] = [];
  private sha256: string | undefined;

  constructor(query: SqlQuery, tables: StoredTable[]) {
    this.query = query;
    this.expected = [...tables];
  }

  async take(line: HashedLine): Promise<void> {
    if (this.sha256 !== undefined) throw damaged('it goes on after its end');
    const parsed = parseBackupLine(line.text);
    if (Array.isArray(parsed)) await this.takeRow({ line: line.number, row: parsed });
    else if ('table' in parsed) this.begin(parsed);
    else if ('rows' in parsed) await this.end(parsed.rows);
    else if ('sequences' in parsed) await this.setSequences(parsed.sequences);
    else this.check(parsed.sha256, line);
  }

  finish(): BackupSummary {
    if (this.sha256 === undefined) throw new BackupRefused('truncated', 'the backup ends before its trailer');
    return { rows: this.rows, sha256: this.sha256 };
  }

  private begin({ table: name, columns }: TableLine): void {
    const table = this.expected.shift();
    const known = new Map(table?.columns.map((column) => [column.name, column]));
    const named = columns.map((column) => known.get(column)).filter((column) => column !== undefined);
    if (this.table || table?.name !== name || named.length !== columns.length || new Set(named).size !== known.size)
      throw damaged('its tables are not those of its migrations');
    this.table = { ...table, columns: named };
    this.rows[name] = 0;
  }

  private async takeRow(numbered: NumberedRow): Promise<void> {
    if (numbered.row.length !== this.table?.columns.length) throw damaged('a row does not fit its table');
    this.batch.push(numbered);
    if (this.batch.length >= ROWS_AT_ONCE) await this.insertBatch(this.table);
  }

  private async end(rows: number): Promise<void> {
    const table = this.table;
    if (!table) throw damaged('a table ends that did not begin');
    await this.insertBatch(table);
    if (this.rows[table.name] !== rows)
      throw damaged(`table ${table.name} has ${this.rows[table.name]} of ${rows} rows`);
    this.table = undefined;
  }

  private async insertBatch(table: StoredTable): Promise<void> {
    const batch = this.batch;
    this.batch = [];
    if (batch.length === 0) return;
    await this.query('SAVEPOINT batch');
    try {
      await this.insert(table, batch);
    } catch (error) {
      if (!isAboutRows(error)) throw error;
      await this.query('ROLLBACK TO SAVEPOINT batch');
      await this.nameRefused(table, batch);
      throw error;
    }
    await this.query('RELEASE SAVEPOINT batch');
    this.rows[table.name] = (this.rows[table.name] ?? 0) + batch.length;
  }

  /** Finds the row of a refused batch that the database does not take. */
  private async nameRefused(table: StoredTable, batch: readonly NumberedRow[]): Promise<void> {
    for (const numbered of batch) {
      await this.insert(table, [numbered]).catch((error: unknown) => {
        throw isAboutRows(error) ? refusedByDatabase(error).at(numbered.line) : error;
      });
    }
  }

  private async insert({ name, columns }: StoredTable, batch: readonly NumberedRow[]): Promise<void> {
    const names = columns.map((column) => quoted(column.name)).join(', ');
    const values = columns.map((column, index) => `c${index}::${column.type}`).join(', ');
    const arrays = columns.map((_, index) => `$${index + 1}::text[]`).join(', ');
    const aliases = columns.map((_, index) => `c${index}`).join(', ');
    await this.query(
      `INSERT INTO ${quoted(name)} (${names}) OVERRIDING SYSTEM VALUE
       SELECT ${values} FROM unnest(${arrays}) WITH ORDINALITY AS row (${aliases}, position) ORDER BY position`,
      columns.map((_, index) => batch.map(({ row }) => row[index])),
    );
  }

  private async setSequences(sequences: Record<string, string | null>): Promise<void> {
    if (this.table || this.expected.length > 0) throw damaged('it lacks tables');
    for (const [name, last] of Object.entries(sequences)) {
      if (last !== null) await this.query('SELECT setval($1::regclass, $2)', [quoted(name), last]);
    }
  }

  private check(sha256: string, line: HashedLine): void {
    if (line.digestBefore() !== sha256) throw damaged('its digest does not match');
    this.sha256 = sha256;
  }
}

function refusedByDatabase(cause: unknown): BackupRefused {
  return new BackupRefused('damaged', 'the backup is damaged: the database refuses its rows', { cause });
}

function damaged(how: string): BackupRefused {
  return new BackupRefused('damaged', `the backup is damaged: ${how}`);
}
