import { parseFlop } from '../model/flop-amount.js';
import { fingerprintOf, isIdempotencyKey } from '../model/idempotency-key.js';
import { NodeDeregistered } from '../node.errors.js';
import { InvalidRecipient } from '../node-registry.errors.js';
import { InvalidIdempotencyKey, WalletNotFound } from '../wallet.errors.js';
/** How long a caller waits for the signature; then the order is given up, or is on its way. */
const WAIT_MS = 20_000;
/** Pays from a node's wallet: to another node in the books, to anybody else through Core. */
export class SendFromNode {
    wallets;
    outbox;
    history;
    coin;
    meeting;
    delivery;
    policy;
    clock;
    constructor(wallets, outbox, history, coin, meeting, delivery, policy, clock) {
        this.wallets = wallets;
        this.outbox = outbox;
        this.history = history;
        this.coin = coin;
        this.meeting = meeting;
        this.delivery = delivery;
        this.policy = policy;
        this.clock = clock;
    }
    /**
     * Resolves to the sender's line once the payment is in the books or signed and stored; from then on the registry sees to
     * it that it arrives. What is thrown means that nothing was and nothing will be paid, PaymentUndecided excepted.
     *
     * @throws InvalidIdempotencyKey, WalletNotFound, NodeDeregistered, InvalidRecipient, InvalidAmount, AmountBelowDust,
     *   AmountAboveLimit, SendsFrozen, RateLimitExceeded, InsufficientBalance; IdempotencyKeyReused and PaymentInFlight as soon
     *   as the amount is read; then what DeliverPayments throws
     */
    async execute(order) {
        if (order.idempotencyKey !== undefined && !isIdempotencyKey(order.idempotencyKey))
            throw new InvalidIdempotencyKey();
        const wallet = await this.wallets.find(order.nodeId);
        if (!wallet)
            throw new WalletNotFound(order.nodeId);
        const replayed = await this.#replay(order);
        if (replayed)
            return replayed;
        if (!wallet.isActive)
            throw new NodeDeregistered(order.nodeId);
        const recipient = await this.#recipient(order.recipientAddress);
        const amountUnits = parseFlop(order.amount);
        this.policy.requireSendable(amountUnits);
        const atMs = this.clock.nowMs();
        const { payment, isReplay } = await this.outbox.reserve({
            nodeId: order.nodeId,
            recipientAddress: order.recipientAddress,
            recipientWalletId: recipient,
            amountUnits,
            policy: this.policy,
            idempotencyKey: keyOf(order, amountUnits),
            atMs,
            deadlineAtMs: atMs + WAIT_MS,
        });
        if (payment.kind === 'send' && !isReplay)
            await this.delivery.execute(payment);
        return this.#firstAnswer(payment.id);
    }
    /** Before anything that may have changed since the first request is looked at. */
    async #replay(order) {
        if (order.idempotencyKey === undefined)
            return undefined;
        const key = keyOf(order, unitsOrZero(order.amount));
        const earlier = await this.outbox.findByKey(order.nodeId, key);
        return earlier && this.#firstAnswer(earlier.id);
    }
    /** The wallet of the node that owns the address, `undefined` when nobody here does. */
    async #recipient(address) {
        const owner = await this.wallets.ownerOf(address);
        if (owner)
            return owner.walletId;
        if (address === '')
            throw new InvalidRecipient();
        await this.meeting.execute();
        if (!(await this.coin.validateAddress(address)).valid)
            throw new InvalidRecipient();
        return undefined;
    }
    /** As it was when it was first given, so that a repetition of the request reads the same. */
    async #firstAnswer(paymentId) {
        const line = await this.history.lineOf(paymentId);
        if (line.type === 'internal')
            return line;
        return { ...line, status: 'pending', confirmations: 0, blockHeight: undefined, confirmedAtMs: undefined };
    }
}
function keyOf(order, amountUnits) {
    const { idempotencyKey: key, recipientAddress } = order;
    return key === undefined ? undefined : { key, fingerprint: fingerprintOf({ recipientAddress, amountUnits }) };
}
/** No payment is of 0, so an amount that cannot be read is another order than any that was stored. */
function unitsOrZero(amount) {
    try {
        return parseFlop(amount);
    }
    catch {
        return 0n;
    }
}
//# sourceMappingURL=send-from-node.js.map