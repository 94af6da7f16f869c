/**
 * Finds out what became of signed payments and brings them on their way again. Every doubt is settled by asking Core for
 * the transaction and by sending the same bytes once more; a payment is buried only when another transaction that spends
 * one of its coins is deep in the chain. The caller holds the turn.
 */
export class SettlePayments {
    outbox;
    wallet;
    payments;
    policy;
    observer;
    clock;
    constructor(outbox, wallet, payments, policy, observer, clock) {
        this.outbox = outbox;
        this.wallet = wallet;
        this.payments = payments;
        this.policy = policy;
        this.observer = observer;
        this.clock = clock;
    }
    /** The first broadcast. A failure leaves the payment signed: it will be settled later, and is no failure of the order. */
    async offer(id) {
        const payment = await this.outbox.find(id);
        if (payment?.state !== 'signed')
            return;
        try {
            await this.#broadcast(payment);
        }
        catch (error) {
            this.observer.paymentUndecided(payment, error);
        }
    }
    /** Every payment that is signed and not known to be with Core. Throws what the coin ports throw. */
    async settleSigned() {
        for (const payment of await this.outbox.open(['signed']))
            await this.#settle(payment);
    }
    /** Follows what Core has, into the chain and out of it again. */
    async followBroadcast() {
        for (const payment of await this.outbox.open(['broadcast', 'confirmed']))
            await this.#follow(payment);
    }
    async #settle(payment) {
        const known = await this.wallet.transaction(payment.txid);
        if (known && known.confirmations >= 0)
            return this.#bookOut(payment);
        if (known)
            return void (await this.#buryIfDead(payment));
        await this.#broadcast(payment);
    }
    async #broadcast(payment) {
        const outcome = await this.payments.broadcast(payment.hex);
        if (outcome.kind !== 'undecided')
            return this.#bookOut(payment);
        const known = await this.wallet.transaction(payment.txid);
        if (known && known.confirmations >= 0)
            return this.#bookOut(payment);
        if (!(await this.#buryIfDead(payment)))
            this.observer.paymentUndecided(payment, outcome);
    }
    async #follow(payment) {
        const known = await this.wallet.transaction(payment.txid);
        // Core has forgotten it (an older backup of its wallet): the bytes are here.
        if (!known)
            return void (await this.payments.broadcast(payment.hex));
        if (known.confirmations < 0)
            return this.#followConflict(payment, known);
        if (known.confirmations === 0 && !(await this.payments.isInMempool(known.txid)))
            await this.payments.broadcast(payment.hex);
        const { required, final } = this.policy;
        await this.outbox.place(payment.id, {
            confirmations: known.confirmations,
            blockHeight: known.height ?? undefined,
            state: known.confirmations >= required ? 'confirmed' : 'broadcast',
            final: known.confirmations >= final,
        }, this.clock.nowMs());
    }
    async #followConflict(payment, { confirmations }) {
        const place = { confirmations, blockHeight: undefined, state: 'broadcast', final: false };
        await this.outbox.place(payment.id, place, this.clock.nowMs());
        if (-confirmations >= this.policy.required)
            await this.#buryIfDead(payment, true);
    }
    /** @param proven Core itself says that a conflicting transaction is deep enough */
    async #buryIfDead(payment, proven = false) {
        const spender = await this.#deepSpender(payment);
        if (spender && isSamePayment(payment, spender)) {
            await this.outbox.rename(payment.id, spender.txid, spender.hex);
            return true;
        }
        if (!spender && !proven)
            return false;
        await this.outbox.bury(payment.id, this.clock.nowMs());
        await this.payments.releaseInputs(payment.inputs).catch(() => undefined);
        this.observer.paymentBuried(payment);
        return true;
    }
    /** Another transaction, deep in the chain, that spends a coin of this payment. */
    async #deepSpender(payment) {
        for (const input of payment.inputs) {
            const spender = await this.wallet.spenderOf(input, payment.builtOn ?? null);
            if (!spender || spender.txid === payment.txid || spender.confirmations < this.policy.required)
                continue;
            const transaction = await this.wallet.transaction(spender.txid);
            if (transaction)
                return transaction;
        }
        return undefined;
    }
    #bookOut({ id }) {
        return this.outbox.bookOut(id, this.clock.nowMs());
    }
}
/** The coin has no protected transaction ids: somebody may have changed the form of ours on its way, and it still pays what it should. */
function isSamePayment(payment, { details, inputs, feeUnits }) {
    const coins = (outpoints) => outpoints
        .map(({ txid, vout }) => `${txid}:${vout}`)
        .sort()
        .join();
    return (feeUnits === payment.feeUnits &&
        coins(inputs) === coins(payment.inputs) &&
        details.some(({ category, address, amountUnits }) => category === 'send' && address === payment.recipientAddress && amountUnits === payment.amountUnits));
}
//# sourceMappingURL=settle-payments.js.map