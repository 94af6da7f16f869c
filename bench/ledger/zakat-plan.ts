import { genesisBlock } from '@app/chain';
import { Clock } from '@app/kernel';
import type { BlockIntent } from '@app/utxo';
import { seededRandom } from '../load/seeded-random.js';
import { type Plan, payment, rewardOf } from './fill-plan.js';
import { type BenchKey, benchKey } from './wallets.js';

const DAY_MS = 86_400_000;
/** Three lunar years and a week: someone who has held nisab from the start has passed three anniversaries. */
const SPAN_MS = 1_070 * DAY_MS;
/** When those who come late begin: less than a lunar year before the end. */
const LATE = 0.8;
/** Units that a saver and a spender pay at a time, at most. A reward is 15,000, the nisab {@link ZAKAT_NISAB}. */
const SAVER_PAYS = 1_000;
const SPENDER_PAYS = 5_000;

/** Units: savers hold more, most spenders less. */
export const ZAKAT_NISAB = 10_000;

/** The key of the `number`-th profile. */
export function profileKey(number: number): BenchKey {
  return benchKey('zakat profile', number);
}

/**
 * Payments between the wallets of registered users over three lunar years. A quarter of them spend what they get and stay
 * below nisab, a quarter come so late that their year is not over, and half of them owe zakat.
 */
export class ZakatPlan implements Plan {
  readonly clock: Clock;
  /** Milliseconds; no block is younger. */
  readonly endsAtMs = genesisBlock().header.timestamp * 1000 + SPAN_MS;
  private readonly wallets: readonly BenchKey[];
  private readonly random = seededRandom(13);
  private count = 0;

  constructor(
    profiles: number,
    readonly length: number,
  ) {
    this.wallets = Array.from({ length: profiles }, (_, at) => profileKey(at));
    this.clock = new FilledTime(() => this.endsAtMs - SPAN_MS * (1 - this.share));
  }

  next(): BlockIntent {
    const payer = this.present(this.count % this.wallets.length);
    const receiver = this.present(Math.floor(this.random() * this.wallets.length));
    const most = payer % 4 === 1 ? SPENDER_PAYS : SAVER_PAYS;
    const amount = BigInt(1 + Math.floor(this.random() * most));
    this.count += 1;
    const [from, to] = [this.wallets[payer]!, this.wallets[receiver]!];
    return {
      plan: (coins) =>
        coins.balance(from.address) >= amount ? payment(from, to, amount, coins) : rewardOf(from.address),
    };
  }

  /** How much of the time has passed. */
  private get share(): number {
    return Math.min(1, this.count / this.length);
  }

  /** The wallet at a place, or its neighbour while it has not come. */
  private present(place: number): number {
    return place % 4 === 3 && this.share < LATE ? place - 1 : place;
  }
}

class FilledTime extends Clock {
  constructor(private readonly timeMs: () => number) {
    super();
  }

  override nowMs(): number {
    return this.timeMs();
  }
}
