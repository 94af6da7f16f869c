import { DomainError } from "../kernel/index.js";
export class ZakatPoolNotSet extends DomainError {
    kind = 'unavailable';
    code = 'zakat_pool_not_set';
    status = 500;
    constructor() {
        super('ZAKAT_WALLET_ADDRESS not set');
    }
}
/** The wallets could not be listed; nothing was charged in this step. */
export class WalletsNotListed extends DomainError {
    kind = 'unavailable';
    code = 'wallets_not_listed';
    status = 500;
    constructor(cause) {
        super('failed to list wallet profiles', { cause });
    }
}
/** The run stopped before every wallet was looked at. What was charged stays charged; the next call completes the run. */
export class ZakatRunInterrupted extends DomainError {
    kind = 'unavailable';
    code = 'zakat_run_interrupted';
    status = 500;
    constructor(cause) {
        super('failed to persist zakat deduction', { cause });
    }
}
/** The balance is too small for a whole unit of zakat: the wallet is not processed. Never leaves the run. */
export class NothingDue extends DomainError {
    kind = 'invalid';
    code = 'nothing_due';
    constructor() {
        super('no zakat is due');
    }
}
//# sourceMappingURL=zakat.errors.js.map