import type { CoinOutpoint } from '@app/node-wallet';
import { outpointKey } from './coin-transaction.js';

/**
 * Coins of payments that were built here and that the outbox may not have stored yet. It is what stands between two
 * builds in a row and the same coin: the second caller does not name the coins of a payment it has not heard of.
 */
export class HandedOutInputs {
  private readonly inputs = new Map<string, { outpoint: CoinOutpoint; claimed: boolean }>();

  add(outpoints: readonly CoinOutpoint[]): void {
    for (const outpoint of outpoints) this.inputs.set(outpointKey(outpoint), { outpoint, claimed: false });
  }

  remove(outpoints: readonly CoinOutpoint[]): void {
    for (const outpoint of outpoints) this.inputs.delete(outpointKey(outpoint));
  }

  /** Every coin that must not be chosen now. What the outbox claimed once and claims no more is settled, and forgotten. */
  taken(held: readonly CoinOutpoint[]): CoinOutpoint[] {
    const claimed = new Map(held.map((outpoint) => [outpointKey(outpoint), outpoint]));
    for (const [key, entry] of this.inputs) {
      if (claimed.has(key)) entry.claimed = true;
      else if (entry.claimed) this.inputs.delete(key);
      else claimed.set(key, entry.outpoint);
    }
    return [...claimed.values()];
  }
}
