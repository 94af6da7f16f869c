import { DamagedStore, equalBytes, genesisBlock, toHex, UtxoDigest, } from "../../chain/index.js";
/** Brings the index to the stored tip at start: genesis into an empty store, the tail verified, every unspent output loaded. */
export class OpenChain {
    store;
    unspent;
    verifyTail;
    index;
    constructor(store, unspent, verifyTail, index) {
        this.store = store;
        this.unspent = unspent;
        this.verifyTail = verifyTail;
        this.index = index;
    }
    /** @throws DamagedStore when what is stored contradicts itself */
    async execute() {
        if (await this.store.hasLooseEnd())
            throw new DamagedStore('transactions stand above the highest block');
        const tip = (await this.store.tip()) ?? (await this.begin());
        await this.verifyTail.execute(tip);
        await this.load(tip);
        return tip;
    }
    /** Two processes may begin at once on one database: both append the same block, and the second append changes nothing. */
    async begin() {
        const block = genesisBlock();
        const [coinbase] = block.transactions;
        const [output] = coinbase.outputs;
        const tip = {
            header: block.header,
            hash: block.hash,
            supply: output.value,
            unspentCount: 1,
            utxoDigest: new UtxoDigest().add({ txid: coinbase.id, vout: 0 }, output).bytes(),
            nextTransactionKey: 1,
            nextOutputKey: 1,
        };
        const receiver = toHex(output.pubKeyHash);
        const effects = {
            transactions: [
                {
                    record: { type: 'reward', sender: undefined, receiver, amount: output.value },
                    spentKeys: [],
                    payers: [],
                    companions: [],
                },
            ],
            tip,
        };
        await this.store.append(block, effects);
        return tip;
    }
    async load(tip) {
        const digest = new UtxoDigest();
        let supply = 0n;
        let count = 0;
        for await (const page of this.unspent.asOf(tip)) {
            for (const coin of page) {
                this.index.load(coin);
                digest.add(coin, { value: coin.value, pubKeyHash: Buffer.from(coin.address, 'hex') });
                supply += coin.value;
                count++;
            }
        }
        if (supply !== tip.supply || count !== tip.unspentCount || !equalBytes(digest.bytes(), tip.utxoDigest)) {
            throw new DamagedStore(`the unspent outputs (${count}, worth ${supply}) are not those of block ${tip.header.height} (${tip.unspentCount}, worth ${tip.supply})`);
        }
    }
}
//# sourceMappingURL=open-chain.js.map