import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DirectoryInUse, DirectoryUnusable } from '@app/infrastructure/pglite/directory.errors.js';
import { DatabaseUnavailable } from '@app/infrastructure/sql/database.errors.js';
import type { Database } from '@app/infrastructure/typeorm/database.js';
import { openSample } from './sample-schema.js';

let home: string;
const opened: Database[] = [];
const children: ChildProcess[] = [];

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'mizan-embedded-'));
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await Promise.all(opened.splice(0).map((database) => database.close()));
  rmSync(home, { recursive: true, force: true, maxRetries: 3 });
});

async function open(
  directory: string,
  options: Parameters<typeof openSample>[1] = {},
  warnings: string[] = [],
): Promise<Database> {
  const database = await openSample({ kind: 'embedded', directory }, options, warnings);
  opened.push(database);
  return database;
}

/** Another process with the directory open, inserting; resolves once the directory is its own. */
async function holder(directory: string): Promise<{ child: ChildProcess; acknowledged: () => number }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'hold-directory.mjs'), directory], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  while (!output.startsWith('open\n')) {
    if (child.exitCode !== null) throw new Error('the holder ended');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  const lines = () => output.slice(0, output.lastIndexOf('\n')).split('\n');
  return { child, acknowledged: () => Number(lines().at(-1)) || 0 };
}

async function kill9(child: ChildProcess): Promise<void> {
  const exited = once(child, 'close');
  child.kill('SIGKILL');
  await exited;
}

describe('the lock on a data directory', () => {
  it('refuses a second process, names the directory and the holder, and does the first no harm', async () => {
    const { child, acknowledged } = await holder(home);
    const before = acknowledged();
    const refusal = await open(home).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(DirectoryInUse);
    expect(refusal).toMatchObject({ directory: home, pid: child.pid });
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(acknowledged()).toBeGreaterThan(before);
  });

  it('refuses the same directory under another name', async () => {
    await open(join(home, 'real'));
    symlinkSync(join(home, 'real'), join(home, 'alias'));
    await expect(open(join(home, 'alias'))).rejects.toBeInstanceOf(DirectoryInUse);
  });

  it('is free again after closing, and after its holder was killed', async () => {
    const { child } = await holder(home);
    await kill9(child);
    const database = await open(home);
    await database.close();
    await expect(open(home)).resolves.toBeDefined();
  });

  it('goes by the lock, not by a process id left in the file, even a living one', async () => {
    writeFileSync(join(home, 'lock'), `${process.ppid}\n`);
    await expect(open(home)).resolves.toBeDefined();
  });

  it('keeps the directory to its owner', async () => {
    await open(join(home, 'data'));
    expect(statSync(join(home, 'data')).mode & 0o777).toBe(0o700);
  });
});

describe('a directory that holds something else', () => {
  it('is refused when a file that says what it is has gone, and is left as it was', async () => {
    await (await open(home)).close();
    rmSync(join(home, 'cluster', 'PG_VERSION'));
    await expect(open(home)).rejects.toBeInstanceOf(DirectoryUnusable);
    expect(existsSync(join(home, 'cluster', 'PG_VERSION'))).toBe(false);
  });

  it('is refused when another version of PostgreSQL made it', async () => {
    await (await open(home)).close();
    writeFileSync(join(home, 'cluster', 'PG_VERSION'), '16\n');
    await expect(open(home)).rejects.toThrow('it is of PostgreSQL 16');
  });

  it('is refused when its control file is torn', async () => {
    await (await open(home)).close();
    truncateSync(join(home, 'cluster', 'global', 'pg_control'), 100);
    await expect(open(home)).rejects.toThrow('pg_control is missing or torn');
  });

  it('is refused when its write-ahead log is gone', async () => {
    await (await open(home)).close();
    rmSync(join(home, 'cluster', 'pg_wal'), { recursive: true });
    mkdirSync(join(home, 'cluster', 'pg_wal'));
    await expect(open(home)).rejects.toThrow();
  });

  it('is no hindrance when it is only a first start that was killed half-way', async () => {
    const made = join(home, 'made');
    await (await open(made)).close();
    const directory = join(home, 'half');
    mkdirSync(directory);
    cpSync(join(made, 'cluster'), join(directory, 'cluster.unfinished'), { recursive: true });
    rmSync(join(directory, 'cluster.unfinished', 'global'), { recursive: true });
    const database = await open(directory);
    await expect(database.healthy(1000)).resolves.toBe(true);
    expect(readdirSync(directory).sort()).toEqual(['cluster', 'lock']);
  });
});

describe('the embedded database under stress', () => {
  it('loses none of the writes it acknowledged before kill -9', async () => {
    let kills = 0;
    for (let round = 1; round <= 3; round++) {
      const directory = join(home, `${round}`);
      const { child, acknowledged } = await holder(directory);
      while (acknowledged() < 200) await new Promise((resolve) => setTimeout(resolve, 5));
      await kill9(child);
      if (child.signalCode === 'SIGKILL') kills++;
      const database = await open(directory);
      const [{ count, last }] = (await database.query('SELECT count(*)::int, max(n) AS last FROM acknowledged')) as [
        { count: number; last: number },
      ];
      expect(count).toBeGreaterThanOrEqual(acknowledged());
      expect(count).toBe(last); // without a gap
    }
    expect(kills).toBe(3);
  });

  it('does not wait without end when a transaction asks outside itself', async () => {
    const database = await open(home, { connectionTimeoutMs: 2000 });
    const started = performance.now();
    const selfish = database.transaction(() => database.query('SELECT 1'));
    await expect(selfish).rejects.toMatchObject({ code: 'database_unavailable', ambiguous: false });
    expect(performance.now() - started).toBeLessThan(10_000);
    await expect(database.query('SELECT 1 AS one')).resolves.toEqual([{ one: 1 }]);
  });

  it('gives up a statement that runs too long, undoes it, and starts again by itself', async () => {
    const warnings: string[] = [];
    const database = await open(home, { statementTimeoutMs: 500 }, warnings);
    const endless = database.transaction(async (query) => {
      await query("INSERT INTO accounts (id, owner, balance) VALUES (1, 'a', 1)");
      await query('SELECT count(*) FROM generate_series(1, 1000000000) AS a');
    });
    await expect(endless).rejects.toMatchObject({ code: 'database_unavailable', ambiguous: false });
    expect(warnings).toEqual(['embedded database restarted: a statement exceeded the time limit']);
    await expect(database.query('SELECT count(*)::int AS rows FROM accounts')).resolves.toEqual([{ rows: 0 }]);
  });

  it('keeps answering timers while a statement computes', async () => {
    const database = await open(home);
    let ticks = 0;
    const timer = setInterval(() => ticks++, 5);
    await database.query('SELECT count(*) FROM generate_series(1, 2000000) AS a');
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(10);
  });

  it('keeps nothing of what it has answered', async () => {
    const database = await open(join(home, 'a'));
    const rows = () => database.query(`SELECT repeat('x', 10000) AS text, n FROM generate_series(1, 500) AS n`);
    // Rounds of 400 MB, of which the thread once kept every byte, in each. What the heaps leave for later to collect is given back in some.
    const growth: number[] = [];
    for (let round = 0; round < 5 && Math.min(...growth) >= 250; round++) {
      const before = process.memoryUsage.rss();
      for (let times = 0; times < 80; times++) expect((await rows()).length).toBe(500);
      growth.push((process.memoryUsage.rss() - before) / 2 ** 20);
    }
    expect(Math.min(...growth)).toBeLessThan(250);
  }, 90_000);

  it('starts a new client with nothing of the last one: no open transaction, no settings', async () => {
    const database = await open(home, { statementTimeoutMs: 1000 });
    const broken = database.transaction(async (query) => {
      await query('SET search_path TO nowhere; CREATE TEMP TABLE leftover (n int)');
      await query('SELECT count(*) FROM generate_series(1, 1000000000) AS a');
    });
    await expect(broken).rejects.toBeInstanceOf(DatabaseUnavailable);
    const [row] = await database.query("SELECT current_schema() AS schema, to_regclass('leftover') AS leftover");
    expect(row).toEqual({ schema: 'ledger', leftover: null });
  });
});

describe('two schemas in one embedded database', () => {
  const options = { connectionTimeoutMs: 20_000, statementTimeoutMs: 1500 };
  const transfers = (database: Database, owner: string) =>
    Array.from({ length: 40 }, (_, id) =>
      database.transaction(async (query) => {
        await query('INSERT INTO accounts (id, owner, balance) VALUES ($1, $2, 1)', [id, `${owner} ${id}`]);
        await new Promise((resolve) => setTimeout(resolve, 1)); // the other one's turn would come now
        const [row] = await query(
          'SELECT current_schema() AS schema, (SELECT count(*)::int FROM accounts WHERE owner LIKE $1) AS own',
          [`${owner} %`],
        );
        expect(row).toEqual({ schema: owner, own: expect.any(Number) });
      }),
    );

  it('are opened at once, and run their transactions in turn, each in its own', async () => {
    const [ledger, registry] = await Promise.all([open(home, options), open(home, { ...options, schema: 'registry' })]);
    await Promise.all([...transfers(ledger, 'ledger'), ...transfers(registry, 'registry')]);
    for (const database of [ledger, registry])
      expect(await database.query('SELECT count(*)::int AS rows FROM accounts')).toEqual([{ rows: 40 }]);
    await ledger.close();
    expect(await registry.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
    const again = await open(home, options);
    expect(await again.query('SELECT current_schema() AS schema')).toEqual([{ schema: 'ledger' }]);
    await expect(open(home, options)).rejects.toBeInstanceOf(DirectoryInUse);
  });

  it('go on when a statement of one of them was given up', async () => {
    const ledger = await open(home, options);
    const registry = await open(home, { ...options, schema: 'registry' });
    const endless = ledger.query('SELECT count(*) FROM generate_series(1, 1000000000) AS a');
    const waiting = registry.query('SELECT current_schema() AS schema');
    await expect(endless).rejects.toBeInstanceOf(DatabaseUnavailable);
    expect(await waiting).toEqual([{ schema: 'registry' }]);
  });
});
