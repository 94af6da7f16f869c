import { parseAddress } from '../model/address.js';
/** The transactions of a wallet, in chain order or newest first. */
export class ListHistory {
    history;
    constructor(history) {
        this.history = history;
    }
    /** @throws InvalidAddress */
    execute(query) {
        return this.history.page({ ...query, address: parseAddress(query.address) });
    }
}
//# sourceMappingURL=list-history.js.map