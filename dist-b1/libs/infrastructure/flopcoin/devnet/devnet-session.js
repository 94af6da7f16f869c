import { requireSameIdentity } from "../../../node-registry/index.js";
import { DevnetFaults } from './devnet-faults.js';
/** What the three adapters share: the chain, the planned faults, and the pinned identity. */
export class DevnetSession {
    devnet;
    faults = new DevnetFaults();
    #pinned = null;
    constructor(devnet) {
        this.devnet = devnet;
    }
    pin(identity) {
        this.#pinned = identity;
    }
    /** One call of a port, hit by whatever fault is planned for it. */
    async call(call, work) {
        return this.faults.around(call, async () => {
            if (this.#pinned && call !== 'identity')
                requireSameIdentity(this.#pinned, this.devnet.identity);
            return work();
        });
    }
}
//# sourceMappingURL=devnet-session.js.map