import type { AssessedRun } from './assessed-runs.js';

/** A wallet to charge. */
export interface DueLine {
  readonly userId: string;
  readonly walletAddress: string;
  readonly sealedPrivateKey: Uint8Array;
  readonly amountUnits: bigint;
}

/** Which lines, in the order of the assessment. */
export interface DueQuery {
  readonly runId: string;
  readonly afterPosition: number | undefined;
  /** Lines to look at, whether they are left to charge or not. */
  readonly limit: number;
}

/** What is left to charge among lines that follow each other. */
export interface DuePage {
  readonly lines: readonly DueLine[];
  /** Place in the assessment of the last line that was looked at, charged or not; undefined behind the last of all. */
  readonly lastPosition: number | undefined;
}

/** Why a line of a run was not charged: the wallet holds less than is due, or it cannot be charged at all. */
export type Shortfall = 'outstanding' | 'failed';

/** What is left to charge. A charged line is told by its record, which is stored with its block. */
export abstract class RunLines {
  /** The oldest run that is not complete. */
  abstract unfinished(): Promise<AssessedRun | undefined>;

  /** Of the next lines those whose wallets were not charged in this period, by whatever run, and are not set aside. */
  abstract due(query: DueQuery): Promise<DuePage>;

  /** Keeps why lines were not charged. */
  abstract setAside(runId: string, shortfall: Shortfall, addresses: readonly string[]): Promise<void>;

  abstract complete(runId: string): Promise<void>;
}
