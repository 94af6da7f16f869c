import { Clock, IDEMPOTENCY_KEY_LIFETIME_MS } from '@app/kernel';
import { CoreAnswerMalformed, CoreRefused, CoreTimeout } from '../coin.errors.js';
import type { Audit } from '../model/audit.js';
import { CoinObserver } from '../ports/coin-observer.js';
import { FlopcoinNode } from '../ports/flopcoin-node.js';
import { PaymentOutbox } from '../ports/payment-outbox.js';
import { ReserveBook } from '../ports/reserve-book.js';
import { SenderLease } from '../ports/sender-lease.js';
import { AuditReserves } from '../use-cases/audit-reserves.js';
import { ConsolidateCrumbs } from '../use-cases/consolidate-crumbs.js';
import { DeliverPayments } from '../use-cases/deliver-payments.js';
import { FollowDeposits } from '../use-cases/follow-deposits.js';
import { LookAtCoin } from '../use-cases/look-at-coin.js';
import { MeetCoin } from '../use-cases/meet-coin.js';
import { SettlePayments } from '../use-cases/settle-payments.js';
import { WatchWallet } from '../use-cases/watch-wallet.js';
import { CoinQueue } from './coin-queue.js';

/** How often the coin is looked at. */
export class FollowingSchedule {
  constructor(readonly intervalMs = 2_000) {}
}

/** Without a new block, the books are audited at least so often. */
const AUDIT_EVERY_MS = 60_000;
/** An audit may wait for a slow Core, and the clocks of two processes differ. */
const AUDIT_IS_LATE_AFTER_MS = AUDIT_EVERY_MS + 60_000;

/**
 * The registry's eye on the coin, on a timer: finishes what a crash interrupted, reads deposits, follows payments, audits
 * after each new block. One process of several does it.
 */
export class FollowCoin {
  private timer: NodeJS.Timeout | undefined;
  private round: Promise<void> | undefined;
  private seenTip: string | undefined;
  /** By a clock that is never set. */
  private lastSuccessMs = Number.NEGATIVE_INFINITY;
  private heightFollowed: number | undefined;

  constructor(
    private readonly meeting: MeetCoin,
    private readonly node: FlopcoinNode,
    private readonly looks: LookAtCoin,
    private readonly deposits: FollowDeposits,
    private readonly delivery: DeliverPayments,
    private readonly settlement: SettlePayments,
    private readonly consolidation: ConsolidateCrumbs,
    private readonly watch: WatchWallet,
    private readonly audit: AuditReserves,
    private readonly reserves: ReserveBook,
    private readonly outbox: PaymentOutbox,
    private readonly lease: SenderLease,
    private readonly coinQueue: CoinQueue,
    private readonly schedule: FollowingSchedule,
    private readonly observer: CoinObserver,
    private readonly clock: Clock,
  ) {}

  /** Does a first round, successful or not, and goes on from there. */
  async start(): Promise<void> {
    await this.tick();
    this.timer = setInterval(() => void this.tick(), this.schedule.intervalMs);
    this.timer.unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    this.timer = undefined;
    await this.round?.catch(() => undefined);
    await this.coinQueue.run(async () => undefined);
    await this.lease.release();
  }

  /** A whole round that begins after this call: what Core knows now is in the books when it resolves. */
  async catchUp(): Promise<void> {
    await this.round?.catch(() => undefined);
    await this.join();
  }

  /** Whether a round of this process succeeded lately; where another one follows the coin, a round only looks for the lease. */
  get isCurrent(): boolean {
    return performance.now() - this.lastSuccessMs < Math.max(30_000, 5 * this.schedule.intervalMs);
  }

  /** Whether the process that follows the coin, this one or another, has audited the books lately. */
  isAudited({ atMs }: Pick<Audit, 'atMs'>): boolean {
    return (
      this.lease.held() || this.clock.nowMs() - atMs < Math.max(AUDIT_IS_LATE_AFTER_MS, 5 * this.schedule.intervalMs)
    );
  }

  /** Up to here everything is in the books; undefined until this process has followed. */
  get followedHeight(): number | undefined {
    return this.heightFollowed;
  }

  private async tick(): Promise<void> {
    if (this.round) return;
    await this.join().catch((error: unknown) => this.observer.followingFailed(error));
  }

  private join(): Promise<void> {
    this.round ??= this.follow().finally(() => {
      this.round = undefined;
    });
    return this.round;
  }

  private async follow(): Promise<void> {
    await this.meeting.execute();
    if (!(await this.lease.acquire())) return this.succeed();
    const { tipHash, height } = await this.node.status();
    const isNewTip = tipHash !== this.seenTip;
    await this.delivery.takeUpWaiting();
    // A payment whose fate is unknown must not keep deposits from being read; the audit asks for it once more.
    await this.coinQueue.run(() => this.settlement.settleSigned()).catch(unlessUntold);
    await this.coinQueue.run(() => this.consolidation.settleSigned()).catch(unlessUntold);
    const look = await this.looks.take(isNewTip);
    await this.deposits.ingest(look);
    await this.deposits.review(isNewTip, look);
    if (isNewTip) await this.coinQueue.run(() => this.settlement.followBroadcast(look));
    if (isNewTip || (await this.auditIsDue())) await this.audit.execute();
    if (isNewTip) await this.outbox.forgetKeys(this.clock.nowMs() - IDEMPOTENCY_KEY_LIFETIME_MS);
    this.seenTip = tipHash;
    this.heightFollowed = height;
    this.succeed();
    if (isNewTip) await this.care();
  }

  /** What the books do not depend on. */
  private async care(): Promise<void> {
    try {
      await this.coinQueue.run(() => this.consolidation.execute());
      await this.watch.execute();
    } catch (error) {
      this.observer.followingFailed(error);
    }
  }

  private async auditIsDue(): Promise<boolean> {
    const last = await this.reserves.lastAudit();
    // An audit of the future is from before the clock was set back.
    return !last || last.frozenBy !== undefined || Math.abs(this.clock.nowMs() - last.atMs) > AUDIT_EVERY_MS;
  }

  private succeed(): void {
    this.lastSuccessMs = performance.now();
  }
}

function unlessUntold(error: unknown): void {
  const isUntold = error instanceof CoreTimeout || error instanceof CoreAnswerMalformed || error instanceof CoreRefused;
  if (!isUntold) throw error;
}
