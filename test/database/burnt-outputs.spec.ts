import { randomBytes } from 'node:crypto';
import {
  type BlockStore,
  BURN_ADDRESS,
  BURN_HASH,
  type ChainTip,
  COINBASE_REWARD,
  type Transaction,
  toHex,
  transactionId,
} from '@app/chain';
import { SqlBlockStore } from '@app/infrastructure/sql/ledger/sql-block-store.js';
import type { SupabaseDatabase } from '@app/infrastructure/supabase/supabase-database.js';
import { SupabaseWriterLease } from '@app/infrastructure/supabase/supabase-writer-lease.js';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type OpenedStatements, openStatements } from '../contracts/ledger-statements.js';
import { rewardBlock } from '../support/reward-block.js';
import { EMBEDDED_AND_SUPABASE } from '../support/running-ledger.js';

jest.setTimeout(60_000);

/** One transaction of a block, and the keys of the outputs that the books say it spends. */
interface Step {
  readonly transaction: Transaction;
  readonly spentKeys: readonly number[];
}

/**
 * What a server with a fault, or another program, could append: nothing but the database looks at it. Outputs have the keys 0, of
 * the first block, then 1 and so on.
 */
describe.each(EMBEDDED_AND_SUPABASE)('an output of the burn address on %s', (kind) => {
  const first = rewardBlock(undefined, 'first');
  const reward = first.block.transactions[0]!;
  const owner = reward.outputs[0]!.pubKeyHash;
  const burning = spending(reward, BURN_HASH);
  const fetching = spending(burning, owner);
  let opened: OpenedStatements;
  let lease: SupabaseWriterLease | undefined;
  let store: BlockStore;
  let tip: ChainTip = first.effects.tip;

  beforeAll(async () => {
    opened = await openStatements(kind);
    store = new SqlBlockStore(opened.statements);
    if (kind === 'supabase') {
      lease = new SupabaseWriterLease(opened.statements as SupabaseDatabase);
      await lease.acquire();
    }
    await store.append(first.block, first.effects);
  });
  afterAll(async () => {
    await lease?.release();
    await opened?.stop();
  });

  it('is not left unspent by the block that makes it', async () => {
    await expect(append([{ transaction: burning, spentKeys: [0] }], tip.supply)).rejects.toThrow(
      'leaves a burnt output',
    );
    expect(await store.tip()).toEqual(tip);
  });

  it('is not spent by another transaction of its block', async () => {
    const fetched = [
      { transaction: burning, spentKeys: [0] },
      { transaction: fetching, spentKeys: [1] },
    ];
    await expect(append(fetched, tip.supply)).rejects.toThrow('leaves a burnt output');
    expect(await store.tip()).toEqual(tip);
  });

  it('is not spent by a block after it', async () => {
    await append([{ transaction: burning, spentKeys: [0, 1] }], tip.supply - COINBASE_REWARD);
    const burnt = tip;
    await expect(append([{ transaction: fetching, spentKeys: [1] }], burnt.supply)).rejects.toThrow('spends_pkey');
    await expect(append([{ transaction: fetching, spentKeys: [] }], burnt.supply)).rejects.toThrow();
    expect(await store.tip()).toEqual(burnt);
  });

  it('leaves everybody else to pay', async () => {
    const next = rewardBlock(tip, 'next');
    await store.append(next.block, next.effects);
    expect(await store.tip()).toEqual(next.effects.tip);
  });

  /** Says that it balances, with `supply`, so that nothing but the outputs themselves can be refused. */
  async function append(steps: readonly Step[], supply: bigint): Promise<void> {
    const header = { ...tip.header, height: tip.header.height + 1, prevHash: tip.hash };
    const hash = randomBytes(32);
    const spent = steps.flatMap(({ spentKeys }) => spentKeys);
    const next: ChainTip = {
      ...tip,
      header,
      hash,
      supply,
      unspentCount: tip.unspentCount + steps.length - spent.length,
      nextTransactionKey: tip.nextTransactionKey + steps.length,
      nextOutputKey: tip.nextOutputKey + steps.length,
    };
    const transactions = steps.map(({ transaction, spentKeys }) => {
      const receiver = toHex(transaction.outputs[0]!.pubKeyHash);
      const sender = receiver === BURN_ADDRESS ? toHex(owner) : BURN_ADDRESS;
      const record = { type: 'send' as const, sender, receiver, amount: COINBASE_REWARD };
      return { record, spentKeys, payers: [sender], companions: [] };
    });
    const block = { header, hash, transactions: steps.map(({ transaction }) => transaction) };
    await store.append(block, { tip: next, transactions });
    tip = next;
  }
});

/** Pays the only output of `from` to `pubKeyHash`. Its signature is nothing that a database looks at. */
function spending(from: Transaction, pubKeyHash: Uint8Array): Transaction {
  const inputs = [{ txid: from.id, vout: 0, signature: Buffer.alloc(64, 1), publicKey: Buffer.alloc(33, 2) }];
  const outputs = [{ value: COINBASE_REWARD, pubKeyHash }];
  return { id: transactionId(inputs, outputs), inputs, outputs };
}
