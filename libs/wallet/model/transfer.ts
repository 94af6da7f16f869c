import { fromHex, type TransactionOutput } from '@app/chain';
import type { Coin } from '@app/utxo';
import { AmountNotPositive } from '../wallet.errors.js';
import { type Address, parseAddress } from './address.js';

export interface Transfer {
  readonly from: Address;
  readonly to: Address;
  readonly amount: bigint;
}

/**
 * Reads who pays whom how much, as a caller wrote it.
 * @throws InvalidAddress (from, then to) · AmountNotPositive
 */
export function parseTransfer(request: { from: string; to: string; amount: bigint }): Transfer {
  const payment = {
    from: parseAddress(request.from, 'from'),
    to: parseAddress(request.to, 'to'),
    amount: request.amount,
  };
  if (payment.amount <= 0n) throw new AmountNotPositive();
  return payment;
}

/** Pays `amount` from `coins` to `to` and the rest, if any, back to `from`: inputs = outputs, there is no fee. */
export function transferOutputs(
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
