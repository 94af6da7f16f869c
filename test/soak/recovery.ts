import { setTimeout as sleep } from 'node:timers/promises';
import type { MixedLoad } from './mixed-load.js';

interface Recovery {
  /** Transfers that were acknowledged before. */
  readonly done: number;
  readonly trouble: string;
  readonly withinMs: number;
}

/** @returns milliseconds until one more transfer is acknowledged */
export async function untilAcknowledged({ sends }: MixedLoad, { done, trouble, withinMs }: Recovery): Promise<number> {
  const over = performance.now();
  while (sends.done.size === done) {
    if (performance.now() - over > withinMs) throw new Error(`${trouble}: nothing is acknowledged any more`);
    await sleep(20);
  }
  return Math.round(performance.now() - over);
}
