import { DomainError, type RefusalOptions } from '@app/kernel';
import type { NodeId } from '@app/node-registry';
import type { FreezeReason } from './model/audit.js';
import { formatFlop } from './model/flop-amount.js';
import type { SendingHindrance } from './model/sending-conditions.js';

export class WalletNotFound extends DomainError {
  readonly kind = 'missing';
  readonly code = 'wallet_not_found';

  constructor(nodeId: NodeId) {
    super(`No wallet found for node ${nodeId}`);
  }
}

export class WalletAlreadyExists extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'wallet_already_exists';

  constructor(nodeId: NodeId) {
    super(`Wallet already exists for node ${nodeId}`);
  }
}

/** The node in the body is not the one in the path. */
export class NodeIdMismatch extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'node_id_mismatch';
  override readonly field = 'node_id';

  constructor() {
    super('Node ID mismatch');
  }
}

export class AmountAboveLimit extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'amount_above_limit';
  override readonly field = 'amount';

  constructor(maxAmountUnits: bigint) {
    const limit = formatFlop(maxAmountUnits);
    super(`Amount exceeds maximum limit of ${limit.includes('.') ? limit : `${limit}.0`}`);
  }
}

export class RateLimitExceeded extends DomainError {
  readonly kind = 'throttled';
  readonly code = 'rate_limit_exceeded';

  constructor(most: number, windowSeconds: number, retryAfterSeconds: number) {
    super(`Rate limit exceeded. Maximum ${most} transactions per ${windowSeconds} seconds`, { retryAfterSeconds });
  }
}

export class TooManyAddresses extends DomainError {
  readonly kind = 'throttled';
  readonly code = 'too_many_addresses';

  constructor(most: number, windowSeconds: number, retryAfterSeconds: number) {
    super(`Too many addresses. Maximum ${most} new addresses per ${windowSeconds} seconds`, { retryAfterSeconds });
  }
}

/** The amount and its network fee are more than the node can spend. */
export class InsufficientBalance extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'insufficient_balance';
  override readonly field = 'amount';

  constructor(options: RefusalOptions = {}) {
    super('Insufficient balance', options);
  }
}

/** The first request with this key has no answer yet. */
export class PaymentInFlight extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'payment_in_flight';

  constructor() {
    super('A request with this Idempotency-Key is still being processed', { retryAfterSeconds: 1 });
  }
}

/** The auditor found that the books and Core differ, or that more is owed than the operator can cover. */
export class SendsFrozen extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'sends_frozen';

  constructor(reason: FreezeReason, driftUnits: bigint) {
    const why =
      reason === 'drift'
        ? `the ledger and Flopcoin Core differ by ${formatFlop(driftUnits)} FLOP`
        : 'a deposit that was already spent has been taken back';
    super(`Sends are frozen: ${why}`, { retryAfterSeconds: 60 });
  }
}

/** The books and Core agree. */
export class NothingToAdopt extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'nothing_to_adopt';

  constructor() {
    super('The ledger and Flopcoin Core agree: there is nothing to adopt');
  }
}

/** Something has changed since it was explained. */
export class FindingOutdated extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'finding_outdated';

  constructor() {
    super('The difference is another one now: explain it again');
  }
}

/** It is in a block or waits for one. */
export class PaymentIsLiving extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'payment_is_living';

  constructor() {
    super('The payment is in a block or in the mempool of Flopcoin Core: it is on its way');
  }
}

/** Its bytes may have reached others, who can still have it mined. */
export class PaymentMayBePaid extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'payment_may_be_paid';

  constructor() {
    super(
      'Others may have the payment and it may still be mined: spend one of its coins in Flopcoin Core, and it ends when that is deep enough',
    );
  }
}

export class StuckPaymentNotFound extends DomainError {
  readonly kind = 'missing';
  readonly code = 'stuck_payment_not_found';

  constructor() {
    super('No payment under way has this transaction');
  }
}

export class SetAsideRowNotFound extends DomainError {
  readonly kind = 'missing';
  readonly code = 'set_aside_row_not_found';

  constructor() {
    super('Nothing that was set aside has this name');
  }
}

/** One payment of this node counts otherwise in Core than in the books; the other nodes can send. */
export class NodeSendsFrozen extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'node_sends_frozen';

  constructor(txid: string) {
    super(`Sends of this node are frozen until its payment ${txid} is in a block or undone`, { retryAfterSeconds: 60 });
  }
}

const HINDRANCES: Record<SendingHindrance, string> = {
  syncing: 'Flopcoin Core is still synchronising',
  no_peers: 'Flopcoin Core has no peers',
  stale_tip: 'Flopcoin Core has seen no block for too long',
};

/** Core would take a payment now, and no peer would see it. */
export class NotReadyToSend extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'not_ready_to_send';

  constructor(readonly hindrance: SendingHindrance) {
    super(HINDRANCES[hindrance], { retryAfterSeconds: 30 });
  }
}

/** The money is there, but its coins wait for a block, or are too many and too small to be spent at once. */
export class CoinsNotReady extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'coins_not_ready';

  constructor(options: RefusalOptions = {}) {
    super('The coins for this payment wait for a confirmation, try again later', { retryAfterSeconds: 30, ...options });
  }
}

/** The database failed when the payment was stored or looked at: it is carried out, or not at all, and it is not known yet which. */
export class PaymentUndecided extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'payment_undecided';

  constructor(options: RefusalOptions = {}) {
    super('The outcome is unknown: look at the transactions, or send again with the same Idempotency-Key', {
      retryAfterSeconds: 5,
      ...options,
    });
  }
}
