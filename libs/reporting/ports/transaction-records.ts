import type { PlacedTransaction, TransactionRecord } from '@app/chain';
import type { Slice } from '@app/kernel';

/** A row of the books with the transaction it tells of. */
export interface BookedTransaction extends PlacedTransaction {
  readonly record: TransactionRecord;
  /** Unix seconds of its block. */
  readonly timestamp: number;
}

/** Sums of the recorded amounts, in units. A transfer to oneself counts as sent and as received. */
export interface WalletTotals {
  readonly sent: bigint;
  readonly received: bigint;
}

/** The books: who paid whom, what, and why. */
export abstract class TransactionRecords {
  /** @throws DatabaseNotConfigured when there are no books: said before anything of a request is looked at */
  abstract available(): void;

  abstract totals(address: string): Promise<WalletTotals>;

  /**
   * Rows in which `address` is sender or receiver, with keys above `afterKey`, in chain order. Ends at `limit` rows or
   * SLICE_BYTES, whichever comes first.
   */
  abstract page(address: string, afterKey: number, limit: number): Promise<Slice<BookedTransaction>>;
}
