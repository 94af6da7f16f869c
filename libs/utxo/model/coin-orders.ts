import { SortedSlots } from './sorted-slots.js';

/** What coins are put in order by. */
export interface CoinFacts {
  valueOf(slot: number): bigint;
  /** The store's key: dense, in chain order. */
  keyOf(slot: number): number;
}

/** The coins of one owner in the two orders that are asked for. */
export class CoinOrders {
  private readonly byValue: SortedSlots;
  private readonly byKey: SortedSlots;

  constructor(
    private readonly facts: CoinFacts,
    slots: readonly number[],
  ) {
    const difference = (left: number, right: number) => compare(facts.valueOf(left), facts.valueOf(right));
    this.byValue = new SortedSlots((left, right) => difference(left, right) || left - right, slots);
    this.byKey = new SortedSlots((left, right) => facts.keyOf(left) - facts.keyOf(right), slots);
  }

  add(slot: number): void {
    this.byValue.add(slot);
    this.byKey.add(slot);
  }

  remove(slot: number): void {
    this.byValue.remove(slot);
    this.byKey.remove(slot);
  }

  /** The smallest coin that is worth at least `amount`. */
  smallestFrom(amount: bigint): number | undefined {
    const found = this.byValue.from((slot) => this.facts.valueOf(slot) < amount).next();
    return found.done ? undefined : found.value;
  }

  largestFirst(): Iterable<number> {
    return this.byValue.downwards();
  }

  /** In the order of their keys, from the first above `key` on. */
  after(key: number): Iterable<number> {
    return this.byKey.from((slot) => this.facts.keyOf(slot) <= key);
  }
}

function compare(left: bigint, right: bigint): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
