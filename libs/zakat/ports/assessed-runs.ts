import type { ZakatPeriod } from '../model/zakat-period.js';

/** The run of an approved assessment. */
export interface AssessedRun {
  /** UUID. */
  readonly id: string;
  readonly assessmentId: string;
  readonly period: ZakatPeriod;
  /** Address of the pool that it pays, bound when it began. */
  readonly poolAddress: string;
}

/** How far a run has come. */
export interface RunProgress extends AssessedRun {
  readonly state: 'running' | 'completed';
  /** Lines that were found due. */
  readonly total: number;
  /** Of those, what is settled in one way or another: the three below, and wallets that another run of the period charged. */
  readonly processed: number;
  readonly charged: number;
  /** Wallets that hold less than is due. */
  readonly outstanding: number;
  /** Wallets that cannot be charged: the key does not open, or the coins are too many. */
  readonly failed: number;
  readonly totalUnits: bigint;
  /** Hex hashes of the blocks that hold the deductions, in chain order. */
  readonly blockHashes: readonly string[];
  readonly startedAtMs: number;
  readonly completedAtMs: number | undefined;
  /** Orders runs by their beginning. */
  readonly number: number;
}

/** The runs of assessments: each charges what its assessment found due, once per period and wallet, whatever route charges. */
export abstract class AssessedRuns {
  /** Begins the run of an assessment; one that was begun earlier stays as it is. @param actor as in the audit trail */
  abstract begin(assessmentId: string, poolAddress: string, actor: string): Promise<AssessedRun>;

  abstract ofAssessment(assessmentId: string): Promise<AssessedRun | undefined>;

  abstract progress(runId: string): Promise<RunProgress | undefined>;

  /** Newest first, those below `beforeNumber`. */
  abstract page(beforeNumber: number | undefined, limit: number): Promise<RunProgress[]>;

  /** Opens a complete run again for the lines that were set aside; one without such lines stays complete. */
  abstract reopen(runId: string): Promise<void>;
}
