/** How often a server that does not write asks for the lease and looks for new blocks. */
const RETRY_MS = 1_000;
/**
 * Decides who writes. The process that holds the lease produces blocks; any other follows the chain, answers reads, refuses
 * writes, and takes over when the lease becomes free. The index passes between follower and producer in turns that never
 * overlap, whatever asks for them: the timer, a fork, or the end.
 */
export class LeadChain {
    lease;
    producer;
    followChain;
    onFailure;
    retryMs;
    timer;
    stopped = false;
    /** True while the producer has the index, also while it finishes. */
    handedOver = false;
    /** Settles when the last turn asked for has ended; never rejects. */
    turn = Promise.resolve();
    constructor(lease, producer, followChain, onFailure, retryMs = RETRY_MS) {
        this.lease = lease;
        this.producer = producer;
        this.followChain = followChain;
        this.onFailure = onFailure;
        this.retryMs = retryMs;
    }
    /** `tip` is the state of the index. Resolves when it is decided whether this process writes for now. */
    async start(tip) {
        this.followChain.startAt(tip);
        await this.attempt();
    }
    /** True while this process writes. */
    get leading() {
        return this.producer.producing && this.lease.held();
    }
    /** Brings the index up to the stored tip. A server that does not write learns of new blocks only by asking. */
    async catchUp() {
        if (!this.leading)
            await this.followChain.execute();
    }
    /** Finishes accepted work and gives the lease back. */
    async stop() {
        this.stopped = true;
        clearTimeout(this.timer);
        await this.producer.stop();
        await this.turn;
        await this.lease.release();
    }
    async attempt() {
        await this.inTurn(async () => {
            if (this.handedOver && !this.leading)
                await this.standDown();
            if (!this.handedOver)
                await this.followOrLead();
        });
        if (!this.stopped)
            this.timer = setTimeout(() => void this.attempt(), this.retryMs).unref();
    }
    async followOrLead() {
        if (!(await this.lease.acquire())) {
            await this.followChain.execute();
            return;
        }
        const tip = await this.followChain.handOver();
        if (this.stopped)
            return;
        this.handedOver = true;
        this.producer.start(tip, () => void this.inTurn(() => this.standDown()));
    }
    async standDown() {
        if (!this.handedOver || this.stopped)
            return;
        this.followChain.startAt(await this.producer.standAside());
        this.handedOver = false;
        await this.lease.release();
    }
    inTurn(work) {
        this.turn = this.turn.then(work).catch(this.onFailure);
        return this.turn;
    }
}
//# sourceMappingURL=lead-chain.js.map