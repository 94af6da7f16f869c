import { decodeTransaction, toHex } from "../../chain/index.js";
import { UnspentOutputs } from "../../utxo/index.js";
import { WalletHistory } from "../../wallet/index.js";
/** Reads wallets off the chain in memory, by looking at all of it. */
export class MemoryWalletHistory extends WalletHistory {
    chain;
    constructor(chain) {
        super();
        this.chain = chain;
    }
    async page({ address, direction, order, afterKey, limit }) {
        const touched = this.chain.transactions.filter(({ receivers, effects }) => {
            const received = receivers.includes(address);
            const sent = effects.payers.includes(address);
            return direction === 'all' ? received || sent : direction === 'sent' ? sent : received;
        });
        if (order === 'desc')
            touched.reverse();
        const isAfter = (key) => afterKey === undefined || (order === 'asc' ? key > afterKey : key < afterKey);
        return touched.filter(({ key }) => isAfter(key)).slice(0, limit);
    }
}
export class MemoryUnspentOutputs extends UnspentOutputs {
    chain;
    constructor(chain) {
        super();
        this.chain = chain;
    }
    async *asOf(tip) {
        const earlier = this.chain.transactions.slice(0, tip.nextTransactionKey);
        const spent = new Set(earlier.flatMap(({ effects }) => effects.spentKeys));
        yield this.outputs().filter(({ key }) => key < tip.nextOutputKey && !spent.has(key));
    }
    async heights(keys) {
        const wanted = new Set(keys);
        return new Map(this.outputs().flatMap(({ key, height }) => (wanted.has(key) ? [[key, height]] : [])));
    }
    outputs() {
        const all = [];
        for (const { bytes, height } of this.chain.transactions) {
            const { id, outputs } = decodeTransaction(bytes);
            for (const [vout, { value, pubKeyHash }] of outputs.entries()) {
                all.push({ key: all.length, txid: id, vout, value, address: toHex(pubKeyHash), height });
            }
        }
        return all;
    }
}
//# sourceMappingURL=memory-wallets.js.map