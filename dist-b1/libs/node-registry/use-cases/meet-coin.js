import { CoreUnavailable } from '../node-registry.errors.js';
const ATTEMPTS = 5;
/**
 * The first contact with Core: which chain and wallet it is, and what the wallet holds already, which is the operator's.
 * From then on the registry believes this chain and wallet alone, over restarts too.
 */
export class MeetCoin {
    node;
    wallet;
    payments;
    deposits;
    clock;
    #meeting;
    constructor(node, wallet, payments, deposits, clock) {
        this.node = node;
        this.wallet = wallet;
        this.payments = payments;
        this.deposits = deposits;
        this.clock = clock;
    }
    /** Nothing is asked of Core before this resolves; once it has, it costs nothing. Throws what the coin ports throw. */
    execute() {
        this.#meeting ??= this.#meet().catch((error) => {
            this.#meeting = undefined;
            throw error;
        });
        return this.#meeting;
    }
    async #meet() {
        const known = await this.deposits.pinned();
        if (known)
            return this.node.pin(known);
        const identity = await this.node.identity();
        this.node.pin(identity);
        await this.deposits.open({ identity, ...(await this.#look()), atMs: this.clock.nowMs() });
        this.node.pin((await this.deposits.pinned()));
    }
    /** What the wallet holds and what was ever received, with nothing arriving in between. */
    async #look() {
        for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
            const before = sum(await this.wallet.totals());
            const { entries, spentTxids, cursor } = await this.wallet.receivedSince(null);
            const found = await Promise.all(entries.map((entry) => this.#found(entry)));
            if (sum(await this.wallet.totals()) === before)
                return { cursor, totalUnits: before, entries: found, spentTxids };
        }
        throw new CoreUnavailable('moving_tip', { retryAfterSeconds: 1 });
    }
    async #found(entry) {
        const waits = entry.confirmations === 0 && !entry.coinbase;
        const isCounted = entry.confirmations > 0 || (waits && (await this.payments.isInMempool(entry.txid)));
        return { ...entry, isCounted };
    }
}
function sum({ trustedUnits, unconfirmedUnits, immatureUnits }) {
    return trustedUnits + unconfirmedUnits + immatureUnits;
}
//# sourceMappingURL=meet-coin.js.map