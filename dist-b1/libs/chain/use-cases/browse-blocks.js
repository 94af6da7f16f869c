import { BlockNotFound } from '../chain.errors.js';
import { fromHex } from '../model/bytes.js';
/** Reads blocks as a block explorer shows them. */
export class BrowseBlocks {
    store;
    constructor(store) {
        this.store = store;
    }
    /** The highest block with the state after it. A server that is up has one. */
    async tip() {
        const tip = await this.store.tip();
        if (!tip)
            throw new BlockNotFound();
        return tip;
    }
    /**
     * @param name `tip`, a hash of 64 hex characters, or a height
     * @throws BlockNotFound
     */
    async block(name) {
        const height = name === 'tip' ? (await this.tip()).header.height : await this.heightOf(name);
        const block = height === undefined ? undefined : await this.store.blockAt(height);
        if (!block)
            throw new BlockNotFound();
        return block;
    }
    summaries(fromHeight, limit, order) {
        return this.store.summaries(fromHeight, limit, order);
    }
    async heightOf(name) {
        if ('height' in name)
            return name.height >= 0 ? name.height : undefined;
        const hash = fromHex(name.hash, 32);
        return hash && this.store.heightOf(hash);
    }
}
//# sourceMappingURL=browse-blocks.js.map