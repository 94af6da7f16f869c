import { DomainError, type RefusalOptions } from '@app/kernel';

/** Why Core could not be asked. `credentials` and `not_core` need the operator, the others pass by themselves. */
export type CoreOutage = 'down' | 'credentials' | 'warming_up' | 'queue_full' | 'moving_tip' | 'not_core';

/**
 * Core was not reached or would not take the call: daemon down, wrong password, warming up, work queue full. The call
 * was **not carried out**, so trying it again later is safe. 503 with `Retry-After`.
 */
export class CoreUnavailable extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'core_unavailable';

  constructor(
    readonly reason: CoreOutage,
    options: RefusalOptions = {},
  ) {
    super('Flopcoin Core is not available', { retryAfterSeconds: 5, ...options });
  }
}

/**
 * The call went out and no answer came back: Core hung, or the connection ended before the answer. The call
 * **may have been carried out**; a payment met by this is undecided, never failed. The registry answers 504.
 */
export class CoreTimeout extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'core_timeout';

  constructor(options: RefusalOptions = {}) {
    super('Flopcoin Core did not answer in time', { retryAfterSeconds: 5, ...options });
  }
}

/** Core answered with something that is not what its interface promises. Nothing of it is believed. The registry answers 502. */
export class CoreAnswerMalformed extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'core_answer_malformed';

  constructor(options: RefusalOptions = {}) {
    super('Flopcoin Core gave an answer that could not be understood', options);
  }
}

/** Core refused for a reason that the registry has no word for. `coreCode` is Core's own number, for the log. */
export class CoreRefused extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'core_refused';

  constructor(
    readonly coreCode: number,
    options: RefusalOptions = {},
  ) {
    super('Flopcoin Core refused the operation', options);
  }
}

/**
 * Another chain or another wallet answers where the pinned one used to. An unknown wallet shows a balance of 0 and no
 * error of its own, so nothing it says is used and no money moves until the operator has put the right one back.
 */
export class WrongChainOrWallet extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'wrong_chain_or_wallet';

  constructor(options: RefusalOptions = {}) {
    super('Flopcoin Core serves another chain or wallet than this registry was set up with', options);
  }
}

/** Core's wallet is encrypted and locked (-13). Only the operator's passphrase helps. */
export class WalletLocked extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'core_wallet_locked';

  constructor(options: RefusalOptions = {}) {
    super('The wallet of Flopcoin Core is locked', { retryAfterSeconds: 60, ...options });
  }
}

/** Core has no fresh key left to hand out (-12), as happens to a locked wallet after about 100 addresses. */
export class KeypoolEmpty extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'core_keypool_empty';

  constructor(options: RefusalOptions = {}) {
    super('Flopcoin Core has no fresh address left', { retryAfterSeconds: 60, ...options });
  }
}

/** The recipient is not an address of Core's network. */
export class InvalidRecipient extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'invalid_recipient';
  override readonly field = 'recipient_address';

  constructor(options: RefusalOptions = {}) {
    super('Invalid recipient address', options);
  }
}

/** Not a positive number of FLOP with at most 8 decimals. */
export class InvalidAmount extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'invalid_amount';
  override readonly field = 'amount';

  constructor(options: RefusalOptions = {}) {
    super('Invalid amount', options);
  }
}

/** Below 0.01 FLOP, the smallest output that Flopcoin's wallet makes. */
export class AmountBelowDust extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'amount_below_dust';
  override readonly field = 'amount';

  constructor(options: RefusalOptions = {}) {
    super("Invalid amount: below the coin's dust limit of 0.01 FLOP", options);
  }
}

/** Core's wallet cannot spend this amount and its fee now: the coins are not there, or not confirmed, or held for other payments. */
export class InsufficientCoreFunds extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'insufficient_core_funds';
  override readonly field = 'amount';

  constructor(options: RefusalOptions = {}) {
    super('Insufficient balance', options);
  }
}

/** The transaction that Core's wallet made would cost more than was reserved for it; nothing was signed into being. */
export class FeeAboveCap extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'fee_above_cap';

  constructor(
    readonly feeUnits: bigint,
    options: RefusalOptions = {},
  ) {
    super('The network fee is above what was reserved for it', options);
  }
}
