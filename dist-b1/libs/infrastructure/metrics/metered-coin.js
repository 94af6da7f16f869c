import { RpcObserver } from "../flopcoin/rpc-observer.js";
import { CoinObserver, formatFlop, } from "../../node-registry/index.js";
const REPEAT_AFTER_MS = 60_000;
/** The coin side in numbers and, where an operator should look, in the log. */
export class MeteredCoin extends CoinObserver {
    log;
    driftUnits = 0n;
    isFrozen = false;
    trouble;
    constructor(metrics, log, countByState) {
        super();
        this.log = log;
        metrics.gaugeBy('registry_payments', 'Payments through Core by state', 'state', countByState);
        metrics.gauge('registry_drift_units', "Core's total less the ledger's, in units", () => Number(this.driftUnits));
        metrics.gauge('registry_sends_frozen', '1 while the auditor has stopped all sending', () => Number(this.isFrozen));
    }
    paymentGivenUp({ id }, reason) {
        this.log.warn({ paymentId: String(id), err: reason }, 'a payment was given up before anything was signed');
    }
    paymentUndecided({ id, txid }, reason) {
        this.log.warn({ paymentId: String(id), txid, ...why(reason) }, 'a signed payment is not with Core; it will be sent again');
    }
    paymentBuried({ id, txid }) {
        this.log.warn({ paymentId: String(id), txid }, 'a payment is proven dead; its money is back');
    }
    depositMoved({ txid, vout, amountUnits, state }, to) {
        const facts = { txid, vout, amount: formatFlop(amountUnits), from: state, to };
        if (to === 'reversed')
            this.log.warn(facts, 'a deposit was double-spent or has vanished; it is booked back');
        else
            this.log.info(facts, 'a deposit moved on');
    }
    audited({ driftUnits, coreUnits, height, frozenBy }, before) {
        this.driftUnits = driftUnits;
        this.isFrozen = frozenBy !== undefined;
        const facts = { height, core: formatFlop(coreUnits), drift: formatFlop(driftUnits), frozenBy };
        if (frozenBy && (before?.frozenBy !== frozenBy || before.driftUnits !== driftUnits))
            this.log.error(facts, 'the ledger and Core disagree, or nodes owe more than is there: sends are frozen');
        if (!frozenBy && before?.frozenBy)
            this.log.info(facts, 'the ledger and Core agree again: sends go on');
    }
    followingFailed(error) {
        const text = error instanceof Error ? error.message : String(error);
        const nowMs = Date.now();
        if (this.trouble?.text === text && nowMs - this.trouble.atMs < REPEAT_AFTER_MS)
            return;
        this.trouble = { text, atMs: nowMs };
        this.log.warn({ err: error }, 'the coin could not be followed; trying again');
    }
}
function why(reason) {
    return reason instanceof Error ? { err: reason } : { outcome: reason };
}
/** Calls to Core: how long they take, and how they end. */
export class MeteredRpc extends RpcObserver {
    durations;
    constructor(metrics) {
        super();
        this.durations = metrics.distributionBy('registry_core_rpc_seconds', 'Calls to Core by method and outcome', [
            'method',
            'outcome',
        ]);
    }
    observe({ method, outcome, durationMs }) {
        this.durations.observe({ method, outcome }, durationMs / 1000);
    }
}
//# sourceMappingURL=metered-coin.js.map