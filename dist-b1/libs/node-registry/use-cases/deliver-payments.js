import { setTimeout as sleep } from 'node:timers/promises';
import { unixSeconds } from "../../kernel/index.js";
import { sendingHindrance } from '../model/sending-conditions.js';
import { CoreTimeout, CoreUnavailable, FeeAboveCap, InsufficientCoreFunds } from '../node-registry.errors.js';
import { CoinsNotReady, InsufficientBalance, NotReadyToSend, PaymentUndecided } from '../wallet.errors.js';
const LOOK_EVERY_MS = 100;
/** Takes a reserved payment to its signature, and offers it to the network. */
export class DeliverPayments {
    outbox;
    node;
    payments;
    settlement;
    lease;
    turns;
    observer;
    clock;
    /** Coins of payments that were signed and could not be stored: given back once the payment is known to be off. */
    #unstored = new Map();
    constructor(outbox, node, payments, settlement, lease, turns, observer, clock) {
        this.outbox = outbox;
        this.node = node;
        this.payments = payments;
        this.settlement = settlement;
        this.lease = lease;
        this.turns = turns;
        this.observer = observer;
        this.clock = clock;
    }
    /**
     * Resolves when the payment is signed and stored, whatever becomes of the broadcast.
     *
     * @throws CoreTimeout (nothing was signed in time), CoreUnavailable, WrongChainOrWallet, NotReadyToSend, CoinsNotReady,
     *   WalletLocked, KeypoolEmpty, InsufficientBalance (for the fee), InvalidRecipient: the payment is given up.
     *   PaymentUndecided: it may yet be carried out.
     */
    async execute(payment) {
        const work = this.lease.held() ? this.turns.run(() => this.attempt(payment.id)) : this.#watch(payment.id);
        const done = new AbortController();
        try {
            await Promise.race([work, this.#expire(payment, done.signal)]);
        }
        finally {
            done.abort();
            work.catch(() => undefined);
        }
    }
    /** Builds, stores and broadcasts a payment that is still only reserved. The caller holds the turn. */
    async attempt(id) {
        const payment = await this.outbox.find(id);
        if (payment?.state !== 'created')
            return refuseFailed(payment);
        if (this.clock.nowMs() >= payment.deadlineAtMs)
            return this.#giveUp(payment, 'expired', new CoreTimeout());
        let built;
        try {
            built = await this.#build(payment);
        }
        catch (error) {
            const { failure, refusal } = whyNotBuilt(error);
            return this.#giveUp(payment, failure, refusal);
        }
        await this.#store(payment, built);
        await this.settlement.offer(id);
    }
    /** Takes up orders that another process wrote down, and gives up those for which nobody waits any more. */
    async takeUpWaiting() {
        for (const { id } of await this.outbox.open(['created'])) {
            await this.turns.run(() => this.attempt(id)).catch(() => undefined);
        }
        for (const [id, inputs] of this.#unstored) {
            const payment = await this.outbox.find(id);
            if (payment?.state === 'failed')
                await this.payments.releaseInputs(inputs);
            if (payment?.state !== 'created')
                this.#unstored.delete(id);
        }
    }
    async #build(payment) {
        const status = await this.node.status();
        const hindrance = sendingHindrance(status, unixSeconds(this.clock));
        if (hindrance)
            throw new NotReadyToSend(hindrance);
        const signed = await this.payments.build({
            address: payment.recipientAddress,
            amountUnits: payment.amountUnits,
            maxFeeUnits: payment.reservedFeeUnits,
            heldInputs: await this.outbox.heldInputs(),
        });
        return { signed, builtOn: status.tipHash };
    }
    /** Before anybody hears of the transaction. */
    async #store({ id }, { signed, builtOn }) {
        let stored;
        try {
            stored = await this.outbox.sign(id, signed, builtOn, this.clock.nowMs());
        }
        catch (cause) {
            this.#unstored.set(id, signed.inputs);
            throw new PaymentUndecided({ cause });
        }
        if (stored)
            return;
        await this.payments.releaseInputs(signed.inputs).catch(() => this.#unstored.set(id, signed.inputs));
        throw new CoreTimeout();
    }
    async #giveUp(payment, failure, refusal) {
        this.observer.paymentGivenUp(payment, refusal);
        await this.outbox.giveUp(payment.id, failure, this.clock.nowMs());
        throw refusal;
    }
    /** Another process has the turn: the outbox tells how it goes. */
    async #watch(id) {
        for (;;) {
            await sleep(LOOK_EVERY_MS);
            const payment = await this.outbox.find(id);
            if (payment?.state !== 'created')
                return refuseFailed(payment);
        }
    }
    async #expire({ id, deadlineAtMs }, signal) {
        const waited = await sleep(Math.max(0, deadlineAtMs - this.clock.nowMs()), true, { signal }).catch(() => false);
        if (!waited)
            return new Promise(() => undefined);
        const givenUp = await this.outbox.giveUp(id, 'expired', this.clock.nowMs());
        if (givenUp)
            throw new CoreTimeout();
    }
}
function refuseFailed(payment) {
    if (payment?.state !== 'failed')
        return;
    switch (payment.failure) {
        case 'fee_above_reserve':
            throw new InsufficientBalance();
        case 'coins_not_ready':
            throw new CoinsNotReady();
        case 'core_timeout':
        case 'expired':
            throw new CoreTimeout();
        default:
            throw new CoreUnavailable('down');
    }
}
/** What an error of the coin ports means for the payment, which has not been signed, and for whoever ordered it. */
function whyNotBuilt(error) {
    if (error instanceof CoreTimeout)
        return { failure: 'core_timeout', refusal: error };
    if (error instanceof CoreUnavailable)
        return { failure: 'core_unavailable', refusal: error };
    if (error instanceof InsufficientCoreFunds)
        return { failure: 'coins_not_ready', refusal: new CoinsNotReady({ cause: error }) };
    // The reserve is the ceiling of the policy, or all that the wallet had: either way more was not to be had.
    if (error instanceof FeeAboveCap)
        return { failure: 'fee_above_reserve', refusal: new InsufficientBalance({ cause: error }) };
    return { failure: 'core_refused', refusal: error };
}
//# sourceMappingURL=deliver-payments.js.map