/** How often the coin is looked at. */
export class FollowingSchedule {
    intervalMs;
    constructor(intervalMs = 2_000) {
        this.intervalMs = intervalMs;
    }
}
/** Without a new block, the books are audited at least so often. */
const AUDIT_EVERY_MS = 60_000;
const KEYS_KEPT_MS = 48 * 3_600_000;
/**
 * The registry's eye on the coin, on a timer: finishes what a crash interrupted, reads deposits, follows payments, audits
 * after each new block. One process of several does it.
 */
export class FollowCoin {
    meeting;
    node;
    deposits;
    delivery;
    settlement;
    audit;
    reserves;
    outbox;
    lease;
    turns;
    schedule;
    observer;
    clock;
    #timer;
    #round;
    #seenTip;
    #lastSuccessMs = 0;
    #followedHeight;
    constructor(meeting, node, deposits, delivery, settlement, audit, reserves, outbox, lease, turns, schedule, observer, clock) {
        this.meeting = meeting;
        this.node = node;
        this.deposits = deposits;
        this.delivery = delivery;
        this.settlement = settlement;
        this.audit = audit;
        this.reserves = reserves;
        this.outbox = outbox;
        this.lease = lease;
        this.turns = turns;
        this.schedule = schedule;
        this.observer = observer;
        this.clock = clock;
    }
    /** Does a first round, successful or not, and goes on from there. */
    async start() {
        await this.#tick();
        this.#timer = setInterval(() => void this.#tick(), this.schedule.intervalMs);
        this.#timer.unref();
    }
    async stop() {
        clearInterval(this.#timer);
        this.#timer = undefined;
        await this.#round?.catch(() => undefined);
        await this.turns.run(async () => undefined);
        await this.lease.release();
    }
    /** A whole round that begins after this call: what Core knows now is in the books when it resolves. */
    async catchUp() {
        await this.#round?.catch(() => undefined);
        await this.#join();
    }
    /** Whether a round succeeded lately, in this process or, for one that does not follow, ever anywhere. */
    get isCurrent() {
        return this.clock.nowMs() - this.#lastSuccessMs < Math.max(30_000, 5 * this.schedule.intervalMs);
    }
    /** Up to here everything is in the books; undefined until this process has followed. */
    get followedHeight() {
        return this.#followedHeight;
    }
    async #tick() {
        if (this.#round)
            return;
        await this.#join().catch((error) => this.observer.followingFailed(error));
    }
    #join() {
        this.#round ??= this.#follow().finally(() => {
            this.#round = undefined;
        });
        return this.#round;
    }
    async #follow() {
        await this.meeting.execute();
        if (!(await this.lease.acquire()))
            return this.#succeed();
        const { tipHash, height } = await this.node.status();
        const isNewTip = tipHash !== this.#seenTip;
        await this.delivery.takeUpWaiting();
        await this.turns.run(() => this.settlement.settleSigned());
        await this.deposits.ingest();
        await this.deposits.review(isNewTip);
        if (isNewTip)
            await this.turns.run(() => this.settlement.followBroadcast());
        if (isNewTip || (await this.#auditIsDue()))
            await this.audit.execute();
        if (isNewTip)
            await this.outbox.forgetKeys(this.clock.nowMs() - KEYS_KEPT_MS);
        this.#seenTip = tipHash;
        this.#followedHeight = height;
        this.#succeed();
    }
    async #auditIsDue() {
        const last = await this.reserves.lastAudit();
        return !last || last.frozenBy !== undefined || this.clock.nowMs() - last.atMs > AUDIT_EVERY_MS;
    }
    #succeed() {
        this.#lastSuccessMs = this.clock.nowMs();
    }
}
//# sourceMappingURL=follow-coin.js.map