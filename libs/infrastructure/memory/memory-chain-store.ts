import {
  type Block,
  type BlockEffects,
  BlockStore,
  type BlockSummary,
  type ChainTip,
  type EncodedBlock,
  encodeTransaction,
  equalBytes,
  ForkedChain,
  type Outpoint,
  outpointKey,
  type PlacedTransaction,
  SpentOutputs,
  type StoredBlocks,
  type Transaction,
  type TransactionEffects,
  type TransactionOutput,
  toHex,
} from '@app/chain';
import type { ChainDay } from '@app/reporting';
import { TREASURY_COMPANION } from '@app/treasury';
import { REQUEST_COMPANION } from '@app/wallet';
import { MemoryClaims } from './memory-claims.js';

/** A stored transaction with its books, as every memory adapter reads it. */
export interface StoredTransaction extends PlacedTransaction {
  readonly effects: TransactionEffects;
}

/** A transaction in the history of a wallet. */
export interface HistoryEntry {
  readonly key: number;
  readonly received: boolean;
  readonly sent: boolean;
  readonly credited: bigint;
  readonly debited: bigint;
  /** After the transaction. */
  readonly balance: bigint;
}

const SECONDS_PER_DAY = 86_400;

/** The chain in memory, for `PERSISTENCE=memory` and for fast tests. The other memory adapters read `transactions`. */
export class MemoryChainStore extends BlockStore implements SpentOutputs, StoredBlocks {
  readonly blocks: Block[] = [];
  readonly transactions: StoredTransaction[] = [];
  /** By address, in chain order. */
  readonly histories = new Map<string, HistoryEntry[]>();
  /** Those with blocks, oldest first. */
  readonly days: ChainDay[] = [];
  /** Of the blocks that made them, by the outputs' keys. */
  readonly outputHeights: number[] = [];
  private readonly outputsByKey: TransactionOutput[] = [];
  readonly claims = new MemoryClaims();
  /** By the IDs of payment requests, in chain order. */
  readonly requestPayments = new Map<string, { key: number; total: bigint; requested: bigint }[]>();
  /** By the IDs of the treasury's orders, what carried them out. */
  readonly settlements = new Map<string, { key: number; by: string; atMs: number }>();
  private readonly keys = new Map<string, number>();
  private readonly heights = new Map<string, number>();
  private readonly outputs = new Map<string, TransactionOutput>();
  private current: ChainTip | undefined;

  override async append(block: Block, effects: BlockEffects): Promise<void> {
    if (this.current && equalBytes(this.current.hash, block.hash)) return;
    const follows = this.current ? equalBytes(this.current.hash, block.header.prevHash) : block.header.height === 0;
    if (!follows) throw new ForkedChain('the block does not follow the stored tip');
    const claims = this.claims.read(effects.transactions, this.transactions.length);
    this.blocks.push(block);
    this.heights.set(toHex(block.hash), block.header.height);
    for (const [position, transaction] of block.transactions.entries()) {
      for (const [vout, output] of transaction.outputs.entries()) {
        this.outputs.set(outpointKey({ txid: transaction.id, vout }), output);
        this.outputHeights.push(block.header.height);
        this.outputsByKey.push(output);
      }
      const key = this.transactions.push({
        key: this.transactions.length,
        bytes: encodeTransaction(transaction),
        height: block.header.height,
        blockHash: block.hash,
        position,
        effects: effects.transactions[position]!,
      });
      this.countPayment(key - 1, effects.transactions[position]!);
      this.settle(key - 1, effects.transactions[position]!);
      this.note(key - 1, transaction, effects.transactions[position]!.spentKeys);
      this.keys.set(toHex(transaction.id), key - 1);
    }
    this.countDay(block, effects);
    this.claims.store(claims);
    this.current = effects.tip;
  }

  private countDay({ header, transactions }: Block, effects: BlockEffects): void {
    const day = Math.floor(header.timestamp / SECONDS_PER_DAY);
    const earlier = this.days.at(-1)?.day === day ? this.days.pop()! : { blocks: 0, transactions: 0, volume: 0n };
    const paid = effects.transactions.filter(({ record }) => record.type !== 'reward');
    this.days.push({
      day,
      blocks: earlier.blocks + 1,
      transactions: earlier.transactions + transactions.length,
      volume: paid.reduce((sum, { record }) => sum + record.amount, earlier.volume),
      supply: effects.tip.supply,
      wallets: this.histories.size,
    });
  }

  private countPayment(key: number, { companions }: TransactionEffects): void {
    for (const { kind, values } of companions) {
      if (kind !== REQUEST_COMPANION) continue;
      const payments = this.requestPayments.get(values.request_id!) ?? [];
      const total = (payments.at(-1)?.total ?? 0n) + BigInt(values.amount!);
      this.requestPayments.set(values.request_id!, [...payments, { key, total, requested: BigInt(values.requested!) }]);
    }
  }

  private settle(key: number, { companions }: TransactionEffects): void {
    for (const { kind, values } of companions) {
      if (kind !== TREASURY_COMPANION) continue;
      this.settlements.set(values.order_id!, { key, by: values.settled_by!, atMs: Date.parse(values.created_at!) });
    }
  }

  private note(key: number, { outputs }: Transaction, spentKeys: readonly number[]): void {
    const moved = new Map<string, { credited: bigint; debited: bigint }>();
    const of = ({ pubKeyHash }: TransactionOutput) => {
      const address = toHex(pubKeyHash);
      const sums = moved.get(address) ?? { credited: 0n, debited: 0n };
      moved.set(address, sums);
      return sums;
    };
    for (const output of outputs) of(output).credited += output.value;
    for (const output of spentKeys.map((spent) => this.outputsByKey[spent]!)) of(output).debited += output.value;
    for (const [address, { credited, debited }] of moved) {
      const history = this.histories.get(address) ?? [];
      const balance = (history.at(-1)?.balance ?? 0n) + credited - debited;
      history.push({ key, received: credited > 0n, sent: debited > 0n, credited, debited, balance });
      this.histories.set(address, history);
    }
  }

  storedTransaction(txid: Uint8Array): StoredTransaction | undefined {
    const key = this.keys.get(toHex(txid));
    return key === undefined ? undefined : this.transactions[key];
  }

  override async tip(): Promise<ChainTip | undefined> {
    return this.current;
  }

  /** As of the very moment, like {@link settlements}. */
  get currentTip(): ChainTip | undefined {
    return this.current;
  }

  override async blockAt(height: number): Promise<Block | undefined> {
    return this.blocks[height];
  }

  async encodedAt(height: number): Promise<EncodedBlock | undefined> {
    const block = this.blocks[height];
    return block && { ...block, transactions: block.transactions.map(encodeTransaction) };
  }

  async headerAt(height: number): Promise<Pick<Block, 'header' | 'hash'> | undefined> {
    return this.blocks[height];
  }

  async transactionIdsAt(height: number): Promise<Uint8Array[]> {
    return this.blocks[height]?.transactions.map(({ id }) => id) ?? [];
  }

  override async heightOf(hash: Uint8Array): Promise<number | undefined> {
    return this.heights.get(toHex(hash));
  }

  override async transaction(txid: Uint8Array): Promise<PlacedTransaction | undefined> {
    const key = this.keys.get(toHex(txid));
    return key === undefined ? undefined : this.transactions[key];
  }

  override async summaries(fromHeight: number, limit: number, order: 'asc' | 'desc'): Promise<BlockSummary[]> {
    // A caller who wants the newest blocks may start far above the tip.
    const top = Math.min(fromHeight, this.blocks.length - 1);
    const range =
      order === 'asc'
        ? this.blocks.slice(fromHeight, fromHeight + limit)
        : this.blocks.slice(Math.max(0, top - limit + 1), top + 1).reverse();
    return range.map(({ header, hash, transactions }) => ({
      height: header.height,
      timestamp: header.timestamp,
      hash,
      prevHash: header.prevHash,
      transactionCount: transactions.length,
    }));
  }

  override async hasLooseEnd(): Promise<boolean> {
    return false;
  }

  async spentAmong(outpoints: readonly Outpoint[]): Promise<Map<string, TransactionOutput>> {
    const spent = new Map<string, TransactionOutput>();
    for (const key of outpoints.map(outpointKey)) {
      const output = this.outputs.get(key);
      if (output) spent.set(key, output);
    }
    return spent;
  }
}
