import type { Payment } from '../model/payment.js';
import type { WalletTransaction } from '../ports/flopcoin-wallet.js';

/**
 * Whether a transaction carries out a payment: from the same coins it pays the same recipient the same amount. The coin has no
 * protected transaction ids, so its form may have been changed on its way, and the operator may have given it another fee,
 * other change, or a coin more: what that costs or brings is the house's.
 */
export function isSamePayment(
  payment: Pick<Payment, 'recipientAddress' | 'amountUnits' | 'inputs'>,
  { outputs, inputs }: Pick<WalletTransaction, 'outputs' | 'inputs'>,
): boolean {
  const coins = new Set(inputs.map(keyOf));
  return (
    payment.inputs.length > 0 &&
    payment.inputs.every((input) => coins.has(keyOf(input))) &&
    outputs.some(
      ({ address, amountUnits }) => address === payment.recipientAddress && amountUnits === payment.amountUnits,
    )
  );
}

function keyOf({ txid, vout }: { txid: string; vout: number }): string {
  return `${txid}:${vout}`;
}
