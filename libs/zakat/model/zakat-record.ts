/** One deduction, as reports show it. */
export interface ZakatRecord {
  readonly id: string;
  readonly userId: string;
  readonly walletAddress: string;
  readonly amountUnits: bigint;
  /** Hex. */
  readonly blockHash: string;
  readonly createdAtMs: number;
}

/** The kind of the row that is stored with a deduction, in the same database transaction. Values: see RunZakat. */
export const ZAKAT_COMPANION = 'zakat_record';
