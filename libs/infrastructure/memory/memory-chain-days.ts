import { ChainDays, type ChainTotals } from '@app/reporting';
import type { MemoryChainStore } from './memory-chain-store.js';

/** The days of a chain in memory. */
export class MemoryChainDays extends ChainDays {
  constructor(private readonly chain: MemoryChainStore) {
    super();
  }

  override async since(firstDay: number): Promise<ChainTotals> {
    const { blocks, transactions, histories, days } = this.chain;
    const before = days.findLastIndex(({ day }) => day < firstDay);
    return {
      height: blocks.length - 1,
      supply: days.at(-1)!.supply,
      transactions: transactions.length,
      wallets: histories.size,
      days: days.slice(Math.max(before, 0)),
    };
  }
}
