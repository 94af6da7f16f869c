import type { PlacedTransaction, TransactionRecord } from '@app/chain';
import type { Slice } from '@app/kernel';
import type { ZakatRecord } from '@app/zakat';

/** A transaction with its row of the books, as one wallet sees it. */
export interface BookedTransaction extends PlacedTransaction {
  readonly record: TransactionRecord;
  /** Unix seconds of its block. */
  readonly timestamp: number;
  /** Units that its outputs brought the wallet, less those of the wallet that it spent. */
  readonly balanceChange: bigint;
}

/** In units. `credited` less `debited` is `balance`; `sent` and `received` are of the books. */
export interface WalletTotals {
  readonly balance: bigint;
  /** Sums of the recorded amounts. A transfer to oneself counts as sent and as received. */
  readonly sent: bigint;
  readonly received: bigint;
  /** Sums of the changes of the balance that went up, and of those that went down. */
  readonly credited: bigint;
  readonly debited: bigint;
  /** What the faucet minted; a part of `credited`. */
  readonly minted: bigint;
}

/** All that is known of a wallet as of one block. */
export interface WalletBooks {
  readonly totals: WalletTotals;
  /** Every deduction, oldest first. */
  readonly zakatRecords: readonly ZakatRecord[];
  /** Key of the newest transaction that the totals count, -1 when there is none. */
  readonly lastKey: number;
  readonly transactions: Slice<BookedTransaction>;
}

/** Keys above `afterKey` and, where it is given, up to `upToKey`. */
export interface BookedRange {
  readonly afterKey: number;
  readonly upToKey?: number;
  readonly limit: number;
}

/** The books: who paid whom, what, and why. */
export abstract class TransactionRecords {
  /** @throws DatabaseNotConfigured when there are no books: said before anything of a request is looked at */
  abstract available(): void;

  /** Totals, deductions and the first rows behind `afterKey`, all from one snapshot. */
  abstract books(address: string, range: BookedRange): Promise<WalletBooks>;

  /**
   * Transactions that changed or touched the coins of `address`, in chain order. Ends at `limit` rows or SLICE_BYTES,
   * whichever comes first.
   */
  abstract page(address: string, range: BookedRange): Promise<Slice<BookedTransaction>>;
}
