import { AmountBelowDust, DUST_UNITS, FeeAboveCap, FlopcoinPayments, formatFlop, InsufficientCoreFunds, InvalidRecipient, MAX_MONEY_UNITS, SerialQueue, } from "../../node-registry/index.js";
import { booleanField, integerField, malformed, positiveUnitsField, text, textField } from './core-answer.js';
import { unless } from './core-flopcoin-node.js';
import { whyFundingFailed } from './core-funding-refusal.js';
import { CoreInputLocks } from './core-input-locks.js';
import { inputsOf } from './core-wallet-answers.js';
import { requireExpectedPayment } from './expected-payment.js';
import { recipientScript } from './recipient-script.js';
import { RpcCode, RpcError } from './rpc-answer.js';
const UNDECIDED = new Map([
    [RpcCode.verify, 'inputs_missing'],
    [RpcCode.rejected, 'rejected'],
    [RpcCode.undecodable, 'undecodable'],
]);
/** create → fund with locks → sign → decode and check, in Core's common subset of Flopcoin 2.0 and Litecoin 0.21. */
export class CoreFlopcoinPayments extends FlopcoinPayments {
    session;
    #locks;
    #builds = new SerialQueue();
    #signMethod = 'signrawtransactionwithwallet';
    #relayFeeUnits = null;
    constructor(session) {
        super();
        this.session = session;
        this.#locks = new CoreInputLocks(session);
    }
    build(order) {
        return this.#builds.run(() => this.session.trusted(() => this.#build(order)));
    }
    releaseInputs(outpoints) {
        return this.#builds.run(() => this.session.trusted(() => this.#locks.release(outpoints)));
    }
    broadcast(hex) {
        return this.session.trusted(async () => {
            const outcome = await this.#offer(hex);
            // From here on the wallet itself knows that these coins are spent.
            if (outcome.kind !== 'undecided')
                this.#locks.forget(readableInputs(hex));
            return outcome;
        });
    }
    isInMempool(txid) {
        return this.session.trusted(async () => (await unless(RpcCode.addressOrKey, () => this.session.rpc.read('getmempoolentry', [txid]))) !== null);
    }
    async #offer(hex) {
        try {
            await this.session.rpc.write('sendrawtransaction', [hex]);
            return { kind: 'accepted' };
        }
        catch (error) {
            if (!(error instanceof RpcError))
                throw error;
            if (error.code === RpcCode.alreadyInChain)
                return { kind: 'already_known' };
            return { kind: 'undecided', reason: UNDECIDED.get(error.code) ?? 'other', coreCode: error.code };
        }
    }
    async #build(order) {
        if (order.amountUnits < DUST_UNITS)
            throw new AmountBelowDust();
        const script = await recipientScript(this.session, order.address);
        if (script === null)
            throw new InvalidRecipient();
        if (order.amountUnits > MAX_MONEY_UNITS)
            throw new InsufficientCoreFunds();
        await this.#locks.reconcile(order.heldInputs);
        const funded = await this.#fund(await this.#create(order), order);
        try {
            if (funded.feeUnits > order.maxFeeUnits)
                throw new FeeAboveCap(funded.feeUnits);
            const hex = await this.#sign(funded.hex);
            const decoded = await this.session.rpc.read('decoderawtransaction', [hex]);
            const relayFeeUnits = await this.#relayFee();
            const txid = requireExpectedPayment(decoded, {
                ...order,
                ...funded,
                hex,
                recipientScript: script,
                relayFeeUnits,
            });
            this.#locks.handOut(funded.inputs);
            return { hex, txid, feeUnits: funded.feeUnits, inputs: funded.inputs };
        }
        catch (error) {
            // What cannot be released now is released before the next build.
            await this.#locks.release(funded.inputs).catch(() => undefined);
            throw error;
        }
    }
    async #create({ address, amountUnits }) {
        try {
            const outputs = { [address]: formatFlop(amountUnits) };
            return text(await this.session.rpc.read('createrawtransaction', [[], outputs]), 'createrawtransaction');
        }
        catch (cause) {
            if (!(cause instanceof RpcError))
                throw cause;
            if (cause.code === RpcCode.addressOrKey)
                throw new InvalidRecipient({ cause });
            // The address and the amount are good, so the amount is more than this coin can ever hold (Litecoin: 84 million).
            if (cause.code === RpcCode.typeOrAmount)
                throw new InsufficientCoreFunds({ cause });
            throw cause;
        }
    }
    async #fund(unfunded, order) {
        try {
            const answer = await this.session.rpc.write('fundrawtransaction', [unfunded, { lockUnspents: true }]);
            const hex = textField(answer, 'hex');
            return {
                hex,
                feeUnits: positiveUnitsField(answer, 'fee'),
                hasChange: integerField(answer, 'changepos') >= 0,
                inputs: inputsOf(hex),
            };
        }
        catch (error) {
            if (error instanceof RpcError)
                throw await whyFundingFailed(this.session, error, order);
            throw error;
        }
    }
    /** Signing changes nothing in Core, so it is safe to find out which of the two names it knows by asking. */
    async #sign(hex) {
        const answer = await this.session.rpc.read(this.#signMethod, [hex]).catch((error) => {
            const unknown = error instanceof RpcError && error.code === RpcCode.unknownMethod;
            if (!unknown || this.#signMethod === 'signrawtransaction')
                throw error;
            this.#signMethod = 'signrawtransaction';
            return this.session.rpc.read(this.#signMethod, [hex]);
        });
        if (!booleanField(answer, 'complete'))
            throw malformed('signature is not complete');
        return textField(answer, 'hex');
    }
    async #relayFee() {
        this.#relayFeeUnits ??= positiveUnitsField(await this.session.rpc.read('getnetworkinfo'), 'relayfee');
        return this.#relayFeeUnits;
    }
}
/** Core has taken the transaction when this is asked, so it must not fail. */
function readableInputs(hex) {
    try {
        return inputsOf(hex);
    }
    catch {
        return [];
    }
}
//# sourceMappingURL=core-flopcoin-payments.js.map