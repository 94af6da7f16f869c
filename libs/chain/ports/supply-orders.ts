import type { SupplyOrder } from '../model/supply.js';
import type { ChainTip } from './block-store.js';

/** An order with the transaction that carried it out. */
export interface SettledOrder extends SupplyOrder {
  /** As it was approved; 32 bytes. */
  readonly hash: Uint8Array;
  /** How many different people have approved it, and how many had to. */
  readonly approvals: number;
  readonly needed: number;
}

/** Units that orders have issued and redeemed. */
export interface SupplyTotals {
  readonly issued: bigint;
  readonly redeemed: bigint;
}

/** What was ordered to be issued and redeemed: what the chain does not know of what it carries out. */
export abstract class SupplyOrders {
  /** The highest block with the state after it, and the totals up to it, both as of one moment; undefined for an empty store. */
  abstract atTip(): Promise<{ tip: ChainTip; totals: SupplyTotals } | undefined>;

  /** By all transactions below the key. */
  abstract totals(nextTransactionKey: number): Promise<SupplyTotals>;

  /** By their IDs in hex, the orders that the transactions carried out. */
  abstract settledBy(txids: readonly Uint8Array[]): Promise<ReadonlyMap<string, SettledOrder>>;
}
