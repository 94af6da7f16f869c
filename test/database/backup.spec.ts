import { createReadStream, createWriteStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { BackupRefused } from '@app/infrastructure/backup/backup.errors.js';
import { exportDatabase } from '@app/infrastructure/backup/export-database.js';
import { importDatabase } from '@app/infrastructure/backup/import-database.js';
import type { Database } from '@app/infrastructure/typeorm/database.js';
import { type StorageKind, type StorageSource, startStorage } from '../support/storage.js';
import { CreateAccounts1700000000001, openSample } from './sample-schema.js';

const sources = {} as Record<StorageKind, StorageSource>;
const opened: Database[] = [];
let home: string;
let file: string;

beforeAll(async () => {
  for (const kind of ['embedded', 'postgres'] as const) sources[kind] = await startStorage(kind);
  home = mkdtempSync(join(tmpdir(), 'mizan-backup-'));
  file = join(home, 'backup.jsonl');
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((database) => database.close()));
});
afterAll(async () => {
  for (const source of Object.values(sources)) await source.stop();
  rmSync(home, { recursive: true, force: true });
});

async function open(kind: StorageKind, options: Parameters<typeof openSample>[1] = {}): Promise<Database> {
  const database = await openSample(await sources[kind].fresh(), options);
  opened.push(database);
  return database;
}

async function fill(database: Database): Promise<void> {
  await database.query(
    `INSERT INTO accounts (id, owner, balance, key) VALUES
       (1, 'Ümit "the" \\ tab\t, newline' || chr(10) || '💩', 9223372036854775807, '\\x00ff22275c'), (-7, '', 0, '')`,
  );
  await database.query(`
    INSERT INTO entries (account_id, at, note, amount, details)
    SELECT 1, timestamptz '2026-01-01 00:00:00.123456+00' + n * interval '1 s', CASE n % 3 WHEN 0 THEN NULL ELSE 'note ' || n END,
      n + 0.10000001, jsonb_build_object('n', n, 'big', 12345678901234567890) FROM generate_series(1, 2500) AS n`);
}

/** Everything, as text made by the database itself. */
const contents = (database: Database) =>
  database.query(`
    SELECT (SELECT md5(string_agg(a::text, ';' ORDER BY id)) FROM accounts a) AS accounts,
      (SELECT md5(string_agg(e::text, ';' ORDER BY id)) FROM entries e) AS entries, (SELECT count(*)::int FROM entries) AS rows`);

async function exportTo(path: string, database: Database) {
  const output = createWriteStream(path);
  const summary = await exportDatabase(database, output);
  output.end();
  await finished(output);
  return summary;
}

describe.each([
  ['embedded', 'embedded'],
  ['embedded', 'postgres'],
  ['postgres', 'embedded'],
  ['postgres', 'postgres'],
] as const)('a backup of %s restored into %s', (from, to) => {
  it('holds the same to the last bit, and goes on counting where the other stopped', async () => {
    const origin = await open(from);
    await fill(origin);
    const written = await exportTo(file, origin);
    expect(written.rows).toEqual({ accounts: 2, entries: 2500 });
    const target = await open(to);
    expect(await importDatabase(target, createReadStream(file))).toEqual(written);
    expect(await contents(target)).toEqual(await contents(origin));
    const [row] = await target.query('INSERT INTO entries (account_id) VALUES (1) RETURNING id');
    expect(row).toEqual({ id: '2501' });
  });
});

describe('a backup that must not be restored', () => {
  let good: string;
  let target: Database;

  beforeAll(async () => {
    const origin = await open('postgres');
    await fill(origin);
    await exportTo(file, origin);
    good = readFileSync(file, 'utf8');
  });
  beforeEach(async () => {
    target = await open('postgres');
  });

  async function expectRefused(input: string | Buffer, fault: string): Promise<void> {
    const path = join(home, 'bad.jsonl');
    writeFileSync(path, input);
    const refusal = await importDatabase(target, createReadStream(path)).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(BackupRefused);
    expect(refusal).toMatchObject({ fault });
    expect(await contents(target)).toEqual([{ accounts: null, entries: null, rows: 0 }]);
  }

  it('is one cut off, at whichever line or byte', async () => {
    const lines = good.split('\n');
    for (const keep of [1, 2, 5, 1000, lines.length - 3, lines.length - 2])
      await expectRefused(`${lines.slice(0, keep).join('\n')}\n`, 'truncated');
    await expectRefused(good.slice(0, -20), 'truncated');
    await expectRefused('', 'truncated');
  });

  it('is one in which a single byte changed, wherever', async () => {
    const bytes = Buffer.from(good);
    const header = bytes.indexOf('\n') + 1;
    let refused = 0;
    for (let n = 0; n < 40; n++) {
      const damaged = Buffer.from(bytes);
      const position = header + Math.floor(((bytes.length - header - 1) * n) / 40);
      damaged[position] = (damaged[position] as number) ^ 1;
      await expectRefused(damaged, 'damaged');
      refused++;
    }
    expect(refused).toBe(40);
  });

  it('is one with a line repeated, removed, moved or added', async () => {
    const lines = good.split('\n');
    const edits = [
      lines.toSpliced(10, 0, lines[10] as string),
      lines.toSpliced(10, 1),
      lines.toSpliced(10, 2, lines[11] as string, lines[10] as string),
      lines.toSpliced(-1, 0, '{"rows":0}'),
      lines.toSpliced(1, 0, '["1"]'),
    ];
    for (const edit of edits) await expectRefused(edit.join('\n'), 'damaged');
  });

  it('is one with a bad line, which is named, whether it is no row, none of the table or one that the database refuses', async () => {
    const lines = good.split('\n');
    const faultAt = async (line: number, text: string) => {
      const path = join(home, 'bad-line.jsonl');
      writeFileSync(path, lines.with(line - 1, text).join('\n'));
      const refusal = importDatabase(target, createReadStream(path));
      await expect(refusal).rejects.toMatchObject({
        fault: 'damaged',
        message: expect.stringMatching(`\\(line ${line}\\)$`),
      });
      expect(await contents(target)).toEqual([{ accounts: null, entries: null, rows: 0 }]);
    };
    const [row] = lines.slice(1700);
    await faultAt(1701, row!.slice(0, 10));
    await faultAt(1701, '["1"]');
    await faultAt(1701, '{"unknown":1}');
    await faultAt(1701, row!.replace(/^\["\d+"/, '["not a number"'));
    await faultAt(1701, row!.replace(/^\["\d+"/, '["1"')); // another row's key
  });

  it('is something else altogether, or of a format to come', async () => {
    await expectRefused('PGDMP\0\x01\n', 'not-a-backup');
    await expectRefused('{"format":"other"}\n', 'not-a-backup');
    await expectRefused('null\n', 'not-a-backup');
    await expectRefused(good.replace('"version":1', '"version":2'), 'unknown-format');
  });

  it('is of another schema or of other migrations', async () => {
    await expectRefused(good.replace('"schema":"ledger"', '"schema":"registry"'), 'schema-differs');
    const older = await open('postgres', { migrations: [CreateAccounts1700000000001] });
    await exportTo(join(home, 'older.jsonl'), older);
    await expectRefused(readFileSync(join(home, 'older.jsonl')), 'schema-differs');
  });

  it('is any, when the database holds a row already', async () => {
    await target.query("INSERT INTO accounts (id, owner, balance) VALUES (5, 'me', 5)");
    await expect(importDatabase(target, createReadStream(file))).rejects.toMatchObject({ fault: 'not-empty' });
    await expect(target.query('SELECT id FROM accounts')).resolves.toEqual([{ id: '5' }]);
  });
});

it('takes one moment of a database that is being written to', async () => {
  const database = await open('postgres');
  await fill(database);
  let text = '';
  let changed = false;
  const slow = new Writable({
    highWaterMark: 1,
    write(chunk: Buffer, _encoding, done) {
      text += chunk.toString();
      if (changed) return done();
      changed = true; // the header is out, the tables are not read yet
      database
        .transaction(async (query) => {
          await query('DELETE FROM entries WHERE id > 10');
          await query('UPDATE accounts SET balance = 1');
        })
        .then(() => done(), done);
    },
  });
  const summary = await exportDatabase(database, slow);
  expect(changed).toBe(true);
  expect(summary.rows).toEqual({ accounts: 2, entries: 2500 });
  const copy = await open('embedded');
  await importDatabase(copy, Readable.from([text]));
  await expect(copy.query('SELECT balance FROM accounts WHERE id = 1')).resolves.toEqual([
    { balance: '9223372036854775807' },
  ]);
});

it('gives up when the file cannot be written', async () => {
  const database = await open('postgres');
  await fill(database);
  const full = new Writable({ write: (_chunk, _encoding, done) => done(new Error('no space left')) });
  await expect(exportDatabase(database, full)).rejects.toThrow('no space left');
  await expect(database.healthy(1000)).resolves.toBe(true);
});
