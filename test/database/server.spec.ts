import { execFileSync } from 'node:child_process';
import { DatabaseUnavailable } from '@app/infrastructure/sql/database.errors.js';
import { read } from '@app/infrastructure/sql/statement.js';
import type { Database } from '@app/infrastructure/typeorm/database.js';
import { durabilityFaults } from '@app/infrastructure/typeorm/durability.js';
import { SchemaIsNewer } from '@app/infrastructure/typeorm/schema.js';
import { type PostgresServer, startPostgres } from '../support/postgres.js';
import { CreateAccounts1700000000001, openSample } from './sample-schema.js';

const EVERYTHING = read('notes_from', {
  parameters: { at_least: 'integer' },
  columns: { id: 'integer' },
  isHot: true,
  sql: 'SELECT * FROM notes WHERE id >= $1',
});

let server: PostgresServer;
const opened: Database[] = [];
let count = 0;

beforeAll(async () => {
  server = await startPostgres();
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((database) => database.close()));
});
afterAll(() => server?.stop());

async function open(
  url: string,
  options: Parameters<typeof openSample>[1] = {},
  maxConnections = 4,
): Promise<Database> {
  const database = await openSample({ kind: 'postgres', url, maxConnections }, options);
  opened.push(database);
  return database;
}

const freshUrl = () => server.createDatabase(`server_${++count}`);

/** Ends the sessions of `applicationName` and returns their number, before this process can read what the server tells it. */
function terminateInOneGo(url: string, applicationName: string): number {
  const program = `
    const client = new (await import('pg')).default.Client(process.argv[1]);
    await client.connect();
    const sql = 'SELECT pg_terminate_backend(pid, 5000) AS ended FROM pg_stat_activity WHERE application_name = $1 AND datname = current_database()';
    const { rows } = await client.query(sql, [process.argv[2]]);
    await client.end();
    console.log(rows.filter(({ ended }) => ended).length);`;
  return Number(execFileSync(process.execPath, ['--input-type=module', '-e', program, url, applicationName]));
}

async function eventually(check: () => Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + 10_000; Date.now() < deadline; ) {
    if (await check()) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('it did not come about within 10 s');
}

describe('starting on a PostgreSQL server', () => {
  it('lets four processes start at once on one empty database', async () => {
    const url = await freshUrl();
    const all = await Promise.all([open(url), open(url), open(url), open(url)]);
    await expect(all[3]?.query('SELECT name FROM migrations')).resolves.toHaveLength(2);
  });

  it('goes on where a start was cut off between two migrations', async () => {
    const url = await freshUrl();
    await (await open(url, { migrations: [CreateAccounts1700000000001] })).close();
    const database = await open(url);
    await expect(database.query('SELECT count(*)::int AS rows FROM entries')).resolves.toEqual([{ rows: 0 }]);
  });

  it('refuses a schema that a newer build has migrated', async () => {
    const url = await freshUrl();
    await (await open(url)).close();
    const older = open(url, { migrations: [CreateAccounts1700000000001] });
    await expect(older).rejects.toBeInstanceOf(SchemaIsNewer);
  });

  it('keeps two schemas of one server apart', async () => {
    const url = await freshUrl();
    const ledger = await open(url);
    const registry = await open(url, { schema: 'registry' });
    await ledger.query("INSERT INTO accounts (id, owner, balance) VALUES (1, 'a', 1)");
    await expect(registry.query('SELECT * FROM accounts')).resolves.toEqual([]);
  });

  it('says unavailable when no server listens there', async () => {
    await expect(open('postgres://postgres@127.0.0.1:1/none')).rejects.toBeInstanceOf(DatabaseUnavailable);
  });
});

describe('bounded waiting', () => {
  it('has the server cancel a statement that takes too long', async () => {
    const database = await open(await freshUrl(), { statementTimeoutMs: 200 });
    await expect(database.query('SELECT pg_sleep(20)')).rejects.toMatchObject({
      code: 'database_unavailable',
      retryAfterSeconds: 1,
    });
    await expect(database.query('SELECT 1 AS one')).resolves.toEqual([{ one: 1 }]);
  });

  it('refuses after the connection time-out when all connections are taken', async () => {
    const database = await open(await freshUrl(), { connectionTimeoutMs: 500 }, 2);
    const takers = [database.query('SELECT pg_sleep(2)'), database.query('SELECT pg_sleep(2)')];
    await expect(database.query('SELECT 1')).rejects.toMatchObject({ code: 'database_unavailable', ambiguous: false });
    await Promise.all(takers);
  });

  it('cuts a connection whose server does not even answer that it gave up', async () => {
    const warnings: string[] = [];
    const database = await open(await freshUrl(), {
      statementTimeoutMs: 100,
      log: { warn: (line) => warnings.push(line) },
    });
    const [backend] = await database.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    process.kill(backend?.pid as number, 'SIGSTOP');
    try {
      await expect(database.query('SELECT 1')).rejects.toMatchObject({ code: 'database_unavailable', ambiguous: true });
      expect(warnings).toEqual(['database connection dropped: no answer within the time limit']);
      await expect(database.query('SELECT 1 AS one')).resolves.toEqual([{ one: 1 }]);
    } finally {
      process.kill(backend?.pid as number, 'SIGCONT');
    }
  });

  it('reports a stopped server as unhealthy within the time asked for, and as healthy again afterwards', async () => {
    const database = await open(await freshUrl());
    const [backend] = await database.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    process.kill(backend?.pid as number, 'SIGSTOP');
    try {
      const started = performance.now();
      await expect(database.healthy(300)).resolves.toBe(false);
      expect(performance.now() - started).toBeLessThan(3000);
    } finally {
      process.kill(backend?.pid as number, 'SIGCONT');
    }
    await eventually(() => database.healthy(1000));
  });
});

describe('losing the connection', () => {
  const terminate = (pid: unknown) => server.run('SELECT pg_terminate_backend($1)', [pid]);

  it('undoes a transaction whose backend is terminated, knows that it is undone, and goes on', async () => {
    const database = await open(await freshUrl());
    const victim = database.transaction(async (query) => {
      await query("INSERT INTO accounts (id, owner, balance) VALUES (1, 'a', 1)");
      const [row] = await query('SELECT pg_backend_pid() AS pid');
      await terminate(row?.pid);
      await query('SELECT 1');
    });
    await expect(victim).rejects.toMatchObject({ code: 'database_unavailable', ambiguous: false });
    await expect(database.query('SELECT * FROM accounts')).resolves.toEqual([]);
  });

  it('calls the outcome unknown when the connection breaks at the commit', async () => {
    const database = await open(await freshUrl());
    await database.query(`
      CREATE FUNCTION wait_at_commit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(5); RETURN NULL; END $$;
      CREATE CONSTRAINT TRIGGER slow_commit AFTER INSERT ON accounts DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW EXECUTE FUNCTION wait_at_commit()`);
    let pid: unknown;
    const victim = database.transaction(async (query) => {
      [{ pid }] = (await query('SELECT pg_backend_pid() AS pid')) as [{ pid: number }];
      await query("INSERT INTO accounts (id, owner, balance) VALUES (1, 'a', 1)");
    });
    const outcome = expect(victim).rejects.toMatchObject({ code: 'database_unavailable', ambiguous: true });
    await eventually(async () => {
      const [row] = await server.run('SELECT query, state FROM pg_stat_activity WHERE pid = $1', [pid]);
      return row?.query === 'COMMIT' && row.state === 'active';
    });
    await terminate(pid);
    await outcome;
  });

  it('calls the outcome unknown when the connection breaks during a statement that commits itself', async () => {
    const database = await open(await freshUrl());
    const victim = database.query('INSERT INTO accounts (id, owner, balance) SELECT 1, pg_sleep(5)::text, 1');
    const outcome = expect(victim).rejects.toMatchObject({ code: 'database_unavailable', ambiguous: true });
    let pid: unknown;
    await eventually(async () => {
      const [row] = await server.run(
        "SELECT pid FROM pg_stat_activity WHERE state = 'active' AND query LIKE 'INSERT INTO accounts%pg_sleep%'",
      );
      pid = row?.pid;
      return pid !== undefined;
    });
    await terminate(pid);
    await outcome;
  });

  it('answers a prepared read when its table has got another column, and when the session has forgotten it', async () => {
    const database = await open(await freshUrl(), {}, 1);
    const everything = { ...EVERYTHING, columns: { id: 'integer', note: 'text null' } } as const;
    await database.query('CREATE TABLE notes (id int)');
    await database.query('INSERT INTO notes VALUES (7)');
    expect(await database.run(EVERYTHING, { at_least: 7 })).toEqual([{ id: 7 }]);
    expect(await database.query('SELECT name FROM pg_prepared_statements')).toEqual([{ name: 'notes_from' }]);
    await database.query('ALTER TABLE notes ADD COLUMN note text');
    expect(await database.run(everything, { at_least: 7 })).toEqual([{ id: 7, note: null }]);
    await database.query('DEALLOCATE ALL');
    expect(await database.run(everything, { at_least: 7 })).toEqual([{ id: 7, note: null }]);
    expect(await database.run(everything, { at_least: 8 })).toEqual([]);
  });

  it('does not notice in its callers that all idle connections were terminated', async () => {
    const url = await freshUrl();
    const database = await open(url);
    await Promise.all([1, 2, 3].map(() => database.query('SELECT pg_sleep(0.05)')));
    // Another process terminates them while this one waits for it, so the pool still takes all three for alive.
    expect(terminateInOneGo(url, 'database test')).toBeGreaterThanOrEqual(3);
    await database.transaction((query) => query("INSERT INTO accounts (id, owner, balance) VALUES (1, 'a', 1)"));
    await expect(database.query('SELECT id FROM accounts')).resolves.toEqual([{ id: '1' }]);
  });

  it('survives kill -9 of the server with every acknowledged row, and reconnects by itself', async () => {
    const database = await open(await freshUrl());
    let acknowledged = 0;
    let failed = 0;
    let stop = false;
    const writer = (async () => {
      for (let id = 1; !stop; id++) {
        try {
          await database.query('INSERT INTO accounts (id, owner, balance) VALUES ($1, $2, 0)', [id, `${id}`]);
          acknowledged = id;
        } catch (error) {
          expect(error).toBeInstanceOf(DatabaseUnavailable);
          failed++;
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
      }
    })();
    await eventually(async () => acknowledged > 50);
    const killed = server.pid;
    await server.kill9();
    const atKill = acknowledged;
    await eventually(async () => failed > 0);
    await server.start();
    expect(server.pid).not.toBe(killed);
    await eventually(async () => acknowledged > atKill);
    stop = true;
    await writer;
    const [row] = await database.query<{ rows: number }>('SELECT count(*)::int AS rows FROM accounts WHERE id <= $1', [
      atKill,
    ]);
    expect(row?.rows).toBe(atKill);
  });
});

describe('what the server promises about power cuts', () => {
  it('is found in order with the defaults', async () => {
    await expect(durabilityFaults(await open(await freshUrl()))).resolves.toEqual([]);
  });

  it('is reported setting by setting where it was traded for speed', async () => {
    const url = await freshUrl();
    await server.run(`ALTER DATABASE server_${count} SET synchronous_commit = off`);
    await expect(durabilityFaults(await open(url))).resolves.toEqual(['synchronous_commit=off']);
  });
});
