import { Clock, IdempotencyKeyReused, KeyVault, SystemLog } from '@app/kernel';
import {
  type BlockIntent,
  claimOf,
  NotWriting,
  ProduceBlocks,
  type RequestClaim,
  RequestsInFlight,
  TooManyCoins,
} from '@app/utxo';
import { parseAddress, WalletDirectory, type WalletProfile } from '@app/wallet';
import { assessZakat } from '../model/assess-zakat.js';
import type { ZakatPeriod } from '../model/zakat-period.js';
import { type ZakatRun, type ZakatRunBinding, ZakatRuns, type ZakatTotals } from '../ports/zakat-runs.js';
import { DeductZakat } from '../services/deduct-zakat.js';
import { RunTurns } from '../services/run-turns.js';
import { NothingDue, PeriodRequired, WalletsNotListed, ZakatRunInterrupted } from '../zakat.errors.js';
import { FindPool } from './find-pool.js';

/** Wallets charged at a time: they share one block. */
const BATCH = 1_000;

/** What the operator decides about zakat. */
export class ZakatRunPolicy {
  /** @param demandsBinding whether a run must have a period or an idempotency key: in production, where a second one by mistake is money */
  constructor(readonly demandsBinding = false) {}
}

export interface ZakatOrder {
  readonly ip: string;
  readonly period?: ZakatPeriod | undefined;
  /** The key that the caller gave, if any, and whose it is: see KeyedRequest. */
  readonly idempotency?: { key: string; caller: string } | undefined;
}

export interface ZakatRunReport extends ZakatTotals {
  readonly totalWallets: number;
  /** Who got it: of a replay the pool of that time, which may be another one than is set now. */
  readonly poolAddress: string;
  /** True when an earlier call made the run, and this one charged no one. */
  readonly isReplay?: boolean;
}

/**
 * Deducts zakat from every registered wallet and pays it to the pool. Each deduction and its record are stored in one
 * database transaction with the block, under a constraint of one record per run and wallet: a run that was interrupted is
 * completed by charging the wallets that have no record yet.
 */
export class RunZakat {
  private running: { period: ZakatPeriod | undefined; report: Promise<ZakatRunReport> } | undefined;

  constructor(
    private readonly runs: ZakatRuns,
    private readonly directory: WalletDirectory,
    private readonly producer: ProduceBlocks,
    private readonly inFlight: RequestsInFlight,
    private readonly vault: KeyVault,
    private readonly deduct: DeductZakat,
    private readonly turns: RunTurns,
    private readonly clock: Clock,
    private readonly log: SystemLog,
    private readonly findPool: FindPool,
    private readonly policy: ZakatRunPolicy,
  ) {}

  /**
   * Completes the unfinished run if there is one, else makes a new one; either way the answer is that run's, and a call
   * during a run joins it. With a period or a key the answer is that of the one run which is bound to it: an earlier one,
   * or a new one after the unfinished run of others.
   * @throws PeriodRequired · IdempotencyKeyReused · RequestInFlight · ZakatPoolNotSet · NotWriting · WalletsNotListed ·
   *   ZakatRunInterrupted
   */
  async execute(order: ZakatOrder): Promise<ZakatRunReport> {
    if (order.period !== undefined || order.idempotency) return this.executeBound(order);
    if (this.policy.demandsBinding) throw new PeriodRequired();
    return this.running?.report ?? this.start({ period: undefined, claim: undefined }, order.ip);
  }

  private async executeBound({ period, idempotency, ip }: ZakatOrder): Promise<ZakatRunReport> {
    const claim =
      idempotency &&
      claimOf({ route: 'zakat', ...idempotency, meaning: [period ?? ''] }, this.vault, this.clock.nowMs());
    const leave = claim && this.inFlight.enter(claim);
    try {
      for (;;) {
        const { running } = this;
        if (!running) return await this.start({ period, claim }, ip);
        if (period !== undefined && running.period === period) return await running.report;
        await running.report.catch(() => undefined);
      }
    } finally {
      leave?.();
    }
  }

  private start(binding: ZakatRunBinding, ip: string): Promise<ZakatRunReport> {
    const report = this.turns
      .take(() => this.run(binding, ip))
      .finally(() => {
        this.running = undefined;
      });
    this.running = { period: binding.period, report };
    return report;
  }

  private async run(binding: ZakatRunBinding, ip: string): Promise<ZakatRunReport> {
    const unfinished = await this.runs.unfinished();
    const pool = await this.findPool.execute();
    const isBound = binding.period !== undefined || binding.claim !== undefined;
    const earlier = isBound ? await this.earlier(binding) : unfinished;
    if (earlier?.totalWallets !== undefined) {
      return {
        ...(await this.runs.totals(earlier.id)),
        totalWallets: earlier.totalWallets,
        poolAddress: earlier.poolAddress,
        isReplay: true,
      };
    }
    this.requireWriting();
    if (unfinished && unfinished.id !== earlier?.id) await this.finish(unfinished, ip);
    return this.finish(earlier ?? (await this.runs.begin(pool.address, binding)), ip);
  }

  private async earlier({ period, claim }: ZakatRunBinding): Promise<ZakatRun | undefined> {
    const keyed = claim && (await this.ofKey(claim));
    return keyed ?? (period === undefined ? undefined : this.runs.ofPeriod(period));
  }

  private async ofKey({ keyHash, requestHash, createdAtMs }: RequestClaim): Promise<ZakatRun | undefined> {
    const found = await this.runs.ofKey(keyHash, createdAtMs);
    if (found && !found.requestHash.equals(requestHash)) throw new IdempotencyKeyReused();
    return found?.run;
  }

  /** A run that is begun where nothing can be charged would stand unfinished. */
  private requireWriting(): void {
    if (!this.producer.producing) throw new NotWriting();
  }

  /** Charges the wallets that `run` has not charged yet, and closes it. */
  private async finish(run: ZakatRun, ip: string): Promise<ZakatRunReport> {
    let totalWallets = 0;
    for (let after = 0; ; ) {
      const profiles = await this.list(after, ip);
      if (profiles.length === 0) break;
      totalWallets += profiles.length;
      after = profiles.at(-1)!.number;
      await this.charge(run, profiles, ip);
    }
    await this.runs.complete(run.id, totalWallets);
    const report = { ...(await this.runs.totals(run.id)), totalWallets, poolAddress: run.poolAddress };
    await this.log.record({
      level: 'info',
      type: 'zakat_run',
      message: `zakat of ${report.totalUnits} units from ${report.processed} of ${totalWallets} wallets`,
      ip,
    });
    return report;
  }

  private async list(after: number, ip: string): Promise<WalletProfile[]> {
    try {
      return await this.directory.page(after, BATCH);
    } catch (cause) {
      const message = 'failed to list wallet profiles';
      await this.log.record({ level: 'error', type: 'zakat_list_wallets_failed', message, ip });
      throw new WalletsNotListed(cause);
    }
  }

  /** Charges those of `profiles` that this run has not charged yet. All are submitted at once, so that they share a block. */
  private async charge(run: ZakatRun, profiles: WalletProfile[], ip: string): Promise<void> {
    const charged = await this.runs.charged(
      run.id,
      profiles.map(({ address }) => address),
    );
    const intents: BlockIntent[] = [];
    const pool = parseAddress(run.poolAddress);
    for (const wallet of profiles) {
      const { address } = wallet;
      if (address === run.poolAddress || charged.has(address)) continue;
      const intent = await this.deduct.prepare({ runId: run.id, pool, wallet, amountOf: assessZakat });
      if (intent) intents.push(intent);
      else await this.logSkipped('zakat_tx_create_failed', `the key of ${address} does not open`, ip);
    }
    const outcomes = await Promise.allSettled(intents.map((intent) => this.producer.submit(intent, true)));
    for (const outcome of outcomes) {
      if (outcome.status === 'fulfilled' || outcome.reason instanceof NothingDue) continue;
      if (!(outcome.reason instanceof TooManyCoins)) throw new ZakatRunInterrupted(outcome.reason);
      await this.logSkipped('zakat_tx_create_failed', 'a wallet has too many coins to be charged at once', ip);
    }
  }

  private logSkipped(type: string, message: string, ip: string): Promise<void> {
    return this.log.record({ level: 'error', type, message, ip });
  }
}
