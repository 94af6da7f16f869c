import type { Ledger, LedgerTypes } from 'mizan-client';

type Assessment = LedgerTypes.AssessmentResponse;
export type Line = LedgerTypes.AssessmentLineResponse;

/** All lines of an assessment, and what was computed from them here. */
export interface CheckedLines {
  readonly lines: readonly Line[];
  /** Hex. */
  readonly hash: string;
  /** What the server says otherwise of these lines. */
  readonly contradiction: 'hash' | 'totals' | undefined;
}

interface Reading {
  readonly signal: AbortSignal;
  /** Hears how many lines have come. */
  readonly onRead: (lines: number) => void;
}

const PAGE = 1_000;

/** Reads all lines, hashes them and adds them up. What is shown and approved is what came here, and not what the server says of it. */
export async function readLines(as: Ledger, assessment: Assessment, reading: Reading): Promise<CheckedLines> {
  const { AssessmentDigest } = await import('mizan-client/crypto');
  const { signal, onRead } = reading;
  const digest = new AssessmentDigest();
  const lines: Line[] = [];
  for await (const line of as.listZakatAssessmentLines({ id: assessment.id, limit: PAGE, signal })) {
    digest.add(line);
    lines.push(line);
    if (lines.length % PAGE === 0) onRead(lines.length);
    // A server that never ends its list fills no memory.
    if (lines.length > assessment.totals.wallets) break;
  }
  const hash = digest.digest();
  return { lines, hash, contradiction: contradictionOf(assessment, lines, hash) };
}

function contradictionOf({ hash: told, totals }: Assessment, lines: readonly Line[], hash: string) {
  if (hash !== told) return 'hash';
  const { wallets, due_count, due_units, by_reason } = totals;
  const counts = countsOf(lines);
  const isAdded =
    lines.length === wallets &&
    (counts.get('DUE') ?? 0) === due_count &&
    lines.reduce((sum, { due }) => sum + due, 0n) === due_units &&
    Object.entries(by_reason).every(([reason, count]) => (counts.get(reason) ?? 0) === count) &&
    [...counts.keys()].every((reason) => reason in by_reason);
  return isAdded ? undefined : 'totals';
}

function countsOf(lines: readonly Line[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { reason } of lines) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return counts;
}
