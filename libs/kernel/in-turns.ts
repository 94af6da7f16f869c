import { setImmediate as nextIteration } from 'node:timers/promises';

/** How items are shared out over iterations of the event loop. */
export interface Turns<Item> {
  /** What one item weighs. */
  weigh(item: Item): number;
  /** Others get a turn when the items given since the last one would weigh more. */
  readonly most: number;
}

/** Gives `items` one by one, and leaves the event loop to others now and then, so that a long list stops nothing else. */
export async function* inTurns<Item>(items: Iterable<Item>, { weigh, most }: Turns<Item>): AsyncGenerator<Item> {
  let given = 0;
  for (const item of items) {
    const weight = weigh(item);
    if (given > 0 && given + weight > most) {
      await nextIteration();
      given = 0;
    }
    given += weight;
    yield item;
  }
}
