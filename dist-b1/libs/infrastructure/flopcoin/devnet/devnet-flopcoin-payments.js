import { CoreRefused, FeeAboveCap, FlopcoinPayments, SerialQueue, } from "../../../node-registry/index.js";
import { parseTransaction } from '../coin-transaction.js';
import { HandedOutInputs } from '../handed-out-inputs.js';
import { transactionRow } from './devnet-planner.js';
export class DevnetFlopcoinPayments extends FlopcoinPayments {
    session;
    #handedOut = new HandedOutInputs();
    #builds = new SerialQueue();
    constructor(session) {
        super();
        this.session = session;
    }
    build(order) {
        return this.#builds.run(() => this.session.call('build', () => this.#build(order)));
    }
    releaseInputs(outpoints) {
        return this.session.call('releaseInputs', () => this.#handedOut.remove(outpoints));
    }
    async broadcast(hex) {
        try {
            const outcome = await this.session.call('broadcast', () => this.session.devnet.accept(hex));
            if (outcome.kind !== 'undecided')
                this.#handedOut.remove(parseTransaction(hex).inputs);
            return outcome;
        }
        catch (error) {
            if (!(error instanceof CoreRefused))
                throw error;
            return { kind: 'undecided', reason: 'other', coreCode: error.coreCode };
        }
    }
    isInMempool(txid) {
        return this.session.call('isInMempool', () => this.session.devnet.ledger.isInMempool(txid));
    }
    async #build({ address, amountUnits, maxFeeUnits, heldInputs }) {
        const taken = this.#handedOut.taken(heldInputs);
        const spend = await this.session.devnet.prepare({ address, amountUnits, taken });
        if (spend.feeUnits > maxFeeUnits)
            throw new FeeAboveCap(spend.feeUnits);
        const inputs = spend.coins.map(({ txid, vout }) => ({ txid, vout }));
        this.#handedOut.add(inputs);
        return { ...transactionRow(spend.transaction), feeUnits: spend.feeUnits, inputs };
    }
}
//# sourceMappingURL=devnet-flopcoin-payments.js.map