import type { Payment } from '../model/payment.js';
import type { Outpoint } from '../ports/flopcoin-payments.js';
import type { WalletTransaction } from '../ports/flopcoin-wallet.js';

/**
 * The coin has no protected transaction ids: somebody may have changed the form of ours on its way, and it still pays what it
 * should, from the same coins and at the same fee.
 */
export function isSamePayment(
  payment: Pick<Payment, 'recipientAddress' | 'amountUnits' | 'feeUnits' | 'inputs'>,
  { outputs, inputs, creditUnits, debitUnits }: WalletTransaction,
): boolean {
  const paidUnits = outputs.reduce((sum, { amountUnits }) => sum + amountUnits, 0n);
  const pays = outputs.some(
    ({ address, amountUnits }) => address === payment.recipientAddress && amountUnits === payment.amountUnits,
  );
  const returnedUnits = debitUnits - creditUnits - (payment.feeUnits ?? 0n);
  return (
    pays &&
    coins(inputs) === coins(payment.inputs) &&
    debitUnits - paidUnits === payment.feeUnits &&
    // All but the amount came back to the wallet, or the amount too when it was paid to the wallet itself.
    (returnedUnits === payment.amountUnits || returnedUnits === 0n)
  );
}

function coins(outpoints: readonly Outpoint[]): string {
  return outpoints
    .map(({ txid, vout }) => `${txid}:${vout}`)
    .sort()
    .join();
}
