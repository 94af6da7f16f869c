import { EncodedTransaction } from '@app/chain';
import type { TimeSpan } from '@app/kernel';
import { type HistoryLine, type HistorySpan, type LinesPage, type LinesQuery, WalletLines } from '@app/reporting';
import type { HistoryEntry, MemoryChainStore } from './memory-chain-store.js';

/** Histories of a chain in memory. */
export class MemoryWalletLines extends WalletLines {
  constructor(private readonly chain: MemoryChainStore) {
    super();
  }

  override async span(address: string, { fromMs, toMs }: TimeSpan): Promise<HistorySpan> {
    const [firstKey, endKey] = [this.keyAt(fromMs ?? 0), this.keyAt(toMs ?? Number.MAX_SAFE_INTEGER)];
    const history = this.chain.histories.get(address) ?? [];
    const heldBefore = (before: number) => history.findLast(({ key }) => key < before)?.balance ?? 0n;
    const height = this.chain.blocks.length - 1;
    return { firstKey, endKey, opening: heldBefore(firstKey), closing: heldBefore(endKey), height };
  }

  override async page({ address, firstKey, endKey, order, type, limit }: LinesQuery): Promise<LinesPage> {
    const within = (this.chain.histories.get(address) ?? []).filter(({ key }) => key >= firstKey && key < endKey);
    if (order === 'desc') within.reverse();
    const wanted = within.filter(({ key }) => type === undefined || this.typeOf(key) === type);
    const lines = wanted.slice(0, limit).map((entry) => this.lineOf(entry));
    return { lines, lastKey: wanted.length > limit ? lines.at(-1)!.key : undefined };
  }

  /** The first transaction of a block of that time or later. */
  private keyAt(ms: number): number {
    const height = this.chain.blocks.findIndex(({ header }) => header.timestamp * 1000 >= ms);
    const isFirstOf = (transaction: { height: number }) => transaction.height === height;
    return height < 0 ? this.chain.transactions.length : this.chain.transactions.findIndex(isFirstOf);
  }

  private typeOf(key: number): string {
    return this.chain.transactions[key]!.effects.record.type;
  }

  private lineOf({ key, credited, debited, balance }: HistoryEntry): HistoryLine {
    const { bytes, height, effects } = this.chain.transactions[key]!;
    const { type, sender, receiver } = effects.record;
    const { timestamp } = this.chain.blocks[height]!.header;
    const txid = new EncodedTransaction(bytes).id;
    return { key, txid, height, timestamp, type, sender, receiver, credited, debited, balance };
  }
}
