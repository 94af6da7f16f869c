/** What a day (UTC) had on the chain, in units and numbers. */
export interface ChainDay {
  /** Whole days since 1970-01-01. */
  readonly day: number;
  readonly blocks: number;
  readonly transactions: number;
  /** Recorded amounts of all transactions but rewards. */
  readonly volume: bigint;
  /** Both at the end of the day. */
  readonly supply: bigint;
  readonly wallets: number;
}

export interface ChainTotals {
  readonly height: number;
  readonly supply: bigint;
  readonly transactions: number;
  /** Addresses that something was ever paid to. */
  readonly wallets: number;
  /** Those with blocks, oldest first. */
  readonly days: readonly ChainDay[];
}

/** The chain day by day, as of one block. It costs the same on a chain of any length. */
export abstract class ChainDays {
  /** With the days from `firstDay` on, and the last one before it. */
  abstract since(firstDay: number): Promise<ChainTotals>;
}
