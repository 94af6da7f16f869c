import { BlockStore, encodeTransaction, equalBytes, ForkedChain, outpointKey, toHex, } from "../../chain/index.js";
/** The chain in memory, for `PERSISTENCE=memory` and for fast tests. The other memory adapters read `transactions`. */
export class MemoryChainStore extends BlockStore {
    blocks = [];
    transactions = [];
    keys = new Map();
    heights = new Map();
    outputs = new Map();
    current;
    async append(block, effects) {
        if (this.current && equalBytes(this.current.hash, block.hash))
            return;
        const follows = this.current ? equalBytes(this.current.hash, block.header.prevHash) : block.header.height === 0;
        if (!follows)
            throw new ForkedChain('the block does not follow the stored tip');
        this.blocks.push(block);
        this.heights.set(toHex(block.hash), block.header.height);
        for (const [position, transaction] of block.transactions.entries()) {
            for (const [vout, output] of transaction.outputs.entries()) {
                this.outputs.set(outpointKey({ txid: transaction.id, vout }), output);
            }
            const key = this.transactions.push({
                key: this.transactions.length,
                bytes: encodeTransaction(transaction),
                height: block.header.height,
                blockHash: block.hash,
                position,
                effects: effects.transactions[position],
                receivers: [...new Set(transaction.outputs.map(({ pubKeyHash }) => toHex(pubKeyHash)))],
            });
            this.keys.set(toHex(transaction.id), key - 1);
        }
        this.current = effects.tip;
    }
    async tip() {
        return this.current;
    }
    async blockAt(height) {
        return this.blocks[height];
    }
    async heightOf(hash) {
        return this.heights.get(toHex(hash));
    }
    async transaction(txid) {
        const key = this.keys.get(toHex(txid));
        return key === undefined ? undefined : this.transactions[key];
    }
    async summaries(fromHeight, limit, order) {
        // A caller who wants the newest blocks may start far above the tip.
        const top = Math.min(fromHeight, this.blocks.length - 1);
        const range = order === 'asc'
            ? this.blocks.slice(fromHeight, fromHeight + limit)
            : this.blocks.slice(Math.max(0, top - limit + 1), top + 1).reverse();
        return range.map(({ header, hash, transactions }) => ({
            height: header.height,
            timestamp: header.timestamp,
            hash,
            prevHash: header.prevHash,
            transactionCount: transactions.length,
        }));
    }
    async hasLooseEnd() {
        return false;
    }
    async spentBy(fromHeight, toHeight) {
        const spent = new Map();
        for (const { transactions } of this.blocks.slice(fromHeight, toHeight + 1)) {
            for (const input of transactions.flatMap(({ inputs }) => inputs)) {
                const key = outpointKey(input);
                const output = this.outputs.get(key);
                if (output)
                    spent.set(key, output);
            }
        }
        return spent;
    }
}
//# sourceMappingURL=memory-chain-store.js.map