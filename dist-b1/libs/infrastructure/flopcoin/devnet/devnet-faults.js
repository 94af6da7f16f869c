import { setTimeout as sleep } from 'node:timers/promises';
import { CoreRefused, CoreTimeout, CoreUnavailable } from "../../../node-registry/index.js";
/** -4, Core's "something is wrong with the wallet". */
const WALLET_ERROR = -4;
/** Trouble on demand, for tests, in the order planned. Counts what really happened. */
export class DevnetFaults {
    #plans = [];
    #happened = new Map();
    plan(plan) {
        this.#plans.push({ times: 1, delayMs: 0, ...plan });
    }
    /** Forgets what was planned and has not happened. */
    clear() {
        this.#plans.length = 0;
    }
    happened(fault) {
        return this.#happened.get(fault) ?? 0;
    }
    /** Runs one call of a port, or what has been planned for it. */
    async around(call, work) {
        const plan = this.#plans.find((candidate) => candidate.times > 0 && (candidate.call ?? call) === call);
        if (!plan)
            return work();
        plan.times--;
        this.#happened.set(plan.fault, this.happened(plan.fault) + 1);
        if (plan.delayMs > 0)
            await sleep(plan.delayMs);
        switch (plan.fault) {
            case 'hang':
                throw new CoreTimeout();
            case 'refused':
                throw new CoreRefused(WALLET_ERROR);
            case 'answer_lost':
                await work().catch(() => undefined);
                throw new CoreTimeout();
            case 'delay':
                return work();
            default:
                throw new CoreUnavailable(plan.fault);
        }
    }
}
//# sourceMappingURL=devnet-faults.js.map