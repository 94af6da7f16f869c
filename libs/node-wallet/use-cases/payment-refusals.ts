import {
  CoreTimeout,
  CoreUnavailable,
  FeeAboveCap,
  InsufficientCoreFunds,
  InvalidRecipient,
  KeypoolEmpty,
  WalletLocked,
  WrongChainOrWallet,
} from '../coin.errors.js';
import type { Payment, PaymentFailure } from '../model/payment.js';
import type { SpendingPolicy } from '../model/spending-policy.js';
import { CoinsNotReady, InsufficientBalance, NotReadyToSend } from '../node-wallet.errors.js';

/** Throws what the caller is told when the payment was given up; does nothing for any other state. */
export function refuseFailed(payment: Payment | undefined): void {
  if (payment?.state === 'failed') throw refusalOf(payment.failure);
}

/** What an error of the coin ports means for a payment that has not been signed, and for the caller who ordered it. */
export function whyNotBuilt(
  error: unknown,
  { reservedFeeUnits }: Payment,
  { maxFeeUnits }: SpendingPolicy,
): { failure: PaymentFailure; refusal: unknown } {
  // With the whole ceiling of the policy reserved, it is the coins that are too many, and not the money too little.
  const isScattered = error instanceof FeeAboveCap && reservedFeeUnits >= maxFeeUnits;
  if (error instanceof InsufficientCoreFunds || isScattered)
    return { failure: 'coins_not_ready', refusal: new CoinsNotReady({ cause: error }) };
  if (error instanceof FeeAboveCap)
    return { failure: 'fee_above_reserve', refusal: new InsufficientBalance({ cause: error }) };
  return { failure: failureOf(error), refusal: error };
}

function failureOf(error: unknown): PaymentFailure {
  if (error instanceof CoreTimeout) return 'core_timeout';
  if (error instanceof CoreUnavailable) return 'core_unavailable';
  if (error instanceof NotReadyToSend) return error.hindrance;
  if (error instanceof WrongChainOrWallet) return 'wrong_chain_or_wallet';
  if (error instanceof WalletLocked) return 'wallet_locked';
  if (error instanceof KeypoolEmpty) return 'keypool_empty';
  if (error instanceof InvalidRecipient) return 'invalid_recipient';
  if (error instanceof CoinsNotReady) return 'coins_not_ready';
  return 'core_refused';
}

/** The inverse, for the process that did not build it: the stored reason says what the building process threw. */
function refusalOf(failure: PaymentFailure | undefined): Error {
  switch (failure) {
    case 'fee_above_reserve':
      return new InsufficientBalance();
    case 'coins_not_ready':
      return new CoinsNotReady();
    case 'core_timeout':
    case 'expired':
      return new CoreTimeout();
    case 'syncing':
    case 'no_peers':
    case 'stale_tip':
      return new NotReadyToSend(failure);
    case 'wrong_chain_or_wallet':
      return new WrongChainOrWallet();
    case 'wallet_locked':
      return new WalletLocked();
    case 'keypool_empty':
      return new KeypoolEmpty();
    case 'invalid_recipient':
      return new InvalidRecipient();
    default:
      return new CoreUnavailable('down');
  }
}
