import type { BlockIntent } from '@app/utxo';
import { seededRandom } from '../load/seeded-random.js';
import { type Plan, rewardOf } from './fill-plan.js';

export interface CoinOwner {
  /** Lower-case hex. */
  readonly address: string;
  readonly coins: number;
}

/** One reward of the faucet for each coin of each owner, those of all owners mixed, as coins come in over the years. */
export class CoinsPlan implements Plan {
  readonly length: number;
  private readonly order: Uint16Array;
  private count = 0;

  constructor(private readonly owners: readonly CoinOwner[]) {
    this.length = owners.reduce((total, { coins }) => total + coins, 0);
    this.order = new Uint16Array(this.length);
    let at = 0;
    for (const [owner, { coins }] of owners.entries()) {
      this.order.fill(owner, at, at + coins);
      at += coins;
    }
    const random = seededRandom(11);
    for (let place = this.length - 1; place > 0; place--) {
      const other = Math.floor(random() * (place + 1));
      [this.order[place], this.order[other]] = [this.order[other]!, this.order[place]!];
    }
  }

  next(): BlockIntent {
    const owner = this.owners[this.order[this.count++]!]!;
    return { plan: () => rewardOf(owner.address) };
  }
}
