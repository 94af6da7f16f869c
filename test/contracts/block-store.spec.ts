import type { BlockStore } from '@app/chain';
import { DamagedStore, ForkedChain, SpentOutputs, toHex } from '@app/chain';
import { MemoryChainStore } from '@app/infrastructure/memory/memory-chain-store.js';
import { MemoryUnspentOutputs, MemoryWalletHistory } from '@app/infrastructure/memory/memory-wallets.js';
import { SqlBlockStore } from '@app/infrastructure/sql/ledger/sql-block-store.js';
import { SqlTransactionRecords } from '@app/infrastructure/sql/ledger/sql-transaction-records.js';
import { SqlUnspentOutputs } from '@app/infrastructure/sql/ledger/sql-unspent-outputs.js';
import { SqlWalletHistory } from '@app/infrastructure/sql/ledger/sql-wallet-history.js';
import type { SupabaseDatabase } from '@app/infrastructure/supabase/supabase-database.js';
import { SupabaseWriterLease } from '@app/infrastructure/supabase/supabase-writer-lease.js';
import type { UnspentOutputs } from '@app/utxo';
import { parseAddress, type WalletHistory } from '@app/wallet';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { rewardBlock } from '../support/reward-block.js';
import { LEDGER_STORAGE_KINDS } from '../support/running-ledger.js';
import { type OpenedStatements, openStatements } from './ledger-statements.js';

describe.each(['memory', ...LEDGER_STORAGE_KINDS] as const)('the stores of the chain on %s', (kind) => {
  let opened: OpenedStatements | undefined;
  let lease: SupabaseWriterLease | undefined;
  let store: BlockStore & SpentOutputs;
  let unspent: UnspentOutputs;
  let history: WalletHistory;
  const first = rewardBlock(undefined, 'first');
  const second = rewardBlock(first.effects.tip, 'second', [], 2n ** 63n - 1n);
  const owner = parseAddress(toHex(first.block.transactions[0]!.outputs[0]!.pubKeyHash));

  beforeAll(async () => {
    if (kind === 'memory') {
      const memory = new MemoryChainStore();
      store = memory;
      unspent = new MemoryUnspentOutputs(memory);
      history = new MemoryWalletHistory(memory);
      return;
    }
    opened = await openStatements(kind);
    store = new SqlBlockStore(opened.statements);
    unspent = new SqlUnspentOutputs(opened.statements);
    history = new SqlWalletHistory(opened.statements);
    if (kind === 'supabase') {
      lease = new SupabaseWriterLease(opened.statements as SupabaseDatabase);
      await lease.acquire();
    }
  }, 60_000);
  afterAll(async () => {
    await lease?.release();
    await opened?.stop();
  });

  it('begin empty', async () => {
    expect(await store.tip()).toBeUndefined();
    expect(await store.hasLooseEnd()).toBe(false);
    expect(await store.blockAt(0)).toBeUndefined();
    expect(await store.summaries(0, 10, 'asc')).toEqual([]);
  });

  it('give back what was appended, to the byte and to the unit', async () => {
    await store.append(first.block, first.effects);
    await store.append(second.block, second.effects);
    expect(await store.tip()).toEqual(second.effects.tip);
    expect(await store.blockAt(1)).toEqual(second.block);
    expect(await store.heightOf(second.block.hash)).toBe(1);
    expect((await store.summaries(0, 10, 'asc')).map(({ height }) => height)).toEqual([0, 1]);
    expect((await store.summaries(1, 1, 'desc')).map(({ hash }) => toHex(hash))).toEqual([toHex(second.block.hash)]);
    const placed = await store.transaction(second.block.transactions[0]!.id);
    expect(placed).toMatchObject({ key: 1, height: 1, position: 0 });
    expect(await store.hasLooseEnd()).toBe(false);
    expect(await store.spentAmong([{ txid: Buffer.alloc(32, 9), vout: 0 }])).toEqual(new Map());
  });

  it('take the stored tip again and change nothing', async () => {
    await store.append(second.block, second.effects);
    expect(await store.tip()).toEqual(second.effects.tip);
  });

  it('refuse a block that does not follow the tip', async () => {
    const rival = rewardBlock(first.effects.tip, 'rival');
    await expect(store.append(rival.block, rival.effects)).rejects.toBeInstanceOf(ForkedChain);
    expect(await store.tip()).toEqual(second.effects.tip);
  });

  it('list what is unspent, and where it was made', async () => {
    const coins = [];
    for await (const page of unspent.asOf(second.effects.tip)) coins.push(...page);
    expect(coins.map(({ key, vout, value, address }) => [key, vout, value, address])).toEqual([
      [0, 0, 15_000n, owner],
      [1, 0, 15_000n, owner],
    ]);
    const before = [];
    for await (const page of unspent.asOf(first.effects.tip)) before.push(...page);
    expect(before).toHaveLength(1);
    expect(await unspent.heights([0, 1, 99])).toEqual(new Map([[0, 0], [1, 1]])); // biome-ignore format: pairs
  });

  it('page through a wallet in both directions', async () => {
    const query = { address: owner, direction: 'received', limit: 1 } as const;
    const newest = await history.page({ ...query, order: 'desc', afterKey: undefined });
    expect(newest.rows.map(({ key }) => key)).toEqual([1]);
    expect((await history.page({ ...query, order: 'desc', afterKey: 1 })).rows.map(({ key }) => key)).toEqual([0]);
    expect((await history.page({ ...query, order: 'asc', afterKey: 0 })).rows.map(({ key }) => key)).toEqual([1]);
    expect(await history.page({ ...query, direction: 'sent', order: 'asc', afterKey: undefined })).toEqual({
      rows: [],
      hasMore: false,
    });
  });

  if (kind !== 'memory') {
    it('keep the largest amount there is', async () => {
      const records = new SqlTransactionRecords(opened!.statements);
      const { totals, transactions } = await records.books(owner, { afterKey: -1, limit: 10 });
      expect(transactions.rows[1]!.record.amount).toBe(2n ** 63n - 1n);
      expect(totals.received).toBe(2n ** 63n - 1n + 15_000n);
    });

    it('say of a block without its transactions that it is damaged', async () => {
      await opened!.database.query('DELETE FROM transactions WHERE key = 1');
      await expect(store.blockAt(1)).rejects.toBeInstanceOf(DamagedStore);
    });
  }
});
