import { inTurns } from '@app/kernel';
import { DamagedStore, RuleBroken } from '../chain.errors.js';
import type { Block } from '../model/block.js';
import { equalBytes, sha256, toHex } from '../model/bytes.js';
import type { CoinPage } from '../model/coin-page.js';
import { genesisBlock } from '../model/genesis.js';
import { outpointKey } from '../model/outpoint-key.js';
import { burntUnits, isBurnt, issuedOrder, type OrderKind, orderHash } from '../model/supply.js';
import { COINBASE_VOUT, isCoinbase, type Transaction, type TransactionOutput } from '../model/transaction.js';
import { BY_PARTS } from '../model/transaction-turns.js';
import { UtxoDigest } from '../model/utxo-digest.js';
import { BlockStore, type ChainTip } from '../ports/block-store.js';
import { BlockVerifier } from '../ports/block-verifier.js';
import { type SettledOrder, SupplyOrders, type SupplyTotals } from '../ports/supply-orders.js';

/** Stored outputs that are compared in one turn of the event loop: a few milliseconds. */
const PAGE_OUTPUTS = 8_000;

const VERBS: Readonly<Record<OrderKind, string>> = { issue: 'issue', redemption: 'redeem' };

/** The unspent outputs as the store has them, in pages; see UnspentOutputs in the utxo library. */
export type StoredCoins = AsyncIterable<CoinPage>;

export interface ChainFault {
  /** Height at which the replay stopped, or the tip's for a fault of the whole. */
  readonly height: number;
  /** Stable name of the broken rule. */
  readonly rule: string;
  readonly message: string;
}

export interface ChainVerification {
  readonly ok: boolean;
  readonly height: number;
  readonly blocks: number;
  readonly transactions: number;
  /** Genesis, what the faucet minted and what was issued, less what was redeemed. */
  readonly supply: bigint;
  readonly genesis: bigint;
  readonly faucet: bigint;
  readonly issued: bigint;
  readonly redeemed: bigint;
  readonly unspentCount: number;
  /** 32 bytes; equal on two stores exactly when they hold the same unspent outputs. */
  readonly utxoDigest: Uint8Array;
  readonly fault?: ChainFault;
}

/**
 * Replays the chain from genesis: every header, Merkle root, signature and amount, and compares what results with the
 * stored unspent outputs and totals. What was issued and redeemed must have been approved: the chain names the order of an issue
 * by its hash, and the store has the approvals. Blocks appended meanwhile are left for the next time.
 */
export class VerifyChain {
  private running: Promise<ChainVerification> | undefined;

  constructor(
    private readonly store: BlockStore,
    private readonly verifier: BlockVerifier,
    /** In pages of about so many outputs, spent ones included. */
    private readonly storedCoins: (tip: ChainTip, pageOutputs: number) => StoredCoins,
    private readonly orders: SupplyOrders,
  ) {}

  /** Callers at the same time share one replay. */
  execute(): Promise<ChainVerification> {
    this.running ??= this.verify().finally(() => {
      this.running = undefined;
    });
    return this.running;
  }

  private async verify(): Promise<ChainVerification> {
    const tip = await this.store.tip();
    const replay = emptyReplay();
    if (!tip) return failed(replay, 0, new RuleBroken('empty', 'the store holds no chain'));
    try {
      let parent: Block | undefined;
      for (let height = 0; height <= tip.header.height; height++) {
        parent = await this.replayBlock(height, parent, replay);
      }
      demand(equalBytes(parent!.hash, tip.hash), 'stored-tip', 'the stored tip is not the highest block');
      demand(!(await this.store.hasLooseEnd()), 'loose-end', 'transactions stand above the highest block');
      compareTotals(replay, tip);
      compareOrders(replay, await this.orders.totals(tip.nextTransactionKey));
      await this.compareCoins(tip);
    } catch (error) {
      const broken = error instanceof DamagedStore ? new RuleBroken('damaged', error.message) : error;
      if (!(broken instanceof RuleBroken)) throw error;
      return failed(replay, Math.min(replay.height + 1, tip.header.height), broken);
    }
    return { ...summary(replay), ok: true };
  }

  private async replayBlock(height: number, parent: Block | undefined, replay: Replay): Promise<Block> {
    const block = await this.store.blockAt(height);
    if (!block) throw new RuleBroken('missing-block', 'a block is missing');
    if (height === 0 && !equalBytes(block.hash, genesisBlock().hash)) {
      throw new RuleBroken('genesis', 'the chain starts with another genesis block');
    }
    const spends = new Map<string, TransactionOutput>();
    for await (const { inputs } of inTurns(block.transactions, BY_PARTS)) {
      for (const key of inputs.map(outpointKey)) {
        const spent = replay.unspent.get(key);
        if (spent) spends.set(key, spent);
      }
    }
    await this.verifier.verify(block, parent, spends);
    await this.demandApprovals(block, replay);
    await apply(block, replay);
    return block;
  }

  private async demandApprovals({ transactions }: Block, { carriedOut }: Replay): Promise<void> {
    const changing = transactions.filter((one) => issuedOrder(one) !== undefined || burntUnits(one) > 0n);
    if (changing.length === 0) return;
    const orders = await this.orders.settledBy(changing.map(({ id }) => id));
    for (const transaction of changing) {
      const { kind, hash } = demandApproved(transaction, orders.get(toHex(transaction.id)));
      demand(!carriedOut.has(toHex(hash)), `${kind}-repeated`, `an order to ${VERBS[kind]} was carried out twice`);
      carriedOut.add(toHex(hash));
    }
  }

  private async compareCoins(tip: ChainTip): Promise<void> {
    const digest = new UtxoDigest();
    for await (const page of this.storedCoins(tip, PAGE_OUTPUTS)) digest.addPage(page);
    demand(
      equalBytes(digest.bytes(), tip.utxoDigest),
      'stored-coins',
      'the stored unspent outputs differ from the replay',
    );
  }
}

interface Replay {
  height: number;
  transactions: number;
  outputs: number;
  supply: bigint;
  genesis: bigint;
  issued: bigint;
  redeemed: bigint;
  /** What all of {@link unspent} is worth. */
  unspentUnits: bigint;
  readonly unspent: Map<string, TransactionOutput>;
  readonly txids: Set<string>;
  /** Hashes of the orders that were carried out. */
  readonly carriedOut: Set<string>;
  readonly digest: UtxoDigest;
}

function emptyReplay(): Replay {
  return {
    height: -1,
    transactions: 0,
    outputs: 0,
    supply: 0n,
    genesis: 0n,
    issued: 0n,
    redeemed: 0n,
    unspentUnits: 0n,
    unspent: new Map(),
    txids: new Set(),
    carriedOut: new Set(),
    digest: new UtxoDigest(),
  };
}

async function apply(block: Block, replay: Replay): Promise<void> {
  for await (const transaction of inTurns(block.transactions, BY_PARTS)) {
    demand(!replay.txids.has(toHex(transaction.id)), 'transaction-repeated', 'a transaction stands on the chain twice');
    replay.txids.add(toHex(transaction.id));
    countSupply(transaction, replay);
    for (const input of transaction.inputs) {
      if (input.vout === COINBASE_VOUT) continue;
      const key = outpointKey(input);
      const spent = replay.unspent.get(key)!;
      replay.digest.remove(input, spent);
      replay.unspentUnits -= spent.value;
      replay.unspent.delete(key);
    }
    for (const [vout, output] of transaction.outputs.entries()) {
      if (isBurnt(output)) continue;
      const outpoint = { txid: transaction.id, vout };
      replay.unspent.set(outpointKey(outpoint), withoutBlock(output));
      replay.digest.add(outpoint, output);
      replay.unspentUnits += output.value;
    }
    replay.outputs += transaction.outputs.length;
  }
  replay.transactions += block.transactions.length;
  replay.height = block.header.height;
}

function countSupply(transaction: Transaction, replay: Replay): void {
  const burnt = burntUnits(transaction);
  replay.redeemed += burnt;
  replay.supply -= burnt;
  if (!isCoinbase(transaction)) return;
  const minted = transaction.outputs[0]!.value;
  replay.supply += minted;
  if (replay.transactions === 0 && replay.height < 0) replay.genesis += minted;
  if (issuedOrder(transaction)) replay.issued += minted;
}

/** What was carried out is what was approved, no matter who wrote the block and the rows. */
function demandApproved(transaction: Transaction, order: SettledOrder | undefined): SettledOrder {
  const issued = issuedOrder(transaction);
  const kind = issued ? 'issue' : 'redemption';
  const rule = `${kind}-unapproved`;
  if (order === undefined) throw new RuleBroken(rule, `nobody has ordered this ${kind}`);
  const hash = orderHash(order);
  demand(equalBytes(hash, order.hash), rule, `the order of this ${kind} was changed`);
  demand(order.approvals >= Math.max(order.needed, 1), rule, `the order of this ${kind} lacks approvals`);
  const isAsOrdered = issued
    ? equalBytes(issued, hash) && isPaid(transaction, order)
    : order.amount === burntUnits(transaction) && isPaidBy(transaction, order);
  demand(order.kind === kind && isAsOrdered, rule, `this ${kind} is not what was ordered`);
  return order;
}

function isPaid({ outputs }: Transaction, { address, amount }: SettledOrder): boolean {
  return outputs[0]!.value === amount && toHex(outputs[0]!.pubKeyHash) === address;
}

/** The owner of an input has signed for it. */
function isPaidBy({ inputs }: Transaction, { address }: SettledOrder): boolean {
  return inputs.every(({ publicKey }) => toHex(sha256(publicKey)) === address);
}

/** The bytes of a decoded output lie within those of its block, and would keep all of them. */
function withoutBlock({ value, pubKeyHash }: TransactionOutput): TransactionOutput {
  return { value, pubKeyHash: new Uint8Array(pubKeyHash) };
}

function compareTotals(replay: Replay, tip: ChainTip): void {
  demand(replay.unspentUnits === replay.supply, 'supply', 'the unspent outputs do not add up to the supply');
  demand(replay.supply === tip.supply, 'stored-supply', 'the stored supply differs from the replay');
  demand(replay.unspent.size === tip.unspentCount, 'stored-count', 'the stored number of unspent outputs differs');
  demand(
    replay.transactions === tip.nextTransactionKey,
    'stored-transactions',
    'the stored number of transactions differs',
  );
  demand(replay.outputs === tip.nextOutputKey, 'stored-outputs', 'the stored number of outputs differs');
  demand(
    equalBytes(replay.digest.bytes(), tip.utxoDigest),
    'stored-digest',
    'the stored digest differs from the replay',
  );
}

/** What is shown without a replay. */
function compareOrders(replay: Replay, { issued, redeemed }: SupplyTotals): void {
  demand(replay.issued === issued, 'stored-issued', 'the stored sum of what was issued differs from the replay');
  demand(
    replay.redeemed === redeemed,
    'stored-redeemed',
    'the stored sum of what was redeemed differs from the replay',
  );
}

function summary(replay: Replay) {
  return {
    height: replay.height,
    blocks: replay.height + 1,
    transactions: replay.transactions,
    supply: replay.supply,
    genesis: replay.genesis,
    faucet: replay.supply + replay.redeemed - replay.issued - replay.genesis,
    issued: replay.issued,
    redeemed: replay.redeemed,
    unspentCount: replay.unspent.size,
    utxoDigest: replay.digest.bytes(),
  };
}

function failed(replay: Replay, height: number, { rule, message }: RuleBroken): ChainVerification {
  return { ...summary(replay), ok: false, fault: { height, rule, message } };
}

function demand(condition: boolean, rule: string, message: string): void {
  if (!condition) throw new RuleBroken(rule, message);
}
