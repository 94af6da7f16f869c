import { DomainError } from "../kernel/index.js";
export class InsufficientFunds extends DomainError {
    kind = 'invalid';
    code = 'insufficient_funds';
    constructor() {
        super('insufficient funds');
    }
}
/** The amount is there, but spread over more coins than one transaction may spend: send less at a time. */
export class TooManyCoins extends DomainError {
    kind = 'invalid';
    code = 'too_many_coins';
    constructor() {
        super('failed to create transaction');
    }
}
/** Minting would push the supply past its cap. */
export class SupplyExhausted extends DomainError {
    kind = 'conflict';
    code = 'supply_exhausted';
    constructor() {
        super('the supply cap is reached');
    }
}
/** A client-signed transaction that spends what is not unspent any more, or breaks a rule of the chain. */
export class InvalidTransaction extends DomainError {
    kind = 'invalid';
    code = 'invalid_transaction';
    constructor(cause) {
        super('invalid transaction', { cause });
    }
}
/** More requests wait than can be served in good time. */
export class ProducerBusy extends DomainError {
    kind = 'unavailable';
    code = 'busy';
    constructor() {
        super('the server is busy, try again', { retryAfterSeconds: 1 });
    }
}
/** This process does not write: it is starting, stopping, or another process holds the writer's lock. Nothing was done. */
export class NotWriting extends DomainError {
    kind = 'unavailable';
    code = 'not_writing';
    constructor() {
        super('this server does not accept writes at the moment, try again', { retryAfterSeconds: 2 });
    }
}
/** The block was refused by the store; certainly nothing was done. */
export class BlockNotCommitted extends DomainError {
    kind = 'unavailable';
    code = 'block_not_committed';
    constructor(cause) {
        super('the block could not be stored, nothing was done, try again', { cause, retryAfterSeconds: 2 });
    }
}
/** The store did not answer, and asking again did not settle it in time: the block may or may not be on the chain. */
export class OutcomeUnknown extends DomainError {
    kind = 'unavailable';
    code = 'outcome_unknown';
    constructor(cause) {
        super('the outcome is unknown, look at the wallet before trying again', { cause, retryAfterSeconds: 10 });
    }
}
//# sourceMappingURL=utxo.errors.js.map