import { DomainError, type RefusalOptions } from '@app/kernel';

export class InsufficientFunds extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'insufficient_funds';
  override readonly field = 'amount';

  constructor() {
    super('insufficient funds');
  }
}

/** The amount is there, but spread over more coins than one transaction may spend: send less at a time. */
export class TooManyCoins extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'too_many_coins';
  override readonly field = 'amount';

  constructor() {
    super('failed to create transaction');
  }
}

/** Minting would push the supply past its cap. */
export class SupplyExhausted extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'supply_exhausted';

  constructor() {
    super('the supply cap is reached');
  }
}

/** A client-signed transaction that spends what is not unspent any more, or breaks a rule of the chain. */
export class InvalidTransaction extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'invalid_transaction';

  /** @param about the part that is wrong, as a path from the body such as `transaction.Vin.0.Signature`, and why */
  constructor({ cause, field = 'transaction', why }: Pick<RefusalOptions, 'cause' | 'field' | 'why'> = {}) {
    super('invalid transaction', { cause, field, why });
  }
}

/** More requests wait than can be served in good time. */
export class ProducerBusy extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'busy';

  constructor() {
    super('the server is busy, try again', { retryAfterSeconds: 1 });
  }
}

/** One block, as it was told to callers. */
export interface KnownBlock {
  readonly height: number;
  readonly hash: Uint8Array;
}

/**
 * The store lacks blocks that this process has read or stored: it was set back, or a server without them took its place. What the
 * process holds in memory is of no store any more.
 */
export class BlocksLost extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'blocks_lost';

  /** @param lost the newest of them, lowest first */
  constructor(readonly lost: readonly KnownBlock[]) {
    super('the store has gone back; this server starts anew, try again', { retryAfterSeconds: 5 });
  }
}

/** The store does not say within a few seconds what other processes have appended. */
export class ChainUnread extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'chain_unread';

  constructor() {
    super('this server cannot read the chain at the moment, try again', { retryAfterSeconds: 2 });
  }
}

/** This process does not write: it is starting, stopping, or another process holds the writer's lock. Nothing was done. */
export class NotWriting extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'not_writing';

  constructor() {
    super('this server does not accept writes at the moment, try again', { retryAfterSeconds: 2 });
  }
}

/** The block was refused by the store; certainly nothing was done. */
export class BlockNotCommitted extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'block_not_committed';

  constructor(cause: unknown) {
    super('the block could not be stored, nothing was done, try again', { cause, retryAfterSeconds: 2 });
  }
}

/** The store did not answer, and asking again did not settle it in time: the block may or may not be on the chain. */
export class OutcomeUnknown extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'outcome_unknown';

  constructor(cause: unknown) {
    super('the outcome is unknown, look at the wallet before trying again', { cause, retryAfterSeconds: 10 });
  }
}
