import { ForkedChain } from "../../chain/index.js";
import { unixSeconds } from "../../kernel/index.js";
import { BlockAssembly } from '../model/assemble-block.js';
import { Pace } from '../model/pace.js';
import { BlockNotCommitted, NotWriting, OutcomeUnknown, ProducerBusy } from '../utxo.errors.js';
/** How blocks are made. */
export class ProductionOptions {
    bits;
    maxBlockTransactions;
    maxWaiting;
    maxWaitMs;
    constructor(
    /** Leading zero bits of new blocks, 0 to 32. */
    bits, 
    /** Most transactions in one block. */
    maxBlockTransactions = 1_000, 
    /** Requests that may wait for a block; one more is refused. */
    maxWaiting = 10_000, 
    /** A request that would wait longer than this, at the pace of the last blocks, is refused at once. */
    maxWaitMs = 2_000) {
        this.bits = bits;
        this.maxBlockTransactions = maxBlockTransactions;
        this.maxWaiting = maxWaiting;
        this.maxWaitMs = maxWaitMs;
    }
}
/** Work in one block is bounded by its parts, not only by its transactions: a single one may have 5000 inputs. */
const MAX_BLOCK_PARTS = 20_000;
/**
 * The one writer of the chain. It takes everything that waits, plans each request against the index (outputs made earlier
 * in the same block included), seals one block, commits it in one database transaction, and only then answers every
 * caller. While a block is being committed the next one is put together and sealed on top of it. If a commit fails, both
 * are rolled back: the callers of the first hear that nothing happened, those of the second are planned again.
 */
export class ProduceBlocks {
    index;
    sealer;
    append;
    clock;
    observer;
    options;
    queue = [];
    tip;
    /** The block being sealed, if any. */
    sealing;
    /** Settles when the block in flight is stored or has been rolled back; never rejects. */
    committing = Promise.resolve();
    uncommitted = 0;
    running;
    wake;
    accepting = false;
    pace = new Pace();
    onFork;
    constructor(index, sealer, append, clock, observer, options) {
        this.index = index;
        this.sealer = sealer;
        this.append = append;
        this.clock = clock;
        this.observer = observer;
        this.options = options;
    }
    /** Begins to produce on `tip`, whose state the index has. `onFork` is told when another writer turns out to exist. */
    start(tip, onFork) {
        this.tip = tip;
        this.onFork = onFork;
        this.accepting = true;
        this.running = this.run();
    }
    get producing() {
        return this.accepting;
    }
    /**
     * Mines what `intent` plans; resolves when the block is stored.
     * @param isPatient true for work of our own that comes in bounded portions: it waits where a caller would be refused
     * @throws whatever the intent refuses with · NotWriting · ProducerBusy · BlockNotCommitted (nothing was done) ·
     *   OutcomeUnknown (the store stopped answering)
     */
    submit(intent, isPatient = false) {
        const refusal = this.refusal(isPatient);
        if (refusal) {
            intent.settled?.();
            return Promise.reject(refusal);
        }
        return new Promise((resolve, reject) => {
            this.queue.push({ intent, resolve, reject });
            this.report();
            this.wake?.();
        });
    }
    /** Refuses as {@link submit} would, before anything is spent on a request. @throws NotWriting, ProducerBusy */
    admit() {
        const refusal = this.refusal();
        if (refusal)
            throw refusal;
    }
    /** Stops accepting, finishes what was accepted, and resolves when the last block is stored. */
    async stop() {
        this.accepting = false;
        this.wake?.();
        await this.running;
        await this.committing;
    }
    /** Stops as {@link stop} does and returns the state that the index has: its blocks are stored, or rolled back. */
    async standAside() {
        await this.stop();
        return this.tip;
    }
    refusal(isPatient = false) {
        if (!this.accepting)
            return new NotWriting();
        const { maxWaiting, maxBlockTransactions, maxWaitMs } = this.options;
        const waiting = this.queue.length;
        // What fits into the next block is never too late.
        const tooLate = !isPatient && waiting > maxBlockTransactions && this.pace.waitMs(waiting) > maxWaitMs;
        if (tooLate || waiting >= maxWaiting || this.append.inDoubt)
            return new ProducerBusy();
        return undefined;
    }
    async run() {
        for (;;) {
            while (this.queue.length === 0) {
                if (!this.accepting) {
                    // A failing commit may still put the callers of an abandoned block back.
                    await this.committing;
                    if (this.queue.length === 0)
                        return;
                    break;
                }
                await new Promise((resolve) => {
                    this.wake = resolve;
                });
                this.wake = undefined;
            }
            const pending = this.assemble();
            if (pending.callers.length > 0)
                await this.produce(pending);
        }
    }
    assemble() {
        const assembly = new BlockAssembly(this.index, this.tip);
        const callers = [];
        let parts = 0;
        let taken = 0;
        while (taken < this.queue.length && callers.length < this.options.maxBlockTransactions && parts < MAX_BLOCK_PARTS) {
            const waiting = this.queue[taken++];
            try {
                const { id, inputs, outputs } = assembly.add(waiting.intent);
                parts += inputs.length + outputs.length;
                callers.push({ waiting, txid: id });
            }
            catch (refusal) {
                refuse(waiting, refusal);
            }
        }
        this.queue = this.queue.slice(taken);
        this.uncommitted += callers.length;
        this.report();
        return { assembly, callers, parent: this.tip, abandoned: false };
    }
    async produce(pending) {
        const started = performance.now();
        this.sealing = pending;
        try {
            const block = await this.sealer.seal(pending.assembly.template(this.options.bits, unixSeconds(this.clock)));
            const sealMs = performance.now() - started;
            await this.committing;
            if (pending.abandoned)
                return;
            const effects = pending.assembly.effectsOf(block);
            this.tip = effects.tip;
            this.committing = this.commit(pending, block, effects, sealMs);
        }
        catch (cause) {
            await this.committing;
            if (!pending.abandoned)
                this.fail(pending, new BlockNotCommitted(cause));
        }
        finally {
            this.sealing = undefined;
        }
    }
    async commit(pending, block, effects, sealMs) {
        const started = performance.now();
        try {
            await this.append.execute(block, effects, (cause) => this.giveUpWaiting(pending, cause));
        }
        catch (cause) {
            this.abandonSealing((waiting) => this.queue.unshift(...waiting));
            this.fail(pending, new BlockNotCommitted(cause));
            if (cause instanceof ForkedChain)
                this.standDown();
            return;
        }
        pending.assembly.draft.commit();
        // A block that is nearly empty says nothing of the pace under load.
        if (pending.callers.length * 2 >= this.options.maxBlockTransactions) {
            this.pace.stored(pending.callers.length, performance.now());
        }
        this.uncommitted -= pending.callers.length;
        this.report();
        this.observer.blockCommitted({
            transactions: pending.callers.length,
            sealMs,
            commitMs: performance.now() - started,
        });
        for (const { waiting, txid } of pending.callers) {
            waiting.intent.settled?.();
            waiting.resolve({ txid, blockHash: block.hash, height: block.header.height });
        }
    }
    /** Rolls `pending` back, which must be the newest staged block, and refuses its callers. */
    fail(pending, error) {
        pending.assembly.draft.rollBack();
        this.tip = pending.parent;
        this.uncommitted -= pending.callers.length;
        for (const { waiting } of pending.callers)
            refuse(waiting, error);
        this.report();
    }
    /** Rolls the block being sealed back, if there is one, and hands its callers over in their order. */
    abandonSealing(takeOver) {
        const pending = this.sealing;
        if (!pending || pending.abandoned)
            return;
        pending.abandoned = true;
        pending.assembly.draft.rollBack();
        this.uncommitted -= pending.callers.length;
        takeOver(pending.callers.map(({ waiting }) => waiting));
    }
    /** The store has been silent too long: nobody waits on, but the block in flight is still being settled. */
    giveUpWaiting(inFlight, cause) {
        for (const { waiting } of inFlight.callers)
            waiting.reject(new OutcomeUnknown(cause));
        this.abandonSealing((waiting) => this.queue.push(...waiting));
        for (const waiting of this.queue.splice(0))
            refuse(waiting, new BlockNotCommitted(cause));
        this.report();
    }
    standDown() {
        this.accepting = false;
        for (const waiting of this.queue.splice(0))
            refuse(waiting, new NotWriting());
        this.wake?.();
        this.report();
        this.onFork?.();
    }
    report() {
        this.observer.queueChanged(this.queue.length, this.uncommitted);
    }
}
function refuse(waiting, error) {
    waiting.intent.settled?.();
    waiting.reject(error);
}
//# sourceMappingURL=produce-blocks.js.map