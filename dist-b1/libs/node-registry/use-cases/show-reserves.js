import { setTimeout as sleep } from 'node:timers/promises';
/** Whoever asks about readiness wants an answer, also while Core or the database hangs. */
const ANSWER_WITHIN_MS = 2_000;
/** The proof that what nodes were promised is there. */
export class ShowReserves {
    reserves;
    node;
    following;
    constructor(reserves, node, following) {
        this.reserves = reserves;
        this.node = node;
        this.following = following;
    }
    /** `audit` is undefined before the first one. */
    async execute() {
        const [books, audit] = await Promise.all([this.reserves.totals(), this.reserves.lastAudit()]);
        return { books, audit };
    }
    /** Rejects when the database does not answer; trouble with Core is an answer. */
    async readiness() {
        const [audit, status] = await Promise.all([
            within(this.reserves.lastAudit()),
            within(this.node.status()).catch(() => undefined),
        ]);
        const isReady = status !== undefined && this.following.isCurrent && audit !== undefined && !audit.frozenBy;
        const { followedHeight } = this.following;
        return { core: status ? 'reachable' : 'unreachable', height: status?.height, followedHeight, audit, isReady };
    }
}
async function within(answer) {
    const done = new AbortController();
    const late = sleep(ANSWER_WITHIN_MS, undefined, { signal: done.signal }).then(() => {
        throw new Error('no answer in time');
    });
    late.catch(() => undefined);
    try {
        return await Promise.race([answer, late]);
    }
    finally {
        done.abort();
        answer.catch(() => undefined);
    }
}
//# sourceMappingURL=show-reserves.js.map