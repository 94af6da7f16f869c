import { ForkedChain } from '@app/chain';
import { APPEND_BLOCK, appendValues } from '@app/infrastructure/sql/ledger/append-block-statement.js';
import { SqlBlockStore } from '@app/infrastructure/sql/ledger/sql-block-store.js';
import { positionalValues } from '@app/infrastructure/sql/positional-values.js';
import type { Database } from '@app/infrastructure/typeorm/database.js';
import { ledgerEntities, ledgerMigrations } from '@app/infrastructure/typeorm/ledger/schema.js';
import { openDatabase } from '@app/infrastructure/typeorm/open-database.js';
import { type PostgresServer, startPostgres } from '../support/postgres.js';
import { rewardBlock } from '../support/reward-block.js';

describe('appending while another append is not yet committed', () => {
  let server: PostgresServer;
  let database: Database;
  let store: SqlBlockStore;
  const first = rewardBlock(undefined, 'first');

  beforeAll(async () => {
    server = await startPostgres();
    database = await openDatabase({
      storage: { kind: 'postgres', url: server.url },
      schema: 'ledger',
      entities: ledgerEntities,
      migrations: ledgerMigrations,
      applicationName: 'append race',
      log: { warn: () => {} },
    });
    store = new SqlBlockStore(database);
  }, 60_000);
  afterAll(async () => {
    await database?.close();
    await server?.stop();
  });

  /** Appends `held` in a transaction that stays open until `meanwhile` waits for it, then commits it. */
  async function holding(held: typeof first, meanwhile: () => Promise<void>): Promise<PromiseSettledResult<void>> {
    const parameters = positionalValues(APPEND_BLOCK, appendValues(held.block, held.effects));
    let outcome: Promise<PromiseSettledResult<void>[]> | undefined;
    await database.transaction(async (query) => {
      await query(APPEND_BLOCK.sql, parameters);
      outcome = Promise.allSettled([meanwhile()]);
      await server.untilLocked();
    });
    return (await outcome!)[0]!;
  }

  // As after an answer that was lost: the first attempt still runs at the server when the second arrives.
  it('succeeds when the other one stores the same block', async () => {
    expect(await holding(first, () => store.append(first.block, first.effects))).toEqual({ status: 'fulfilled' });
    expect((await store.tip())!.hash).toEqual(first.block.hash);
  });

  it('finds a fork when the other one stores another block', async () => {
    const [one, other] = [rewardBlock(first.effects.tip, 'one'), rewardBlock(first.effects.tip, 'other')];
    const outcome = await holding(one, () => store.append(other.block, other.effects));
    expect(outcome).toMatchObject({ status: 'rejected', reason: expect.any(ForkedChain) });
    expect((await store.tip())!.hash).toEqual(one.block.hash);
  });
});
