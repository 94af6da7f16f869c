import { ConstraintViolated, DatabaseUnavailable } from '@app/infrastructure/sql/database.errors.js';
import type { Database } from '@app/infrastructure/typeorm/database.js';
import { BIGINT, HEX, MOMENT, optional, TEXT } from '@app/infrastructure/typeorm/entities/columns.js';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Column, Entity, type EntityManager, MoreThan, PrimaryColumn } from 'typeorm';
import { type PostgresServer, startPostgres } from '../support/postgres.js';
import { STORAGE_KINDS, type StorageSource, startStorage } from '../support/storage.js';
import { openSample } from './sample-schema.js';

@Entity('accounts')
class Account {
  @PrimaryColumn(BIGINT)
  id!: bigint;

  @Column(TEXT)
  owner!: string;

  @Column(BIGINT)
  balance!: bigint;

  @Column({ ...HEX, name: 'key', default: () => "'\\x00ff'" })
  keyHex!: string;
}

@Entity('entries')
class Entry {
  @PrimaryColumn({ ...BIGINT, generated: 'identity', generatedIdentity: 'BY DEFAULT' })
  id!: bigint;

  @Column({ ...optional(BIGINT), name: 'account_id' })
  accountId?: bigint;

  @Column({ ...MOMENT, name: 'at' })
  atMs!: number;

  @Column(optional(TEXT))
  note?: string;
}

const entities = [Account, Entry];

describe.each(STORAGE_KINDS)('repositories on %s', (kind) => {
  let source: StorageSource;
  let database: Database;
  beforeAll(async () => {
    source = await startStorage(kind);
    database = await openSample(await source.fresh(), { entities });
  });
  afterEach(() => database.query('TRUNCATE accounts, entries RESTART IDENTITY'));
  afterAll(async () => {
    await database?.close();
    await source?.stop();
  });

  const account = (id: bigint, balance = 0n) => ({ id, owner: `owner ${id}`, balance });

  it('keep a bigint, bytes, a moment and what is missing, and find by them', async () => {
    const { manager } = database;
    await manager.insert(Account, { ...account(2n ** 62n, 9_007_199_254_740_993n), keyHex: 'c0ffee' });
    expect(await manager.find(Account, { where: { balance: MoreThan(9_007_199_254_740_992n) } })).toEqual([
      { id: 2n ** 62n, owner: `owner ${2n ** 62n}`, balance: 9_007_199_254_740_993n, keyHex: 'c0ffee' },
    ]);
    const atMs = Date.UTC(2026, 1, 3, 4, 5, 6, 789);
    await manager.insert(Entry, { atMs, accountId: undefined });
    expect(await manager.findOneBy(Entry, { atMs })).toEqual({ id: 1n, atMs, accountId: undefined, note: undefined });
    expect(await manager.findOneBy(Entry, { atMs: MoreThan(atMs) })).toBeNull();
    expect((await manager.update(Entry, { atMs }, { note: 'seen' })).affected).toBe(1);
    expect((await manager.delete(Entry, { note: 'seen' })).affected).toBe(1);
  });

  it('name the constraint that a row broke, as statements do', async () => {
    await database.manager.insert(Account, account(1n));
    const failures = [
      [{ ...account(2n), owner: 'owner 1' }, 'accounts_owner_unique', '23505'],
      [account(3n, -1n), 'accounts_balance_positive', '23514'],
    ] as const;
    for (const [row, constraint, sqlState] of failures) {
      const failure = await database.manager.insert(Account, row).catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(ConstraintViolated);
      expect(failure).toMatchObject({ constraint, sqlState });
    }
  });

  it('take part in a transaction, are undone with it and say when they come too late', async () => {
    let leaked: EntityManager | undefined;
    const failing = database.transaction(async (query, manager) => {
      leaked = manager;
      await manager.insert(Account, account(1n));
      const lock = { mode: 'pessimistic_write' } as const;
      expect(await manager.findOne(Account, { where: { id: 1n }, lock })).toMatchObject({ owner: 'owner 1' });
      expect(await query('SELECT id FROM accounts')).toEqual([{ id: '1' }]);
      throw new Error('the caller changed its mind');
    });
    await expect(failing).rejects.toThrow('the caller changed its mind');
    expect(await database.manager.count(Account)).toBe(0);
    await expect(leaked?.count(Account)).rejects.toThrow('the transaction is over');
    await database.transaction((_, manager) => manager.insert(Account, account(1n)));
    expect(await database.manager.count(Account)).toBe(1);
  });

  it('begin no transaction of their own', async () => {
    await expect(database.manager.transaction(async () => {})).rejects.toThrow('Database.transaction');
    await expect(database.manager.save(Account, account(1n))).rejects.toThrow('Database.transaction');
    expect(await database.manager.count(Account)).toBe(0);
  });
});

describe('repositories whose server goes away', () => {
  let server: PostgresServer;
  let database: Database;
  beforeAll(async () => {
    server = await startPostgres();
    const url = await server.createDatabase('repositories');
    database = await openSample({ kind: 'postgres', url }, { entities, statementTimeoutMs: 3000 });
    await database.query(`
      CREATE FUNCTION sleep() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(20); RETURN NEW; END $$;
      CREATE TRIGGER slow BEFORE INSERT ON accounts FOR EACH ROW WHEN (NEW.owner = 'slow') EXECUTE FUNCTION sleep()`);
  });
  afterAll(async () => {
    await database?.close();
    await server?.stop();
  });

  const slow = { id: 1n, owner: 'slow', balance: 0n };

  it('fail as statements do: unavailable, the outcome unknown when the statement commits itself', async () => {
    const viaSql = database.query("INSERT INTO accounts VALUES (1, 'slow', 0)");
    const alone = database.manager.insert(Account, slow);
    const within = database.transaction((_, manager) => manager.insert(Account, slow));
    const all = Promise.allSettled([viaSql, alone, within]);
    await terminateThose(3);
    const failures = (await all).map((outcome) => (outcome as PromiseRejectedResult).reason);
    for (const failure of failures) expect(failure).toBeInstanceOf(DatabaseUnavailable);
    expect(failures.map(({ code, ambiguous }) => [code, ambiguous])).toEqual([
      ['database_unavailable', true],
      ['database_unavailable', true],
      ['database_unavailable', false],
    ]);
    expect(await database.manager.count(Account)).toBe(0);
  });

  it("end with the server's limit on a statement", async () => {
    await expect(database.manager.insert(Account, slow)).rejects.toMatchObject({ code: 'database_unavailable' });
  });

  async function terminateThose(wanted: number): Promise<void> {
    const sleeping = `FROM pg_stat_activity WHERE wait_event = 'PgSleep'`;
    for (const deadline = Date.now() + 10_000; Date.now() < deadline; ) {
      const [row] = await server.run(`SELECT count(*)::int AS found ${sleeping}`);
      if (row?.found === wanted) break;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(await server.run(`SELECT pg_terminate_backend(pid) ${sleeping}`)).toHaveLength(wanted);
  }
});
