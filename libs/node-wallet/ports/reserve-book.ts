import type { Audit, BookTotals } from '../model/audit.js';
import type { Adoption } from '../model/drift-finding.js';

/** Sums of the books, and the auditor's last word. */
export abstract class ReserveBook {
  abstract totals(): Promise<BookTotals>;

  abstract lastAudit(): Promise<Audit | undefined>;

  abstract record(audit: Audit): Promise<void>;

  abstract countAdoptions(): Promise<number>;

  abstract adoption(finding: string): Promise<Adoption | undefined>;

  /** Writes an adoption down and moves `restUnits` to the house (from it when negative), once for each finding. */
  abstract adopt(adoption: Adoption, restUnits: bigint): Promise<void>;
}
