import { DomainError } from "../kernel/index.js";
import { formatFlop } from './model/flop-amount.js';
export class WalletNotFound extends DomainError {
    kind = 'missing';
    code = 'wallet_not_found';
    constructor(nodeId) {
        super(`No wallet found for node ${nodeId}`);
    }
}
export class WalletAlreadyExists extends DomainError {
    kind = 'conflict';
    code = 'wallet_already_exists';
    constructor(nodeId) {
        super(`Wallet already exists for node ${nodeId}`);
    }
}
/** The node in the body is not the one in the path. */
export class NodeIdMismatch extends DomainError {
    kind = 'invalid';
    code = 'node_id_mismatch';
    constructor() {
        super('Node ID mismatch');
    }
}
export class AmountAboveLimit extends DomainError {
    kind = 'invalid';
    code = 'amount_above_limit';
    constructor(maxAmountUnits) {
        const limit = formatFlop(maxAmountUnits);
        super(`Amount exceeds maximum limit of ${limit.includes('.') ? limit : `${limit}.0`}`);
    }
}
export class RateLimitExceeded extends DomainError {
    kind = 'throttled';
    code = 'rate_limit_exceeded';
    constructor(most, windowSeconds, retryAfterSeconds) {
        super(`Rate limit exceeded. Maximum ${most} transactions per ${windowSeconds} seconds`, { retryAfterSeconds });
    }
}
export class TooManyAddresses extends DomainError {
    kind = 'throttled';
    code = 'too_many_addresses';
    constructor(most, windowSeconds, retryAfterSeconds) {
        super(`Too many addresses. Maximum ${most} new addresses per ${windowSeconds} seconds`, { retryAfterSeconds });
    }
}
/** The amount and its network fee are more than the node can spend. */
export class InsufficientBalance extends DomainError {
    kind = 'invalid';
    code = 'insufficient_balance';
    constructor(options = {}) {
        super('Insufficient balance', options);
    }
}
export class InvalidIdempotencyKey extends DomainError {
    kind = 'invalid';
    code = 'invalid_idempotency_key';
    constructor() {
        super('Invalid Idempotency-Key');
    }
}
/** The key was used for another payment. */
export class IdempotencyKeyReused extends DomainError {
    kind = 'conflict';
    code = 'idempotency_key_reused';
    status = 422;
    constructor() {
        super('Idempotency-Key was already used for another request');
    }
}
/** The first request with this key has no answer yet. */
export class PaymentInFlight extends DomainError {
    kind = 'conflict';
    code = 'payment_in_flight';
    constructor() {
        super('A request with this Idempotency-Key is still being processed', { retryAfterSeconds: 1 });
    }
}
/** The auditor found that the books and Core differ, or that more is owed than the operator can cover. */
export class SendsFrozen extends DomainError {
    kind = 'unavailable';
    code = 'sends_frozen';
    constructor(reason, driftUnits) {
        const why = reason === 'drift'
            ? `the ledger and Flopcoin Core differ by ${formatFlop(driftUnits)} FLOP`
            : 'a deposit that was already spent has been taken back';
        super(`Sends are frozen: ${why}`, { retryAfterSeconds: 60 });
    }
}
const HINDRANCES = {
    syncing: 'Flopcoin Core is still synchronising',
    no_peers: 'Flopcoin Core has no peers',
    stale_tip: 'Flopcoin Core has seen no block for too long',
};
/** Core would take a payment now, and nobody would see it. */
export class NotReadyToSend extends DomainError {
    kind = 'unavailable';
    code = 'not_ready_to_send';
    constructor(hindrance) {
        super(HINDRANCES[hindrance], { retryAfterSeconds: 30 });
    }
}
/** The money is there, but its coins wait for a block. */
export class CoinsNotReady extends DomainError {
    kind = 'unavailable';
    code = 'coins_not_ready';
    constructor(options = {}) {
        super('The coins for this payment wait for a confirmation, try again later', { retryAfterSeconds: 30, ...options });
    }
}
/** The database failed while the payment was being stored: it is carried out, or not at all, and nobody can say which yet. */
export class PaymentUndecided extends DomainError {
    kind = 'unavailable';
    code = 'payment_undecided';
    constructor(options = {}) {
        super('The outcome is unknown: look at the transactions, or send again with the same Idempotency-Key', {
            retryAfterSeconds: 5,
            ...options,
        });
    }
}
//# sourceMappingURL=wallet.errors.js.map