import {
  ConstraintViolated,
  DatabaseUnavailable,
  TransactionConflicted,
} from '@app/infrastructure/sql/database.errors.js';
import type { Database } from '@app/infrastructure/typeorm/database.js';
import { retryConflicts } from '@app/infrastructure/typeorm/retry-conflicts.js';
import { STORAGE_KINDS, type StorageSource, startStorage } from '../support/storage.js';
import { openSample } from './sample-schema.js';

describe.each(STORAGE_KINDS)('a database on %s', (kind) => {
  let source: StorageSource;
  let database: Database;

  beforeAll(async () => {
    source = await startStorage(kind);
    database = await openSample(await source.fresh());
  });
  beforeEach(() => database.query('TRUNCATE accounts, entries RESTART IDENTITY'));
  afterAll(async () => {
    await database?.close();
    await source?.stop();
  });

  const open = (id: number, balance: bigint) =>
    database.query('INSERT INTO accounts (id, owner, balance) VALUES ($1, $2, $3)', [id, `owner ${id}`, balance]);
  const balances = async () =>
    (await database.query<{ balance: string }>('SELECT balance FROM accounts ORDER BY id')).map((row) => row.balance);

  it('gives whole numbers and decimals as text, bytes as a Buffer, a moment as a Date', async () => {
    const moment = new Date('2026-02-03T04:05:06.789Z');
    const [row] = await database.query(
      'SELECT $1::int8 AS whole, $2::numeric AS decimal, $3::bytea AS bytes, $4::timestamptz AS at, $5::jsonb AS json, $6::bool AS yes, $7::int4 AS small',
      [9223372036854775807n, '0.10000000000000000001', Buffer.from([0, 255, 39]), moment, { a: [1, 'ü'] }, true, 7],
    );
    expect(row).toEqual({
      whole: '9223372036854775807',
      decimal: '0.10000000000000000001',
      bytes: Buffer.from([0, 255, 39]),
      at: moment,
      json: { a: [1, 'ü'] },
      yes: true,
      small: 7,
    });
  });

  it('takes arrays of whole numbers, texts and bytes', async () => {
    const texts = ['plain', 'quo"te, comma', 'back\\slash', '', '{brace}', '💩', null];
    const rows = await database.query(
      'SELECT * FROM unnest($1::int8[], $2::text[], $3::bytea[]) AS row (whole, text, bytes)',
      [texts.map((_, index) => BigInt(index) + 2n ** 60n), texts, texts.map((text) => Buffer.from(text ?? 'none'))],
    );
    expect(rows).toEqual(
      texts.map((text, index) => ({
        whole: String(BigInt(index) + 2n ** 60n),
        text,
        bytes: Buffer.from(text ?? 'none'),
      })),
    );
  });

  it('finds its tables by their plain names, in its own schema', async () => {
    const [row] = await database.query("SELECT current_schema() AS schema, 'accounts'::regclass::text AS name");
    expect(row).toEqual({ schema: 'ledger', name: 'accounts' });
  });

  it('returns a large answer whole', async () => {
    const rows = await database.query("SELECT n, repeat('x', 100) AS filling FROM generate_series(1, 50000) AS n");
    expect(rows).toHaveLength(50_000);
    expect(rows.at(-1)).toEqual({ n: 50_000, filling: 'x'.repeat(100) });
  });

  it('keeps all of a transaction when it ends well and nothing when it throws', async () => {
    await database.transaction(async (query) => {
      await query("INSERT INTO accounts (id, owner, balance) VALUES (1, 'a', 10)");
      await query("INSERT INTO accounts (id, owner, balance) VALUES (2, 'b', 20)");
    });
    const failure = new Error('the caller changed its mind');
    const failing = database.transaction(async (query) => {
      await query('UPDATE accounts SET balance = 0');
      throw failure;
    });
    await expect(failing).rejects.toBe(failure);
    expect(await balances()).toEqual(['10', '20']);
  });

  it('does not pass off a transaction as kept when a failed statement in it was ignored', async () => {
    const careless = database.transaction(async (query) => {
      await query("INSERT INTO accounts (id, owner, balance) VALUES (1, 'a', 10)");
      await query('SELECT 1 / 0').catch(() => {});
    });
    await expect(careless).rejects.toThrow('a failed statement was ignored');
    expect(await balances()).toEqual([]);
  });

  it('refuses a statement that comes after its transaction', async () => {
    let leaked: Database['query'] | undefined;
    await database.transaction(async (query) => {
      leaked = query;
    });
    await expect(leaked?.('SELECT 1')).rejects.toThrow('the transaction is over');
  });

  it('names the constraint that a row broke', async () => {
    await open(1, 10n);
    const cases = [
      ['INSERT INTO accounts (id, owner, balance) VALUES (2, $1, 0)', ['owner 1'], 'accounts_owner_unique', '23505'],
      ['UPDATE accounts SET balance = $1', [-1], 'accounts_balance_positive', '23514'],
      ['INSERT INTO entries (account_id) VALUES ($1)', [77], 'entries_account_id_fkey', '23503'],
      ['INSERT INTO accounts (id, owner, balance) VALUES ($1, NULL, 0)', [3], '', '23502'],
    ] as const;
    for (const [sql, params, constraint, sqlState] of cases) {
      const failure = await database.query(sql, params).catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(ConstraintViolated);
      expect(failure).toMatchObject({ constraint, sqlState });
    }
    expect(await balances()).toEqual(['10']);
  });

  it('lets a mistake in SQL through as the bug that it is, and goes on', async () => {
    await expect(database.query('SELEC 1')).rejects.toMatchObject({ code: '42601' });
    await expect(database.query('SELECT $1::int', ['seven'])).rejects.toMatchObject({ code: '22P02' });
    await expect(database.query('SELECT 1 AS one')).resolves.toEqual([{ one: 1 }]);
  });

  it('loses no update among 20 transactions at once', async () => {
    await open(1, 0n);
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        database.transaction(async (query) => {
          const [row] = await query<{ balance: string }>('SELECT balance FROM accounts WHERE id = 1 FOR UPDATE');
          await query('UPDATE accounts SET balance = $1 WHERE id = 1', [BigInt(row?.balance ?? 0) + 1n]);
          await query('INSERT INTO entries (account_id, note) VALUES (1, $1)', [`entry ${index}`]);
        }),
      ),
    );
    expect(await balances()).toEqual(['20']);
    expect(await database.query('SELECT count(DISTINCT note)::int AS notes FROM entries')).toEqual([{ notes: 20 }]);
  });

  it('does a transaction again that collided with another', async () => {
    await open(1, 0n);
    let conflicts = 0;
    const add = () =>
      database
        .transaction(
          async (query) => {
            const [row] = await query<{ balance: string }>('SELECT balance FROM accounts WHERE id = 1');
            await query('UPDATE accounts SET balance = $1 WHERE id = 1', [BigInt(row?.balance ?? 0) + 1n]);
          },
          { isolation: 'SERIALIZABLE' },
        )
        .catch((error: unknown) => {
          if (error instanceof TransactionConflicted) conflicts++;
          throw error;
        });
    await Promise.all(Array.from({ length: 8 }, () => retryConflicts(30, add)));
    expect(await balances()).toEqual(['8']);
    if (kind === 'postgres') expect(conflicts).toBeGreaterThan(0); // the embedded one runs them one after another
  });

  it('refuses to write in a transaction that is for reading', async () => {
    const writing = database.transaction((query) => query('DELETE FROM accounts'), { readOnly: true });
    await expect(writing).rejects.toBeInstanceOf(DatabaseUnavailable);
  });

  it('says that it is healthy while it is', async () => {
    await expect(database.healthy(1000)).resolves.toBe(true);
  });

  it('runs its migrations once, with any server first and however often', async () => {
    const executed = await database.query('SELECT name FROM migrations ORDER BY id');
    expect(executed).toEqual([{ name: 'CreateAccounts1700000000001' }, { name: 'CreateEntries1700000000002' }]);
  });

  it('closes while statements run, after them, and answers later ones with unavailable', async () => {
    const other = await openSample(await source.fresh());
    const running = other.query('SELECT pg_sleep(0.3)');
    await new Promise((resolve) => setTimeout(resolve, 50));
    await Promise.all([other.close(), other.close()]);
    await expect(running).resolves.toHaveLength(1);
    await expect(other.query('SELECT 1')).rejects.toBeInstanceOf(DatabaseUnavailable);
    await expect(other.healthy(100)).resolves.toBe(false);
  });
});
