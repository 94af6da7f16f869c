import type { Audit, BookTotals } from '../model/audit.js';

/** Sums of the books, and the auditor's last word. */
export abstract class ReserveBook {
  abstract totals(): Promise<BookTotals>;

  abstract lastAudit(): Promise<Audit | undefined>;

  abstract record(audit: Audit): Promise<void>;
}
