import type { ReturnItem, Sum } from '../model/zakat-return.js';

/** What is recorded of a period. */
export interface PeriodSums {
  /** Assessments with a run. */
  readonly assessments: number;
  /** Items of which there is nothing are left out. */
  readonly sums: ReadonlyMap<ReturnItem, Sum>;
}

/** Sums of periods, of all pools that were paid in them. */
export abstract class ZakatReturns {
  /** @param period as the series of receipts */
  abstract sums(period: string): Promise<PeriodSums>;
}
