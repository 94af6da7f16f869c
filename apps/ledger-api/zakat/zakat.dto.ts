export class ZakatRunResponse {
  /**
   * Wallet profiles looked at.
   * @example 2
   */
  total_wallets!: number;

  /**
   * Wallets that were charged.
   * @example 1
   */
  processed!: number;

  /**
   * Units deducted.
   * @example 375
   */
  total_zakat!: number;

  /** Hex hashes of the blocks that hold the deductions. */
  block_hashes!: string[];
}
