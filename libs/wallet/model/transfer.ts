import { fromHex, type Signer, type TransactionOutput, type TransactionRecord } from '@app/chain';
import type { Coin, PlannedTransaction, SpendableCoins } from '@app/utxo';
import { AmountNotPositive } from '../wallet.errors.js';
import { type Address, parseAddress, parsePayee } from './address.js';

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
    to: parsePayee(request.to, 'to'),
    amount: request.amount,
  };
  if (payment.amount <= 0n) throw new AmountNotPositive();
  return payment;
}

/** Pays `amount` from `coins` to `to` and the rest, if any, back to `from`: inputs = outputs, there is no fee. */
export function transferOutputs(coins: readonly Coin[], { from, to, amount }: Transfer): TransactionOutput[] {
  const change = coins.reduce((total, coin) => total + coin.value, -amount);
  if (change < 0n) throw new RangeError('the coins do not cover the amount');
  const payment = { value: amount, pubKeyHash: fromHex(to, 32)! };
  return change === 0n ? [payment] : [payment, { value: change, pubKeyHash: fromHex(from, 32)! }];
}

/**
 * Plans `transfer` with coins of its sender, all of which `signer` signs for.
 * @param type what the books call it
 * @throws InsufficientFunds · TooManyCoins
 */
export function planTransfer(
  coins: SpendableCoins,
  transfer: Transfer,
  { type, signer }: { type: TransactionRecord['type']; signer: Signer },
): PlannedTransaction {
  const { from: sender, to: receiver, amount } = transfer;
  const inputs = coins.select(sender, amount);
  return {
    inputs,
    outputs: transferOutputs(inputs, transfer),
    owners: inputs.map(() => sender),
    signer,
    record: { type, sender, receiver, amount },
  };
}
