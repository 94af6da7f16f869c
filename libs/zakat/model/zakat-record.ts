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

/**
 * The kind of the row that is stored with a deduction, and with it its receipt, in the same database transaction. Values: see
 * DeductZakat. The database takes what a receipt says beside the balance from the assessment that the run charges, if there is one.
 */
export const ZAKAT_COMPANION = 'zakat_record';
