import { DomainError } from "../kernel/index.js";
/** A transaction or block that breaks a rule of the chain; `rule` is stable and says which, `message` says it in words. */
export class RuleBroken extends Error {
    rule;
    name = 'RuleBroken';
    constructor(rule, message) {
        super(message);
        this.rule = rule;
    }
}
/** The stored chain contradicts itself. Nothing is repaired: the operator restores a backup. */
export class DamagedStore extends Error {
    name = 'DamagedStore';
}
/** A block did not follow the stored tip: somebody else has appended since. */
export class ForkedChain extends Error {
    name = 'ForkedChain';
}
export class BlockNotFound extends DomainError {
    kind = 'missing';
    code = 'block_not_found';
    constructor() {
        super('block not found');
    }
}
export class TransactionNotFound extends DomainError {
    kind = 'missing';
    code = 'transaction_not_found';
    constructor() {
        super('transaction not found');
    }
}
/** The store did not say whether it appended the block. Append the same block again to find out. */
export class AppendUncertain extends Error {
    name = 'AppendUncertain';
}
//# sourceMappingURL=chain.errors.js.map