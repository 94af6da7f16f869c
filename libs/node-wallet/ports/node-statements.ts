import type { TimeSpan } from '@app/kernel';

/** What the books say of a wallet up to one of their entries. They are append-only, so it stays what it is. */
export interface BooksSpan {
  /** The last entry of the wallet. */
  readonly lastEntry: bigint;
  /** Held before the time and at its end, by the entries up to that one. */
  readonly openingUnits: bigint;
  readonly closingUnits: bigint;
}

/** An entry that changed what the wallet holds. */
export interface BookedChange {
  readonly entry: bigint;
  readonly atMs: number;
  /** As the books name it, such as `deposit`, `internal` or `send`. */
  readonly kind: string;
  readonly txid: string | undefined;
  /** Where the money went; of a deposit, the node's own address. */
  readonly address: string | undefined;
  /** Below 0 for what went. */
  readonly units: bigint;
}

export interface ChangesQuery {
  readonly walletId: bigint;
  readonly afterEntry: bigint;
  readonly lastEntry: bigint;
  readonly time: TimeSpan;
}

export interface ChangesPage {
  readonly changes: readonly BookedChange[];
  /** Where to go on, unless all were read. */
  readonly afterEntry: bigint | undefined;
}

/** The books of each wallet: all that it holds, available, pending, reserved or owed. */
export abstract class NodeStatements {
  abstract span(walletId: bigint, time: TimeSpan): Promise<BooksSpan>;

  /** Some changes in the order of the books. A page may have none although others follow. */
  abstract page(query: ChangesQuery): Promise<ChangesPage>;
}
