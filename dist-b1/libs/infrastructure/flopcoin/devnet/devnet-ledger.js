import { isCoinbase, outpointKey, parseTransaction, } from '../coin-transaction.js';
import { blockHash } from './devnet-block.js';
import { COINBASE_MATURITY } from './devnet-parameters.js';
/**
 * Blocks, the best chain among them, and what follows from it: where a transaction is, who spends a coin, the mempool.
 * Everything is a function of the records applied so far, so a restart ends in the same state.
 */
export class DevnetLedger {
    #transactions = new Map();
    #blocks = new Map();
    /** Hash by height. */
    #chain = [];
    #heights = new Map();
    #confirmedSpends = new Map();
    #mempoolSpends = new Map();
    #mempool = new Set();
    /** In no block of the best chain, in the order of arrival: parents come before their children. */
    #unconfirmed = new Set();
    apply(records) {
        for (const { txid, hex } of records.transactions) {
            if (this.#transactions.has(txid))
                continue;
            this.#transactions.set(txid, parseTransaction(hex));
            this.#unconfirmed.add(txid);
        }
        for (const block of records.blocks) {
            if (blockHash(block) !== block.hash)
                throw new Error(`devnet block ${block.height} does not hash to its name`);
            this.#blocks.set(block.hash, block);
        }
        if (records.tipHash !== null)
            this.#moveTo(records.tipHash);
        this.#rebuildMempool();
    }
    get isEmpty() {
        return this.#chain.length === 0;
    }
    /** Not to be asked of an empty ledger. */
    get tip() {
        return this.#blocks.get(this.#chain.at(-1));
    }
    blockAt(height) {
        return this.#blocks.get(this.#chain[height] ?? '') ?? null;
    }
    block(hash) {
        return this.#blocks.get(hash) ?? null;
    }
    isOnBestChain(block) {
        return this.#chain[block.height] === block.hash;
    }
    transaction(txid) {
        return this.#transactions.get(txid) ?? null;
    }
    /** The coin itself; its transaction must be known. */
    output(outpoint) {
        return this.#transactions.get(outpoint.txid).outputs[outpoint.vout];
    }
    /** Height of the block of the best chain that holds it, null when none does. */
    heightOf(txid) {
        return this.#heights.get(txid) ?? null;
    }
    isInMempool(txid) {
        return this.#mempool.has(txid);
    }
    /** Parents before children, ready for a block. */
    get mempool() {
        return [...this.#mempool];
    }
    /** The transaction of the best chain or the mempool that spends a coin. */
    spenderOf(outpoint) {
        const key = outpointKey(outpoint);
        return this.#confirmedSpends.get(key) ?? this.#mempoolSpends.get(key) ?? null;
    }
    isSpentInChain(outpoint) {
        return this.#confirmedSpends.has(outpointKey(outpoint));
    }
    /** Depth; 0 outside the chain; minus the depth of the block that holds a conflicting transaction, inherited by children. */
    confirmations(txid) {
        const height = this.#heights.get(txid);
        if (height !== undefined)
            return this.#depth(height);
        const transaction = this.#transactions.get(txid);
        if (!transaction || this.#mempool.has(txid))
            return 0;
        return Math.min(0, ...transaction.inputs.map((input) => this.#conflictDepth(input)));
    }
    /** null when a transaction in the next block could spend the coin. */
    inputFault(outpoint) {
        const funding = this.#transactions.get(outpoint.txid);
        const height = this.#heights.get(outpoint.txid);
        const exists = height !== undefined || this.#mempool.has(outpoint.txid);
        if (!funding?.outputs[outpoint.vout] || !exists || this.isSpentInChain(outpoint))
            return 'missing';
        if (isCoinbase(funding) && this.tip.height + 1 - height < COINBASE_MATURITY)
            return 'immature';
        return this.#mempoolSpends.has(outpointKey(outpoint)) ? 'mempool_conflict' : null;
    }
    #conflictDepth(input) {
        const spender = this.#confirmedSpends.get(outpointKey(input));
        if (spender !== undefined)
            return -this.#depth(this.#heights.get(spender));
        return Math.min(0, this.confirmations(input.txid));
    }
    #depth(height) {
        return this.tip.height - height + 1;
    }
    #moveTo(tipHash) {
        const branch = [];
        for (let hash = tipHash;;) {
            const block = this.#blocks.get(hash);
            if (!block)
                throw new Error('devnet block is missing');
            if (this.isOnBestChain(block))
                break;
            branch.unshift(block);
            if (block.height === 0)
                break;
            hash = block.previousHash;
        }
        const keep = branch[0]?.height ?? this.#blocks.get(tipHash).height + 1;
        const left = [];
        while (this.#chain.length > keep)
            left.unshift(...this.#disconnectTip());
        this.#unconfirmed = new Set([...left, ...this.#unconfirmed]);
        for (const block of branch)
            this.#connect(block);
    }
    #connect(block) {
        this.#chain.push(block.hash);
        for (const txid of block.transactionIds) {
            this.#heights.set(txid, block.height);
            this.#unconfirmed.delete(txid);
            for (const input of this.#spends(txid))
                this.#confirmedSpends.set(outpointKey(input), txid);
        }
    }
    /** Returns the transactions that are in no block any more. */
    #disconnectTip() {
        const { transactionIds } = this.tip;
        this.#chain.pop();
        for (const txid of transactionIds) {
            this.#heights.delete(txid);
            for (const input of this.#spends(txid))
                this.#confirmedSpends.delete(outpointKey(input));
        }
        return transactionIds;
    }
    /** Whatever can be mined next, first come first served. A transaction whose coin has been taken waits outside for ever. */
    #rebuildMempool() {
        this.#mempool.clear();
        this.#mempoolSpends.clear();
        for (const txid of this.#unconfirmed) {
            const inputs = this.#spends(txid);
            if (inputs.length === 0 || inputs.some((input) => this.inputFault(input) !== null))
                continue;
            this.#mempool.add(txid);
            for (const input of inputs)
                this.#mempoolSpends.set(outpointKey(input), txid);
        }
    }
    /** Its inputs; none for a coinbase, which spends nothing. */
    #spends(txid) {
        const transaction = this.#transactions.get(txid);
        return isCoinbase(transaction) ? [] : transaction.inputs;
    }
}
//# sourceMappingURL=devnet-ledger.js.map