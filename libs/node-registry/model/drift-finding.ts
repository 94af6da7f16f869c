import { createHash } from 'node:crypto';

/** A transaction of Core's wallet that the books do not know, or know otherwise. */
export interface FoundTransaction {
  readonly txid: string;
  readonly confirmations: number;
  /** What Core's totals have gained by it, in units; negative when they have lost. */
  readonly coreUnits: bigint;
  /** What the books say of it. */
  readonly bookedUnits: bigint;
}

/** What is behind a drift, as of one moment. */
export interface DriftFinding {
  /** Names this finding: another drift, or another set of transactions, has another. */
  readonly id: string;
  readonly driftUnits: bigint;
  readonly transactions: readonly FoundTransaction[];
  /** What no transaction explains. */
  readonly restUnits: bigint;
}

/** A drift that an administrator took into the books, for the house. */
export interface Adoption {
  readonly finding: string;
  readonly driftUnits: bigint;
  readonly txids: readonly string[];
  readonly reason: string;
  readonly actor: string;
  readonly atMs: number;
}

/** @param adoptions how many there have been: the same drift, come again, is another finding */
export function findingOf(
  driftUnits: bigint,
  transactions: readonly FoundTransaction[],
  adoptions: number,
): DriftFinding {
  const parts = [adoptions, driftUnits, ...transactions.map(({ txid, coreUnits }) => `${txid}:${coreUnits}`).sort()];
  const explainedUnits = transactions.reduce((sum, { coreUnits, bookedUnits }) => sum + coreUnits - bookedUnits, 0n);
  return {
    id: createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 16),
    driftUnits,
    transactions,
    restUnits: driftUnits - explainedUnits,
  };
}
