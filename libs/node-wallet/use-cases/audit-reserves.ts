import { setTimeout as sleep } from 'node:timers/promises';
import { Clock } from '@app/kernel';
import { type Audit, type ExplainedPayment, expectedCoreUnits, freezeReason } from '../model/audit.js';
import { CoinObserver } from '../ports/coin-observer.js';
import { FlopcoinWallet } from '../ports/flopcoin-wallet.js';
import { ReserveBook } from '../ports/reserve-book.js';
import { SetAsideRows } from '../ports/set-aside-rows.js';
import { CoinQueue } from '../services/coin-queue.js';
import { ExplainDrift } from './explain-drift.js';
import { FollowDeposits } from './follow-deposits.js';
import { SettlePayments } from './settle-payments.js';

/** Looks before a difference counts as one: money may arrive while we look. */
const LOOKS = 4;
const LOOK_AGAIN_AFTER_MS = 150;

/**
 * Compares what the books say with what Core holds, to the unit, and looks for the transactions behind a difference. One that
 * no transaction explains stops all sending until it is gone or adopted.
 */
export class AuditReserves {
  constructor(
    private readonly reserves: ReserveBook,
    private readonly rows: SetAsideRows,
    private readonly wallet: FlopcoinWallet,
    private readonly settlement: SettlePayments,
    private readonly deposits: FollowDeposits,
    private readonly drift: ExplainDrift,
    private readonly coinQueue: CoinQueue,
    private readonly observer: CoinObserver,
    private readonly clock: Clock,
  ) {}

  /** Throws what the coin ports throw; then the last word stands. */
  execute(): Promise<Audit> {
    return this.coinQueue.run(async () => {
      let audit = await this.look();
      for (let look = 1; look < LOOKS && audit.driftUnits !== 0n; look++) {
        await sleep(LOOK_AGAIN_AFTER_MS * look);
        await this.deposits.review(true);
        audit = await this.look(look === 1 ? [] : await this.drift.execute());
      }
      const before = await this.reserves.lastAudit();
      await this.reserves.record(audit);
      this.observer.audited(audit, before);
      return audit;
    });
  }

  /** No payment is sent meanwhile, and for each signed one it is first found out whether Core has it. */
  private async look(explained: readonly ExplainedPayment[] = []): Promise<Audit> {
    await this.settlement.settleSigned();
    await this.deposits.ingest();
    const core = await this.wallet.totals();
    const books = await this.reserves.totals();
    const coreUnits = core.trustedUnits + core.unconfirmedUnits + core.immatureUnits;
    const explainedUnits = explained.reduce((sum, { units }) => sum + units, 0n);
    const driftUnits = coreUnits - expectedCoreUnits(books) - explainedUnits;
    const { height, tipHash } = core;
    return {
      height,
      tipHash,
      coreUnits,
      driftUnits,
      frozenBy: freezeReason(driftUnits, books, (await this.rows.countOpen()) > 0),
      explained,
      atMs: this.clock.nowMs(),
    };
  }
}
