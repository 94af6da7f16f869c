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
 * RunZakat. A receipt takes more when they are given: `debts`, `nisab` ({standard, grams, price, units, source, as_of}, all
 * texts), `rate_numerator`, `rate_denominator`, `policy_version`, `valuation_date` with `hijri_date`.
 */
export const ZAKAT_COMPANION = 'zakat_record';
