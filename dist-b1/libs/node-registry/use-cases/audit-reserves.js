import { setTimeout as sleep } from 'node:timers/promises';
import { expectedCoreUnits, freezeReason } from '../model/audit.js';
/** Looks before a difference counts as one: money may arrive while we look. */
const LOOKS = 4;
const LOOK_AGAIN_AFTER_MS = 150;
/** Compares what the books say with what Core holds, to the unit. A difference stops all sending until it is gone. */
export class AuditReserves {
    reserves;
    wallet;
    settlement;
    deposits;
    turns;
    observer;
    clock;
    constructor(reserves, wallet, settlement, deposits, turns, observer, clock) {
        this.reserves = reserves;
        this.wallet = wallet;
        this.settlement = settlement;
        this.deposits = deposits;
        this.turns = turns;
        this.observer = observer;
        this.clock = clock;
    }
    /** Throws what the coin ports throw; then the last word stands. */
    execute() {
        return this.turns.run(async () => {
            let audit = await this.#look();
            for (let look = 1; look < LOOKS && audit.driftUnits !== 0n; look++) {
                await sleep(LOOK_AGAIN_AFTER_MS * look);
                await this.deposits.review(true);
                audit = await this.#look();
            }
            const before = await this.reserves.lastAudit();
            await this.reserves.record(audit);
            this.observer.audited(audit, before);
            return audit;
        });
    }
    /** Nobody sends meanwhile, and whatever is signed is first known to be with Core or not. */
    async #look() {
        await this.settlement.settleSigned();
        await this.deposits.ingest();
        const core = await this.wallet.totals();
        const books = await this.reserves.totals();
        const coreUnits = core.trustedUnits + core.unconfirmedUnits + core.immatureUnits;
        const driftUnits = coreUnits - expectedCoreUnits(books);
        const { height, tipHash } = core;
        return {
            height,
            tipHash,
            coreUnits,
            driftUnits,
            frozenBy: freezeReason(driftUnits, books),
            atMs: this.clock.nowMs(),
        };
    }
}
//# sourceMappingURL=audit-reserves.js.map