import type { Point } from '../components/scaled.js';
import type { Block } from './with-events.js';

const MINUTES = 30;

/** How many transactions each of the last minutes had, that of `now` the last. */
export function countByMinute(blocks: readonly Block[], now: number): Point[] {
  const last = Math.floor(now / 60_000);
  const counts = new Map<number, number>();
  for (const { timestamp, tx_count } of blocks) {
    const minute = Math.floor(timestamp / 60);
    counts.set(minute, (counts.get(minute) ?? 0) + tx_count);
  }
  return Array.from({ length: MINUTES }, (_, index) => {
    const minute = last - MINUTES + 1 + index;
    return { time: minute * 60, value: BigInt(counts.get(minute) ?? 0) };
  });
}
