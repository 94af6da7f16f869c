import type { AssessedWallet } from '../model/assess-wallet.js';
import type { Day } from '../model/day.js';
import type { DaysInZone } from '../model/day-in-zone.js';

/** The chain up to the end of a day, and which of its transactions are of which day: keys of transactions are in chain order. */
export interface ChainDays {
  /** The last block that counts. */
  readonly height: number;
  /** Hex. */
  readonly blockHash: string;
  readonly lastTransactionKey: number;
  /** Days with blocks, oldest first, and the key of the first transaction of each. */
  readonly days: readonly Day[];
  readonly firstTransactionKeys: readonly number[];
}

export interface WealthQuery {
  readonly chain: ChainDays;
  /** Which wallets count as charged already. */
  readonly period: string;
  /** Wallets that were registered later are left out. */
  readonly registeredBeforeMs: number;
  /** Debts that are settled on it or before are left out. */
  readonly valuation: Day;
  /** The last wallet of the page before. */
  readonly afterAddress: string | undefined;
  readonly limit: number;
}

export type OneWalletQuery = Omit<WealthQuery, 'afterAddress' | 'limit'>;

/**
 * What registered wallets held, owe and declared. The chain only grows, so what is read of it up to a block stays the same
 * however long the reading takes: no snapshot is held open, and the writer waits for nothing.
 */
export abstract class WealthRecords {
  /** The blocks of `valuation` and the days before. Undefined when the chain has none that old. */
  abstract chainUntil(valuation: Day, zone: DaysInZone): Promise<ChainDays | undefined>;

  /** The next wallets in the order of their addresses; fewer than `limit` when these are the last. */
  abstract page(query: WealthQuery): Promise<AssessedWallet[]>;

  /** One wallet as its page has it; undefined when there is none of this address. */
  abstract wallet(address: string, query: OneWalletQuery): Promise<AssessedWallet | undefined>;
}
