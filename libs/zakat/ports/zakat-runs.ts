/** One pass over all wallets. */
export interface ZakatRun {
  readonly id: string;
  /** Address of the pool that this run pays, bound when the run began. */
  readonly poolAddress: string;
}

export interface ZakatTotals {
  readonly processed: number;
  readonly totalUnits: bigint;
  /** Hex hashes of the blocks that hold the deductions, in chain order. */
  readonly blockHashes: readonly string[];
}

/** The runs, so that one that was interrupted can be completed. At most one is unfinished at any time. */
export abstract class ZakatRuns {
  abstract unfinished(): Promise<ZakatRun | undefined>;

  /** @throws when another run is unfinished */
  abstract begin(poolAddress: string): Promise<ZakatRun>;

  /** What the records of this run add up to. */
  abstract totals(runId: string): Promise<ZakatTotals>;

  /** Of `addresses`, those that this run has already charged. */
  abstract charged(runId: string, addresses: readonly string[]): Promise<ReadonlySet<string>>;

  abstract complete(runId: string): Promise<void>;
}
