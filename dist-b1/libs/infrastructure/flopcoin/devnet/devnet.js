import { randomBytes } from 'node:crypto';
import { CoreTimeout, hash160, SerialQueue } from "../../../node-registry/index.js";
import { judge } from './acceptance.js';
import { genesisBlock } from './devnet-block.js';
import { DevnetLedger } from './devnet-ledger.js';
import { FIRST_BLOCKS, NETWORK, SUBVERSION } from './devnet-parameters.js';
import { DevnetPlanner, transactionRow } from './devnet-planner.js';
import { DevnetPurses } from './devnet-purses.js';
import { NO_RECORDS } from './devnet-store.js';
/**
 * An embedded coin: a chain of one miner with two wallets on it, the registry's and everybody else's. Real keys,
 * signatures, transactions and hashes; no network, no proof of work, and no worth.
 *
 * Acts run one at a time. Each is planned, appended to the store in one piece, and only then shown, so a process killed
 * at any moment has forgotten nothing that it told anybody.
 */
export class Devnet {
    store;
    ledger = new DevnetLedger();
    purses = new DevnetPurses(this.ledger);
    #acts = new SerialQueue();
    #planner;
    constructor(store, options) {
        this.store = store;
        const random = options.randomBytes ?? ((length) => new Uint8Array(randomBytes(length)));
        this.#planner = new DevnetPlanner(this.ledger, this.purses, options.clock, random);
    }
    /** Takes up where the store left off, or starts a chain whose faucet is filled. */
    static async open(options) {
        const devnet = new Devnet(options.store, options);
        devnet.#show(await options.store.load());
        if (devnet.ledger.isEmpty)
            await devnet.#begin();
        await devnet.mine(Math.max(0, FIRST_BLOCKS - devnet.ledger.tip.height));
        return devnet;
    }
    /** The wallet is named after its first key, which is never deleted. */
    get identity() {
        const walletId = Buffer.from(hash160(this.purses.firstKeyOf('registry').key.publicKey)).toString('hex');
        return { genesisHash: this.ledger.blockAt(0).hash, chain: NETWORK, walletId, subversion: SUBVERSION };
    }
    /** A fresh address that receives for `owner`: for `outside`, one that the registry knows nothing about. */
    newAddress(owner, label = '') {
        return this.#acts.run(async () => {
            const key = this.#planner.key(owner, 'receive', label);
            await this.#commit({ ...NO_RECORDS, keys: [key] });
            return key.address;
        });
    }
    /**
     * A signed payment of the registry's wallet, known to nobody yet; the key of its change is stored.
     * @throws AmountBelowDust, InvalidRecipient, InsufficientCoreFunds, in this order
     */
    prepare(payment) {
        return this.#acts.run(async () => {
            const { spend, change } = this.#planner.payment('registry', payment);
            await this.#commit({ ...NO_RECORDS, keys: [change] });
            return spend;
        });
    }
    /** Takes a transaction into the mempool, or says as Core does why not. */
    accept(hex) {
        return this.#acts.run(async () => {
            const verdict = judge(this.ledger, hex);
            if (verdict.kind !== 'fresh')
                return verdict;
            await this.#commit({ ...NO_RECORDS, transactions: [{ txid: verdict.txid, hex: verdict.hex }] });
            return { kind: 'accepted' };
        });
    }
    /**
     * Pays from the outside wallet and returns the txid; the payment waits in the mempool for a block.
     * @throws AmountBelowDust, InvalidRecipient, InsufficientCoreFunds, in this order
     */
    faucet(address, amountUnits) {
        return this.#acts.run(async () => {
            const { spend, change } = this.#planner.payment('outside', { address, amountUnits, taken: [] });
            const row = transactionRow(spend.transaction);
            await this.#commit({ ...NO_RECORDS, keys: [change], transactions: [row] });
            return row.txid;
        });
    }
    /** Mines `blocks` blocks, the first of which holds the whole mempool, and returns the height. */
    mine(blocks) {
        return this.#acts.run(async () => {
            for (let mined = 0; mined < blocks; mined++)
                await this.#commit(this.#planner.nextBlock());
            return this.ledger.tip.height;
        });
    }
    /** Leaves the last blocks for a longer branch and returns the height. What is not double-spent there goes back to the mempool. */
    reorganise(reorganisation) {
        return this.#acts.run(async () => {
            await this.#commit(this.#planner.branch(reorganisation));
            return this.ledger.tip.height;
        });
    }
    /** Resolves when every act asked for so far is done. */
    settled() {
        return this.#acts.run(async () => undefined);
    }
    async #begin() {
        const { block, coinbase } = genesisBlock();
        const keys = [this.#planner.key('registry', 'change', ''), this.#planner.key('outside', 'receive', 'miner')];
        await this.#commit({ keys, transactions: [coinbase], blocks: [block], tipHash: block.hash });
    }
    /** A store that fails leaves open whether the act was kept, as a lost answer of Core does; it is shown only if it surely was. */
    async #commit(records) {
        await this.store.append(records).catch((cause) => {
            throw new CoreTimeout({ cause });
        });
        this.#show(records);
    }
    #show(records) {
        this.ledger.apply(records);
        this.purses.apply(records);
    }
}
//# sourceMappingURL=devnet.js.map