import { ZakatPeriodOnce1795703000000 } from '@app/infrastructure/typeorm/ledger/migrations/1795703000000-zakat-period-once.js';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { QueryRunner } from 'typeorm';
import { openStore } from '../support/open-store.js';
import { Ledger } from '../support/running-ledger.js';
import { STORAGE_KINDS } from '../support/storage.js';

const PERIOD = '1448';
const OTHER_POOL = 'cd'.repeat(32);
const SECOND_RUN = '00000000-0000-4000-8000-000000000002';

/** As the migration left it, and as a later one has made it for runs of assessments. */
const ONE_CONSTRAINT = [
  'DROP INDEX zakat_runs_one_per_period',
  'ALTER TABLE zakat_runs ADD CONSTRAINT zakat_runs_one_per_period UNIQUE (period)',
];
const ONE_INDEX = [
  'ALTER TABLE zakat_runs DROP CONSTRAINT zakat_runs_one_per_period',
  'CREATE UNIQUE INDEX zakat_runs_one_per_period ON zakat_runs (period) WHERE assessment_id IS NULL',
];

jest.setTimeout(60_000);

describe.each(STORAGE_KINDS)('a period that was charged for two pools, on %s', (kind) => {
  let ledger: Ledger;
  let first: Awaited<ReturnType<Ledger['client']['post']>>;

  beforeAll(async () => {
    ledger = await Ledger.start(kind, { ZAKAT_WALLET_ADDRESS: 'ab'.repeat(32) });
    const rich = await ledger.client.register('Rich');
    await ledger.client.fund(rich.address);
    first = await ledger.client.post('/zakat/run', { period: PERIOD });
    await ledger.stop();
  });
  afterAll(() => ledger?.dispose());

  it('stays with the first run when the store is brought up to date, and is not charged again', async () => {
    await withStore(async (runner) => {
      const migration = new ZakatPeriodOnce1795703000000();
      await migration.down(runner);
      // Cut off half-way, as it may have been when the server was updated.
      await runner.query(
        `INSERT INTO zakat_runs (id, pool_address, period, started_at)
         VALUES ('${SECOND_RUN}', '\\x${OTHER_POOL}', '${PERIOD}', now() + interval '1 s')`,
      );
      await migration.up(runner);
      const runs = await runner.query(
        'SELECT id, period, repeated_period, completed_at IS NOT NULL AS completed, total_wallets FROM zakat_runs ORDER BY started_at',
      );
      expect(runs).toEqual([
        { id: expect.any(String), period: PERIOD, repeated_period: null, completed: true, total_wallets: 1 },
        { id: SECOND_RUN, period: null, repeated_period: PERIOD, completed: true, total_wallets: 0 },
      ]);
      await expect(
        runner.query(`UPDATE zakat_runs SET period = '${PERIOD}' WHERE id = '${SECOND_RUN}'`),
      ).rejects.toMatchObject({ constraint: 'zakat_runs_one_per_period' });
    });
    await ledger.start({ ZAKAT_WALLET_ADDRESS: OTHER_POOL });
    const again = await ledger.client.post('/zakat/run', { period: PERIOD });
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(again.json).toEqual(first.json);
    const next = await ledger.client.post('/zakat/run', { period: '1449' });
    expect([next.status, next.headers.get('idempotency-replayed')]).toEqual([200, null]);
  });

  it('can be brought back to the schema before', async () => {
    await ledger.stop();
    await withStore(async (runner) => {
      const migration = new ZakatPeriodOnce1795703000000();
      await migration.down(runner);
      const runs = await runner.query("SELECT id FROM zakat_runs WHERE period = '1448'");
      expect(runs).toHaveLength(2);
      await migration.up(runner);
    });
  });

  async function withStore(work: (runner: QueryRunner) => Promise<void>): Promise<void> {
    const database = await openStore(ledger.store);
    try {
      // Migrations ask nothing else of a runner.
      const runner = { query: (sql: string) => database.query(sql) } as unknown as QueryRunner;
      for (const statement of ONE_CONSTRAINT) await runner.query(statement);
      await work(runner);
      for (const statement of ONE_INDEX) await runner.query(statement);
    } finally {
      await database.close();
    }
  }
});
