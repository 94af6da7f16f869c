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

/** What is taken into the books at once: all of a finding, or one transaction of it. */
export type FindingPart = Pick<DriftFinding, 'driftUnits' | 'transactions' | 'restUnits'>;

/** A drift that an administrator took into the books, for the house. */
export interface Adoption {
  /** The id of the finding, or of the one transaction. */
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
  return {
    id: createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 16),
    driftUnits,
    transactions,
    restUnits: driftUnits - explainedUnits(transactions),
  };
}

/** @param name of the finding, or of one of its transactions; `undefined` when it names neither */
export function partOf(finding: DriftFinding, name: string): FindingPart | undefined {
  if (name === finding.id) return finding;
  const transactions = finding.transactions.filter(({ txid }) => txid === name);
  return transactions.length === 0
    ? undefined
    : { transactions, driftUnits: explainedUnits(transactions), restUnits: 0n };
}

/** How much more than the books Core counts of them. */
export function explainedUnits(transactions: readonly FoundTransaction[]): bigint {
  return transactions.reduce((sum, { coreUnits, bookedUnits }) => sum + coreUnits - bookedUnits, 0n);
}
