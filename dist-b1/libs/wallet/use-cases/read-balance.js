import { parseAddress } from '../model/address.js';
/** The confirmed balance of a wallet. */
export class ReadBalance {
    index;
    leadership;
    constructor(index, leadership) {
        this.index = index;
        this.leadership = leadership;
    }
    /** @throws InvalidAddress */
    async execute(text) {
        const address = parseAddress(text);
        await this.leadership.catchUp();
        return this.index.balance(address);
    }
}
//# sourceMappingURL=read-balance.js.map