import { Clock } from '@app/kernel';
import { CoinObserver } from '../ports/coin-observer.js';
import { FlopcoinPayments } from '../ports/flopcoin-payments.js';
import { PaymentOutbox } from '../ports/payment-outbox.js';
import { WalletMarks } from '../ports/wallet-marks.js';
import { WalletWatch } from '../ports/wallet-watch.js';

const MARKS_EVERY_MS = 600_000;
/** Peers forget what they cannot mine; a payment that only our Core knows is told them again as often as this. */
const ANNOUNCE_EVERY_MS = 600_000;
const ANNOUNCED_AT_ONCE = 20;

/** What an operator should know of Core's wallet and what needs a push, looked at with each new block. */
export class WatchWallet {
  private marksAtMs = Number.NEGATIVE_INFINITY;
  private saidReward = 0n;
  /** When each unconfirmed payment was told to the peers last. */
  private announced = new Map<bigint, number>();

  constructor(
    private readonly watch: WalletWatch,
    private readonly marks: WalletMarks,
    private readonly outbox: PaymentOutbox,
    private readonly payments: FlopcoinPayments,
    private readonly observer: CoinObserver,
    private readonly clock: Clock,
  ) {}

  /** Throws what the coin ports throw. */
  async execute(): Promise<void> {
    await this.sayRewards();
    await this.lookForOthers();
    await this.announceAgain();
  }

  /** Mined money is the house's wherever it was sent, and that is said. */
  private async sayRewards(): Promise<void> {
    for (const reward of await this.watch.rewardsToNodes(this.saidReward)) {
      this.observer.rewardToNode(reward);
      this.saidReward = reward.depositId;
    }
  }

  private async lookForOthers(): Promise<void> {
    const nowMs = this.clock.nowMs();
    if (nowMs - this.marksAtMs < MARKS_EVERY_MS) return;
    const known = await this.watch.knownMarks();
    const foreign = (await this.marks.all()).filter((mark) => !known.includes(mark));
    if (known.length === 0) await this.watch.addMark(await this.marks.add(), true, nowMs);
    if (foreign.length > 0) this.observer.walletIsShared(foreign.length);
    this.marksAtMs = nowMs;
  }

  /** The same bytes once more: Core passes on to its peers what it has already, and takes back what it has lost. */
  private async announceAgain(): Promise<void> {
    const nowMs = this.clock.nowMs();
    const waiting = (await this.outbox.open(['broadcast'])).filter(({ confirmations }) => confirmations === 0);
    const lastMs = new Map(waiting.map(({ id, createdAtMs }) => [id, this.announced.get(id) ?? createdAtMs]));
    this.announced = lastMs;
    const due = waiting.filter(({ id }) => nowMs - lastMs.get(id)! >= ANNOUNCE_EVERY_MS);
    for (const { id, hex } of due.slice(0, ANNOUNCED_AT_ONCE)) {
      await this.payments.broadcast(hex!);
      lastMs.set(id, nowMs);
    }
  }
}
