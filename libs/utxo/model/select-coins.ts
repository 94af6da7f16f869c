import { MAX_PARTS } from '@app/chain';
import type { Coin, UtxoIndex } from '../services/utxo-index.js';
import { InsufficientFunds, TooManyCoins } from '../utxo.errors.js';

/**
 * Coins of `address` worth at least `amount`, few of them: the smallest single coin that suffices, else the largest ones
 * until they do.
 * @throws InsufficientFunds when all coins together are worth less
 * @throws TooManyCoins when more than 5000 coins would be needed
 */
export function selectCoins(index: UtxoIndex, address: string, amount: bigint): Coin[] {
  const best = index.smallestFrom(address, amount);
  if (best !== undefined) return [index.coin(best)];
  if (index.available(address) < amount) throw new InsufficientFunds();
  const chosen: Coin[] = [];
  let collected = 0n;
  for (const slot of index.largestFirst(address)) {
    if (chosen.length === MAX_PARTS) throw new TooManyCoins();
    chosen.push(index.coin(slot));
    collected += index.valueOf(slot);
    if (collected >= amount) break;
  }
  return chosen;
}

export function sum(coins: readonly Coin[]): bigint {
  return coins.reduce((total, coin) => total + coin.value, 0n);
}
