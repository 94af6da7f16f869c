import { isFinalDeposit, nextDepositState } from '../model/deposit.js';
/** Books what comes in and what the operator pays out, and corrects it when the chain changes its mind. */
export class FollowDeposits {
    deposits;
    wallet;
    payments;
    operator;
    policy;
    observer;
    clock;
    constructor(deposits, wallet, payments, operator, policy, observer, clock) {
        this.deposits = deposits;
        this.wallet = wallet;
        this.payments = payments;
        this.operator = operator;
        this.policy = policy;
        this.observer = observer;
        this.clock = clock;
    }
    /** Reads what is new. Coming twice, from an unknown cursor or after a crash, changes nothing. */
    async ingest() {
        const { entries, spentTxids, cursor } = await this.wallet.receivedSince(await this.deposits.cursor());
        // Before the cursor moves on: what is not booked now is told again.
        await this.operator.ingest(spentTxids);
        return this.deposits.ingest(entries.filter(isComing), cursor, this.clock.nowMs());
    }
    /**
     * Asks for each deposit that is not final what has become of it: one that was double-spent silently leaves Core's lists.
     * @param all false for those alone that are in no block
     */
    async review(all) {
        for (const deposit of await this.deposits.unsettled())
            if (all || deposit.confirmations <= 0)
                await this.#review(deposit);
        await this.operator.review(all);
    }
    async #review(deposit) {
        const seen = await this.#look(deposit);
        const state = nextDepositState(deposit.state, seen, this.policy);
        const final = isFinalDeposit(seen, this.policy);
        if (state === deposit.state && !final && seen.confirmations === deposit.confirmations)
            return;
        await this.deposits.move(deposit, { state, seen, final }, this.clock.nowMs());
        if (state !== deposit.state)
            this.observer.depositMoved(deposit, state);
    }
    async #look({ txid }) {
        const known = await this.wallet.transaction(txid);
        if (!known)
            return { confirmations: 0, blockHeight: undefined, isThere: false };
        const { confirmations } = known;
        const isThere = confirmations > 0 || (confirmations === 0 && (await this.payments.isInMempool(txid)));
        return { confirmations, blockHeight: known.height ?? undefined, isThere };
    }
}
/** In a block or on its way to one; a mined coin is never on its way. */
function isComing({ confirmations, coinbase }) {
    return confirmations > 0 || (confirmations === 0 && !coinbase);
}
//# sourceMappingURL=follow-deposits.js.map