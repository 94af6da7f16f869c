import type { PaymentRefusal } from './payment.js';

const LEAST_REFUSALS = 3;
const PATIENCE_MS = 120_000;
const PATIENCE_BLOCKS = 2;

/**
 * Whether Core has refused a payment often enough to give it up: what only waits for a block (too many unconfirmed parents, a
 * conflict in the mempool, blocks that Core has not seen yet) has passed by then.
 */
export function isRefusedForGood(
  { times, sinceMs, sinceHeight }: PaymentRefusal,
  now: { readonly nowMs: number; readonly height: number },
): boolean {
  if (times < LEAST_REFUSALS) return false;
  return now.nowMs - sinceMs >= PATIENCE_MS || now.height - sinceHeight >= PATIENCE_BLOCKS;
}
