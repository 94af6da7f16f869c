import type { CoinTransaction } from '@app/infrastructure/flopcoin/coin-transaction.js';
import { type CoinChoice, choosePaymentCoins, type NoChoice, type PooledCoin, transactionFee } from '@app/node-wallet';
import { WALLET_FEE_RATE_UNITS } from './devnet-parameters.js';
import type { OwnedCoin } from './devnet-wallets.js';

export interface Spend {
  transaction: CoinTransaction;
  feeUnits: bigint;
  coins: OwnedCoin[];
}

export interface SpendPlan {
  pool: readonly (OwnedCoin & PooledCoin)[];
  amountUnits: bigint;
  maxFeeUnits: bigint;
  script: Uint8Array;
  changeScript: Uint8Array;
}

/** Chooses coins, adds the change and signs. */
export function makeSpend(plan: SpendPlan): Spend | NoChoice {
  const choice = choosePaymentCoins(plan.pool, { ...plan, rateUnits: WALLET_FEE_RATE_UNITS });
  if ('refused' in choice) return choice;
  return signedSpend(choice, [{ amountUnits: plan.amountUnits, script: plan.script }], plan.changeScript);
}

/** The choice as a signed transaction: to `outputs`, and what is left over to `changeScript`. */
export function signedSpend(
  { coins, feeUnits, changeUnits }: CoinChoice<OwnedCoin>,
  outputs: CoinTransaction['outputs'],
  changeScript: Uint8Array,
): Spend {
  const change = changeUnits > 0n ? [{ amountUnits: changeUnits, script: changeScript }] : [];
  return { transaction: signedTransaction(coins, [...outputs, ...change]), feeUnits, coins };
}

/** Spends `coins` to `outputs`; what is left over is the fee. */
export function signedTransaction(coins: readonly OwnedCoin[], outputs: CoinTransaction['outputs']): CoinTransaction {
  const unsigned: CoinTransaction = {
    version: 1,
    inputs: coins.map(({ txid, vout }) => ({ txid, vout, scriptSig: new Uint8Array(), sequence: 0xffffffff })),
    outputs,
    lockTime: 0,
  };
  const inputs = unsigned.inputs.map((input, at) => ({
    ...input,
    scriptSig: coins[at]!.owner.key.unlock(unsigned, at),
  }));
  return { ...unsigned, inputs };
}

/** 0.01 FLOP per 1000 bytes of the largest the transaction can get. */
export function spendFee(inputs: number, outputs: number): bigint {
  return transactionFee(inputs, outputs, WALLET_FEE_RATE_UNITS);
}
