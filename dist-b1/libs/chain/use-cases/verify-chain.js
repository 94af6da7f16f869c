import { DamagedStore, RuleBroken } from '../chain.errors.js';
import { equalBytes, toHex } from '../model/bytes.js';
import { genesisBlock } from '../model/genesis.js';
import { outpointKey } from '../model/outpoint-key.js';
import { COINBASE_VOUT, isCoinbase } from '../model/transaction.js';
import { UtxoDigest } from '../model/utxo-digest.js';
/**
 * Replays the chain from genesis: every header, Merkle root, signature and amount, and compares what results with the
 * stored unspent outputs and totals. Blocks appended meanwhile are left for the next time.
 */
export class VerifyChain {
    store;
    verifier;
    storedCoins;
    running;
    constructor(store, verifier, storedCoins) {
        this.store = store;
        this.verifier = verifier;
        this.storedCoins = storedCoins;
    }
    /** Callers at the same time share one replay. */
    execute() {
        this.running ??= this.verify().finally(() => {
            this.running = undefined;
        });
        return this.running;
    }
    async verify() {
        const tip = await this.store.tip();
        const replay = emptyReplay();
        if (!tip)
            return failed(replay, 0, new RuleBroken('empty', 'the store holds no chain'));
        try {
            let parent;
            for (let height = 0; height <= tip.header.height; height++) {
                parent = await this.replayBlock(height, parent, replay);
            }
            demand(equalBytes(parent.hash, tip.hash), 'stored-tip', 'the stored tip is not the highest block');
            demand(!(await this.store.hasLooseEnd()), 'loose-end', 'transactions stand above the highest block');
            compareTotals(replay, tip);
            await this.compareCoins(tip);
        }
        catch (error) {
            const broken = error instanceof DamagedStore ? new RuleBroken('damaged', error.message) : error;
            if (!(broken instanceof RuleBroken))
                throw error;
            return failed(replay, Math.min(replay.height + 1, tip.header.height), broken);
        }
        return { ...summary(replay), ok: true };
    }
    async replayBlock(height, parent, replay) {
        const block = await this.store.blockAt(height);
        if (!block)
            throw new RuleBroken('missing-block', 'a block is missing');
        if (height === 0 && !equalBytes(block.hash, genesisBlock().hash)) {
            throw new RuleBroken('genesis', 'the chain starts with another genesis block');
        }
        const spends = new Map();
        for (const input of block.transactions.flatMap(({ inputs }) => inputs)) {
            const spent = replay.unspent.get(outpointKey(input));
            if (spent)
                spends.set(outpointKey(input), spent);
        }
        await this.verifier.verify(block, parent, spends);
        apply(block, replay);
        return block;
    }
    async compareCoins(tip) {
        const digest = new UtxoDigest();
        for await (const page of this.storedCoins(tip)) {
            for (const coin of page) {
                digest.add(coin, { value: coin.value, pubKeyHash: Buffer.from(coin.address, 'hex') });
            }
        }
        demand(equalBytes(digest.bytes(), tip.utxoDigest), 'stored-coins', 'the stored unspent outputs differ from the replay');
    }
}
function emptyReplay() {
    return {
        height: -1,
        transactions: 0,
        outputs: 0,
        supply: 0n,
        unspent: new Map(),
        txids: new Set(),
        digest: new UtxoDigest(),
    };
}
function apply(block, replay) {
    for (const transaction of block.transactions) {
        demand(!replay.txids.has(toHex(transaction.id)), 'transaction-repeated', 'a transaction stands on the chain twice');
        replay.txids.add(toHex(transaction.id));
        if (isCoinbase(transaction))
            replay.supply += transaction.outputs[0].value;
        for (const input of transaction.inputs) {
            if (input.vout === COINBASE_VOUT)
                continue;
            const key = outpointKey(input);
            replay.digest.remove(input, replay.unspent.get(key));
            replay.unspent.delete(key);
        }
        for (const [vout, output] of transaction.outputs.entries()) {
            const outpoint = { txid: transaction.id, vout };
            replay.unspent.set(outpointKey(outpoint), output);
            replay.digest.add(outpoint, output);
        }
        replay.outputs += transaction.outputs.length;
    }
    replay.transactions += block.transactions.length;
    replay.height = block.header.height;
}
function compareTotals(replay, tip) {
    const unspent = [...replay.unspent.values()].reduce((total, { value }) => total + value, 0n);
    demand(unspent === replay.supply, 'supply', 'the unspent outputs do not add up to what was minted');
    demand(replay.supply === tip.supply, 'stored-supply', 'the stored supply differs from the replay');
    demand(replay.unspent.size === tip.unspentCount, 'stored-count', 'the stored number of unspent outputs differs');
    demand(replay.transactions === tip.nextTransactionKey, 'stored-transactions', 'the stored number of transactions differs');
    demand(replay.outputs === tip.nextOutputKey, 'stored-outputs', 'the stored number of outputs differs');
    demand(equalBytes(replay.digest.bytes(), tip.utxoDigest), 'stored-digest', 'the stored digest differs from the replay');
}
function summary(replay) {
    return {
        height: replay.height,
        blocks: replay.height + 1,
        transactions: replay.transactions,
        supply: replay.supply,
        unspentCount: replay.unspent.size,
        utxoDigest: replay.digest.bytes(),
    };
}
function failed(replay, height, { rule, message }) {
    return { ...summary(replay), ok: false, fault: { height, rule, message } };
}
function demand(condition, rule, message) {
    if (!condition)
        throw new RuleBroken(rule, message);
}
//# sourceMappingURL=verify-chain.js.map