import { parseAddress } from '../model/address.js';
/** The coins that a wallet can spend: stored, and not yet spent by a block on its way. Oldest first. */
export class ListCoins {
    index;
    unspent;
    leadership;
    constructor(index, unspent, leadership) {
        this.index = index;
        this.unspent = unspent;
        this.leadership = leadership;
    }
    /**
     * Up to `limit` coins with keys above `afterKey`; all when `limit` is undefined.
     * @throws InvalidAddress
     */
    async execute(text, afterKey, limit) {
        const address = parseAddress(text);
        await this.leadership.catchUp();
        const coins = this.index
            .spendable(address)
            .map((slot) => this.index.coin(slot))
            .filter(({ key }) => key > afterKey)
            .sort((left, right) => left.key - right.key)
            .slice(0, limit);
        const heights = await this.unspent.heights(coins.map(({ key }) => key));
        return coins.flatMap((coin) => {
            const height = heights.get(coin.key);
            return height === undefined ? [] : [{ ...coin, height }];
        });
    }
}
//# sourceMappingURL=list-coins.js.map