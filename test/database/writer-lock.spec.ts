import { DatabaseUnavailable } from '@app/infrastructure/sql/database.errors.js';
import type { Database } from '@app/infrastructure/typeorm/database.js';
import type { Storage } from '@app/infrastructure/typeorm/open-database.js';
import { type WriterLock, writerLockFor } from '@app/infrastructure/typeorm/writer-lock.js';
import { type PostgresServer, startPostgres } from '../support/postgres.js';
import { STORAGE_KINDS, startStorage } from '../support/storage.js';
import { openSample } from './sample-schema.js';

it.each(STORAGE_KINDS)(
  'is to be had on %s by a process that is alone',
  async (kind) => {
    const source = await startStorage(kind);
    const storage: Storage = await source.fresh();
    const database = await openSample(storage);
    const lock = writerLockFor(database, storage.kind === 'postgres' ? storage.url : undefined);
    await expect(lock.tryAcquire()).resolves.toBe(true);
    await expect(lock.tryAcquire()).resolves.toBe(true);
    await lock.release();
    await database.close();
    await source.stop();
  },
  30_000,
);

describe('the writer lock of a shared server', () => {
  let server: PostgresServer;
  let database: Database;
  const locks: WriterLock[] = [];

  beforeAll(async () => {
    server = await startPostgres();
    database = await openSample({ kind: 'postgres', url: server.url });
  });
  afterEach(async () => {
    await Promise.all(locks.splice(0).map((lock) => lock.release()));
  });
  afterAll(async () => {
    await database?.close();
    await server?.stop();
  });

  function contender(): WriterLock {
    const lock = writerLockFor(database, server.url);
    locks.push(lock);
    return lock;
  }
  const terminateHolder = () =>
    server.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'mizan ledger writer'");

  it('goes to one of many that ask at once, and to another after its release', async () => {
    const contenders = Array.from({ length: 6 }, contender);
    const answers = await Promise.all(contenders.map((lock) => lock.tryAcquire()));
    expect(answers.filter(Boolean)).toHaveLength(1);
    await contenders[answers.indexOf(true)]?.release();
    const later = await Promise.all(contenders.map((lock) => lock.tryAcquire()));
    expect(later.filter(Boolean)).toHaveLength(1);
  });

  it('is another one for another schema', async () => {
    const registry = await openSample({ kind: 'postgres', url: server.url }, { schema: 'registry' });
    const other = writerLockFor(registry, server.url);
    await expect(contender().tryAcquire()).resolves.toBe(true);
    await expect(other.tryAcquire()).resolves.toBe(true);
    await other.release();
    await registry.close();
  });

  it('tells its holder once when it is lost, and can be taken again', async () => {
    const lock = contender();
    let losses = 0;
    lock.onLost(() => losses++);
    await lock.tryAcquire();
    expect(await terminateHolder()).toHaveLength(1);
    while (losses === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    await expect(lock.tryAcquire()).resolves.toBe(true);
    await lock.release();
    expect(losses).toBe(1); // giving it back is no loss
  });

  it('says unavailable, not "held by another", when the server is gone', async () => {
    const lock = contender();
    await server.kill9();
    await expect(lock.tryAcquire()).rejects.toBeInstanceOf(DatabaseUnavailable);
    await server.start();
    await expect(lock.tryAcquire()).resolves.toBe(true);
  });
});
