import { APPEND_BLOCK, appendValues } from '@app/infrastructure/sql/ledger/append-block-statement.js';
import { SqlBlockStore } from '@app/infrastructure/sql/ledger/sql-block-store.js';
import { SqlEventLog } from '@app/infrastructure/sql/ledger/sql-event-log.js';
import { positionalValues } from '@app/infrastructure/sql/positional-values.js';
import type { Database } from '@app/infrastructure/typeorm/database.js';
import { RunningBalances1795806280000 } from '@app/infrastructure/typeorm/ledger/migrations/1795806280000-running-balances.js';
import { PlaceCompletedRuns1795806281000 } from '@app/infrastructure/typeorm/ledger/migrations/1795806281000-place-completed-runs.js';
import { openLedgerDatabase } from '@app/infrastructure/typeorm/ledger/open-ledger-database.js';
import { LEDGER_EVENTS } from '@app/reporting';
import type { QueryRunner } from 'typeorm';
import { type PostgresServer, startPostgres } from '../support/postgres.js';
import { rewardBlock } from '../support/reward-block.js';

const RUN = '00000000-0000-4000-8000-000000000001';
const BEGIN = `INSERT INTO zakat_runs (id, pool_address, period) VALUES ('${RUN}', sha256(''), '1448')`;
const COMPLETE = `UPDATE zakat_runs SET completed_at = now() WHERE id = '${RUN}'`;
const REOPEN = `UPDATE zakat_runs SET completed_at = NULL WHERE id = '${RUN}'`;

describe('completed runs and blocks that are committed at once', () => {
  let server: PostgresServer;
  let database: Database;
  let store: SqlBlockStore;
  let log: SqlEventLog;
  let { block, effects } = rewardBlock(undefined, 'first');

  beforeAll(async () => {
    server = await startPostgres();
    const storage = { kind: 'postgres', url: server.url } as const;
    database = await openLedgerDatabase(storage, { applicationName: 'event places', log: { warn: () => {} } });
    store = new SqlBlockStore(database);
    log = new SqlEventLog(database);
    await store.append(block, effects);
    await database.query(BEGIN);
  }, 60_000);
  afterAll(async () => {
    await database?.close();
    await server?.stop();
  });

  const next = (name: string) => {
    ({ block, effects } = rewardBlock(effects.tip, name));
    return positionalValues(APPEND_BLOCK, appendValues(block, effects));
  };
  const eventsBehind = async (after: bigint) => {
    const { events } = await log.page({ after, limit: 100, types: new Set(LEDGER_EVENTS) });
    return events.map(({ type }) => type);
  };

  it('place a run behind the block that was being committed', async () => {
    const read = await log.end();
    let completing: Promise<unknown> | undefined;
    await database.transaction(async (query) => {
      await query(APPEND_BLOCK.sql, next('second'));
      completing = database.query(COMPLETE);
      await server.untilLocked();
      expect(await log.end()).toBe(read);
    });
    await completing;
    expect(await eventsBehind(read)).toEqual(['block.created', 'transaction.mined', 'zakat.run.completed']);
  });

  it('place a block behind the run that was being completed, and a run that is resumed once more', async () => {
    const read = await log.end();
    await database.query(REOPEN);
    let appending: Promise<unknown> | undefined;
    await database.transaction(async (query) => {
      await query(COMPLETE);
      appending = database.query(APPEND_BLOCK.sql, next('third'));
      await server.untilLocked();
      expect(await log.end()).toBe(read);
    });
    await appending;
    expect(await eventsBehind(read)).toEqual(['zakat.run.completed', 'block.created', 'transaction.mined']);
    const { events } = await log.page({ after: -1n, limit: 100, types: new Set(['zakat.run.completed']) });
    expect(events.map(({ data }) => data)).toEqual([0, 1].map(() => ({ period: '1448', run: RUN, units: 0n })));
    expect(new Set(events.map(({ id }) => id)).size).toBe(2);
  });

  it('tell the same of records that are older than the log', async () => {
    const migrations = [new PlaceCompletedRuns1795806281000(), new RunningBalances1795806280000()];
    const runner = { query: (sql: string) => database.query(sql) } as unknown as QueryRunner;
    for (const migration of migrations) await migration.down(runner);
    const lines = randomHistories();
    await database.query(
      `INSERT INTO wallet_history (address, transaction_key, received, sent, credited, debited)
       SELECT address, transaction_key, credited > 0, debited > 0, credited, debited FROM jsonb_to_recordset($1::jsonb)
         AS l(address bigint, transaction_key bigint, credited bigint, debited bigint)`,
      [JSON.stringify(lines)],
    );
    for (const migration of migrations.toReversed()) await migration.up(runner);
    const stored = await database.query(
      'SELECT address, transaction_key, balance FROM wallet_history WHERE address > 1000 ORDER BY address, transaction_key',
    );
    expect(stored.map((row) => [Number(row.address), Number(row.transaction_key), Number(row.balance)])).toEqual(
      lines.map((line) => [line.address, line.transaction_key, line.balance]),
    );
    // Once for the run, behind the last block of its time.
    expect(await eventsBehind(-1n)).toContain('zakat.run.completed');
  });
});

/** Of wallets that are not on the chain, with what each holds after each line. */
function randomHistories() {
  return Array.from({ length: 5 }, (_, wallet) => {
    let balance = 0;
    return Array.from({ length: 40 }, (_, at) => {
      const debited = Math.floor(Math.random() * balance);
      const credited = 1 + Math.floor(Math.random() * 100);
      balance += credited - debited;
      return { address: 1001 + wallet, transaction_key: 100 + at * 7 + wallet, credited, debited, balance };
    });
  }).flat();
}
