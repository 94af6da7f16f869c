import { CoinKey } from '../coin-key.js';
import { isCoinbase, outpointKey } from '../coin-transaction.js';
import { COINBASE_MATURITY } from './devnet-parameters.js';
/** The keys of the two wallets, the registry's and the outside one, and every coin that was ever paid to them. Applied after the ledger. */
export class DevnetPurses {
    ledger;
    #keysByScript = new Map();
    #coins = new Map();
    /** Transactions that pay or spend a registry key, in the order of arrival. */
    #registryTransactions = new Set();
    /** Who has ever spent a coin; two of them are in conflict. */
    #spenders = new Map();
    constructor(ledger) {
        this.ledger = ledger;
    }
    apply(records) {
        for (const row of records.keys) {
            const owned = { ...row, key: new CoinKey(new Uint8Array(Buffer.from(row.privateKeyHex, 'hex'))) };
            if (owned.key.address !== row.address)
                throw new Error('devnet key does not belong to its address');
            this.#keysByScript.set(scriptKey(owned.key.script), owned);
        }
        for (const { txid } of records.transactions)
            this.#addTransaction(txid, this.ledger.transaction(txid));
    }
    /** The key that each wallet was begun with. */
    firstKeyOf(owner) {
        for (const key of this.#keysByScript.values())
            if (key.owner === owner)
                return key;
        throw new Error('the devnet has not begun');
    }
    ownerOf(script) {
        return this.#keysByScript.get(scriptKey(script)) ?? null;
    }
    coin(outpoint) {
        return this.#coins.get(outpointKey(outpoint)) ?? null;
    }
    coins(owner) {
        return [...this.#coins.values()].filter((coin) => coin.owner.owner === owner);
    }
    isRegistryTransaction(txid) {
        return this.#registryTransactions.has(txid);
    }
    get registryTransactions() {
        return [...this.#registryTransactions];
    }
    /** Registry transactions other than `txid` that spend one of its coins. */
    conflicts(txid) {
        const { inputs } = this.ledger.transaction(txid);
        const spenders = new Set(inputs.flatMap((input) => this.#spenders.get(outpointKey(input)) ?? []));
        return [...spenders].filter((other) => other !== txid && this.#registryTransactions.has(other));
    }
    /** As Core's wallet counts: a foreign payment is trusted from its first confirmation, our own change at once. */
    state(coin) {
        if (this.ledger.spenderOf(coin) !== null)
            return 'gone';
        const confirmations = this.ledger.confirmations(coin.txid);
        if (confirmations > 0)
            return coin.coinbase && confirmations <= COINBASE_MATURITY ? 'immature' : 'trusted';
        if (!this.ledger.isInMempool(coin.txid))
            return 'gone';
        const { inputs } = this.ledger.transaction(coin.txid);
        return inputs.every((input) => this.coin(input)?.owner.owner === coin.owner.owner) ? 'trusted' : 'unconfirmed';
    }
    #addTransaction(txid, transaction) {
        const coinbase = isCoinbase(transaction);
        for (const [vout, { amountUnits, script }] of transaction.outputs.entries()) {
            const owner = this.ownerOf(script);
            if (!owner)
                continue;
            this.#coins.set(outpointKey({ txid, vout }), { txid, vout, amountUnits, owner, coinbase });
            if (owner.owner === 'registry')
                this.#registryTransactions.add(txid);
        }
        if (coinbase)
            return;
        for (const input of transaction.inputs) {
            const key = outpointKey(input);
            this.#spenders.set(key, [...(this.#spenders.get(key) ?? []), txid]);
        }
        if (transaction.inputs.some((input) => this.coin(input)?.owner.owner === 'registry'))
            this.#registryTransactions.add(txid);
    }
}
function scriptKey(script) {
    return Buffer.from(script).toString('hex');
}
//# sourceMappingURL=devnet-purses.js.map