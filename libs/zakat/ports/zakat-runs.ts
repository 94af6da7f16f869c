import type { RequestClaim } from '@app/utxo';
import type { ZakatPeriod } from '../model/zakat-period.js';

/** One pass over all wallets. */
export interface ZakatRun {
  readonly id: string;
  /** Address of the pool that this run pays, bound when the run began. */
  readonly poolAddress: string;
  /** Wallets that it looked at; undefined until it is complete. */
  readonly totalWallets: number | undefined;
}

/** What a new run is bound to, so that it is not made a second time. */
export interface ZakatRunBinding {
  readonly period: ZakatPeriod | undefined;
  /** The caller's idempotency key. */
  readonly claim: RequestClaim | undefined;
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

  /** The run that was made for `period`, whatever pool it paid: a period is charged once. */
  abstract ofPeriod(period: ZakatPeriod): Promise<ZakatRun | undefined>;

  /** The run that was begun under a key which has not expired by `nowMs`, with what was asked for. See RequestClaim. */
  abstract ofKey(keyHash: Buffer, nowMs: number): Promise<{ requestHash: Buffer; run: ZakatRun } | undefined>;

  /** @throws when another run is unfinished, or the period or the key has its run */
  abstract begin(poolAddress: string, binding: ZakatRunBinding): Promise<ZakatRun>;

  /** What the records of this run add up to. */
  abstract totals(runId: string): Promise<ZakatTotals>;

  /** Of `addresses`, those that this run has already charged, or another one in its period. */
  abstract charged(runId: string, addresses: readonly string[]): Promise<ReadonlySet<string>>;

  abstract complete(runId: string, totalWallets: number): Promise<void>;
}
