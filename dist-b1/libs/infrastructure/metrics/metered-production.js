import { ProductionObserver } from "../../utxo/index.js";
const SIZE_BUCKETS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];
/** The block producer in numbers and, where something fails, in the log. */
export class MeteredProduction extends ProductionObserver {
    log;
    waiting = 0;
    uncommitted = 0;
    sizes;
    sealing;
    committing;
    constructor(metrics, log) {
        super();
        this.log = log;
        this.sizes = metrics.distribution('mizan_block_transactions', 'Transactions per block', SIZE_BUCKETS);
        this.sealing = metrics.distribution('mizan_block_seal_seconds', 'Time to sign, mine and verify a block');
        this.committing = metrics.distribution('mizan_block_commit_seconds', 'Time to store a block');
        metrics.gauge('mizan_producer_queue', 'Requests that wait for a block', () => this.waiting);
        metrics.gauge('mizan_mempool_transactions', 'Transactions in blocks that are not stored yet', () => this.uncommitted);
    }
    blockCommitted(facts) {
        this.sizes.observe(facts.transactions);
        this.sealing.observe(facts.sealMs / 1000);
        this.committing.observe(facts.commitMs / 1000);
    }
    queueChanged(waiting, uncommitted) {
        this.waiting = waiting;
        this.uncommitted = uncommitted;
    }
    leadershipFailed(error) {
        this.log.warn({ err: error }, 'the writer of the chain is not settled; trying again');
    }
}
//# sourceMappingURL=metered-production.js.map