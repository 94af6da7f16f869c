import { fromHex, type TransactionOutput } from '@app/chain';
import type { Coin } from '@app/utxo';
import type { Address } from './address.js';

/** Pays `amount` from `coins` to `to` and the rest, if any, back to `from`: inputs = outputs, there is no fee. */
export function paymentOutputs(
  coins: readonly Coin[],
  from: Address,
  to: Address,
  amount: bigint,
): TransactionOutput[] {
  const change = coins.reduce((total, coin) => total + coin.value, -amount);
  if (change < 0n) throw new RangeError('the coins do not cover the amount');
  const payment = { value: amount, pubKeyHash: fromHex(to, 32)! };
  return change === 0n ? [payment] : [payment, { value: change, pubKeyHash: fromHex(from, 32)! }];
}
