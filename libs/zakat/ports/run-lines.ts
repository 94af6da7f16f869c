import type { AssessedRun } from './assessed-runs.js';

/** A wallet to charge. */
export interface DueLine {
  /** Place in the assessment. */
  readonly position: number;
  readonly userId: string;
  readonly walletAddress: string;
  readonly sealedPrivateKey: Uint8Array;
  readonly amountUnits: bigint;
}

/** Which lines, in the order of the assessment. */
export interface DueQuery {
  readonly runId: string;
  readonly afterPosition: number | undefined;
  readonly limit: number;
}

/** Why a line of a run was not charged: the wallet holds less than is due, or it cannot be charged at all. */
export type Shortfall = 'outstanding' | 'failed';

/** What is left to charge. A charged line is told by its record, which is stored with its block. */
export abstract class RunLines {
  /** The oldest run that is not complete. */
  abstract unfinished(): Promise<AssessedRun | undefined>;

  /** The next lines whose wallets were not charged in this period, by whatever run, and are not set aside. */
  abstract due(query: DueQuery): Promise<DueLine[]>;

  /** Keeps why lines were not charged. */
  abstract setAside(runId: string, shortfall: Shortfall, addresses: readonly string[]): Promise<void>;

  abstract complete(runId: string): Promise<void>;
}
