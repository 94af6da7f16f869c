import { DomainError } from "../kernel/index.js";
export class InvalidAddress extends DomainError {
    kind = 'invalid';
    code = 'invalid_address';
    constructor() {
        super('invalid address');
    }
}
export class AmountNotPositive extends DomainError {
    kind = 'invalid';
    code = 'amount_not_positive';
    constructor() {
        super('amount must be positive');
    }
}
export class InvalidPrivateKey extends DomainError {
    kind = 'invalid';
    code = 'invalid_private_key';
    constructor() {
        super('invalid private key');
    }
}
export class KeyMismatch extends DomainError {
    kind = 'invalid';
    code = 'key_mismatch';
    constructor() {
        super('private key does not match the from address');
    }
}
//# sourceMappingURL=wallet.errors.js.map