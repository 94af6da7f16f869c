import { DevnetStore } from './devnet-store.js';
/** Remembers as long as the object lives, which in tests is longer than the devnet on top of it. */
export class MemoryDevnetStore extends DevnetStore {
    #keys = new Map();
    #transactions = new Map();
    #blocks = new Map();
    #tipHash = null;
    async load() {
        return structuredClone({
            keys: [...this.#keys.values()],
            transactions: [...this.#transactions.values()],
            blocks: [...this.#blocks.values()],
            tipHash: this.#tipHash,
        });
    }
    async append(records) {
        const { keys, transactions, blocks, tipHash } = structuredClone(records);
        for (const key of keys)
            if (!this.#keys.has(key.address))
                this.#keys.set(key.address, key);
        for (const row of transactions)
            if (!this.#transactions.has(row.txid))
                this.#transactions.set(row.txid, row);
        for (const block of blocks)
            if (!this.#blocks.has(block.hash))
                this.#blocks.set(block.hash, block);
        this.#tipHash = tipHash ?? this.#tipHash;
    }
}
//# sourceMappingURL=memory-devnet-store.js.map