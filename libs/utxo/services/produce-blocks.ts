import { type BlockEffects, type BlockTemplate, type ChainTip, ForkedChain } from '@app/chain';
import { Clock, DomainError, unixSeconds } from '@app/kernel';
import { BlockAssembly } from '../model/assemble-block.js';
import type { BlockIntent, MinedTransaction, SpendableCoins } from '../model/block-intent.js';
import { BlockSealer } from '../ports/block-sealer.js';
import { ProductionObserver } from '../ports/production-observer.js';
import { AppendBlock } from '../use-cases/append-block.js';
import { BlockNotCommitted, NotWriting, OutcomeUnknown, ProducerBusy } from '../utxo.errors.js';
import { Backpressure } from './backpressure.js';
import { EventLoopBatches } from './event-loop-batches.js';
import { answer, type PendingBlock, REQUESTS_PER_BATCH, refuse, type WaitingRequest } from './pending-block.js';
import { ProductionOptions } from './production-options.js';
import { UtxoIndex } from './utxo-index.js';

/** Inputs and outputs that are planned in one turn: about ten milliseconds, unless a single transaction has more. */
const PARTS_PER_TURN = 2_000;

/** Work in one block is bounded by its parts, not only by its transactions: a single one may have 5000 inputs. */
const MAX_BLOCK_PARTS = 20_000;

/**
 * The one writer of the chain. Requests are planned as they come against the index (outputs made earlier in the same block
 * included) into a block that stays open, and is being signed, while the block below it is sealed and stored. Then it is
 * cut, sealed itself, committed in one database transaction, and only then is every caller answered; meanwhile the next one
 * is open. If a commit fails, all that is built on it is rolled back: the callers of that block hear that nothing happened,
 * the others are planned again.
 */
export class ProduceBlocks {
  private queue: WaitingRequest[] = [];
  private tip: ChainTip | undefined;
  /** The block that requests are planned into, if any. */
  private open: PendingBlock | undefined;
  /** The block that is being sealed or stored, if any. */
  private inFlight: PendingBlock | undefined;
  /** Settles when the callers of the stored blocks have their answers. */
  private answering: Promise<void> = Promise.resolve();
  private planning: NodeJS.Immediate | undefined;
  private uncommitted = 0;
  private running: Promise<void> | undefined;
  private wake: (() => void) | undefined;
  private accepting = false;
  private callersRequests = 0;
  private readonly backpressure = new Backpressure();
  private readonly batches = new EventLoopBatches(REQUESTS_PER_BATCH);
  private onFork: (() => void) | undefined;
  private onStored: ((tip: ChainTip) => void) | undefined;

  constructor(
    private readonly index: UtxoIndex,
    private readonly sealer: BlockSealer,
    private readonly append: AppendBlock,
    private readonly clock: Clock,
    private readonly observer: ProductionObserver,
    private readonly options: ProductionOptions,
  ) {}

  /** Begins to produce on `tip`, whose state the index has. `onFork` is told when another writer turns out to exist, `onStored` of each block. */
  start(tip: ChainTip, onFork: () => void, onStored?: (tip: ChainTip) => void): void {
    this.tip = tip;
    this.onFork = onFork;
    this.onStored = onStored;
    this.accepting = true;
    this.running = this.run();
  }

  get producing(): boolean {
    return this.accepting;
  }

  /** How many requests of callers were taken so far; patient work of our own is left out. */
  get requested(): number {
    return this.callersRequests;
  }

  /**
   * Mines what `intent` plans; resolves when the block is stored.
   * @param isPatient true for work of our own that comes in bounded portions: it waits where a caller would be refused
   * @throws whatever the intent refuses with · NotWriting · ProducerBusy · BlockNotCommitted (nothing was done) ·
   *   OutcomeUnknown (the store stopped answering)
   */
  submit(intent: BlockIntent, isPatient = false): Promise<MinedTransaction> {
    const refusal = this.refusal(isPatient);
    if (refusal) {
      intent.settled?.();
      return Promise.reject(refusal);
    }
    if (!isPatient) this.callersRequests++;
    return new Promise((resolve, reject) => {
      this.queue.push({ intent, resolve, reject });
      this.report();
      this.planSoon();
    });
  }

  /**
   * Refuses at once as {@link submit} would, before anything is spent on a request; else resolves when it is the request's
   * turn to be worked on. @throws NotWriting, ProducerBusy
   */
  async admit(): Promise<void> {
    const refusal = this.refusal();
    if (refusal) throw refusal;
    await this.batches.next();
  }

  /**
   * Refuses what {@link submit} would refuse at this moment, and changes nothing: for a caller who is about to use something up.
   * @throws NotWriting · ProducerBusy · whatever `look` refuses with
   */
  rehearse(look: (coins: SpendableCoins) => unknown): void {
    const refusal = this.refusal();
    if (refusal) throw refusal;
    look(new BlockAssembly(this.index, this.tip!));
  }

  /** Stops accepting, finishes what was accepted, and resolves when the last block is stored. */
  async stop(): Promise<void> {
    this.accepting = false;
    this.wake?.();
    await this.running;
    await this.answering;
  }

  /** Stops as {@link stop} does and returns the state that the index has: its blocks are stored, or rolled back. */
  async standAside(): Promise<ChainTip> {
    await this.stop();
    return this.tip!;
  }

  private refusal(isPatient = false): DomainError | undefined {
    if (!this.accepting) return new NotWriting();
    const { maxWaiting, maxBlockTransactions, maxWaitMs } = this.options;
    const waiting = this.queue.length + (this.open?.callers.length ?? 0);
    // What fits into the next block is never too late.
    const tooLate = !isPatient && waiting > maxBlockTransactions && this.backpressure.waitMs(waiting) > maxWaitMs;
    if (tooLate || waiting >= maxWaiting || this.append.inDoubt) return new ProducerBusy();
    return undefined;
  }

  private async run(): Promise<void> {
    for (;;) {
      while (!this.open?.callers.length) {
        if (!this.accepting && this.queue.length === 0) return;
        await new Promise<void>((resolve) => {
          this.wake = resolve;
          if (this.queue.length > 0) this.planSoon();
        });
        this.wake = undefined;
      }
      await this.produce(this.open);
    }
  }

  /** All that arrives in one turn of the event loop is planned together, and goes to be signed together. */
  private planSoon(): void {
    this.planning ??= setImmediate(() => {
      this.planning = undefined;
      this.plan();
      this.wake?.();
    });
  }

  /** Plans what waits into the open block, as far as there is room, and as far as it goes in one turn. */
  private plan(): void {
    this.open ??= this.openBlock();
    const { open } = this;
    const already = open.assembly.size;
    const mostParts = open.parts + PARTS_PER_TURN;
    let taken = 0;
    while (taken < this.queue.length && this.hasRoom(open) && open.parts < mostParts) {
      const waiting = this.queue[taken++]!;
      try {
        const { id, inputs, outputs } = open.assembly.add(waiting.intent);
        open.parts += inputs.length + outputs.length;
        open.callers.push({ waiting, txid: id });
        this.uncommitted++;
      } catch (refusal) {
        refuse(waiting, refusal);
      }
    }
    this.queue = this.queue.slice(taken);
    if (this.queue.length > 0 && this.hasRoom(open)) this.planSoon();
    open.sealing.add(open.assembly.templatesFrom(already));
    this.report();
  }

  private hasRoom({ callers, parts }: PendingBlock): boolean {
    return callers.length < this.options.maxBlockTransactions && parts < MAX_BLOCK_PARTS;
  }

  private openBlock(): PendingBlock {
    const assembly = new BlockAssembly(this.index, this.inFlight?.assembly.books() ?? this.tip!);
    return { assembly, sealing: this.sealer.begin(), callers: [], parts: 0 };
  }

  /**
   * Cuts the open block, seals it and stores it. Never two at a time: what waits for the store meanwhile makes the next
   * block larger, and every block costs the same few milliseconds of work and of the database however large it is.
   */
  private async produce(pending: PendingBlock): Promise<void> {
    this.open = undefined;
    this.inFlight = pending;
    if (this.queue.length > 0) this.planSoon();
    const parent = this.tip!;
    const started = performance.now();
    let sealed = started;
    let effects: BlockEffects;
    try {
      const block = await pending.sealing.seal({ header: this.headerOn(parent), parent });
      sealed = performance.now();
      effects = pending.assembly.effectsOf(block);
      await this.append.execute(block, effects, (cause) => this.giveUpWaiting(pending, cause));
    } catch (cause) {
      this.queue.unshift(...this.abandonOpen());
      this.fail(pending, new BlockNotCommitted(cause));
      if (cause instanceof ForkedChain) this.standDown();
      return;
    }
    // From here on nothing may be rolled back, whatever happens.
    this.settle(pending, effects.tip);
    this.observer.blockCommitted({
      transactions: pending.callers.length,
      sealMs: sealed - started,
      commitMs: performance.now() - sealed,
    });
  }

  /** The clock may have been set back: time never runs backwards on the chain. */
  private headerOn(parent: ChainTip): BlockTemplate['header'] {
    return {
      height: parent.header.height + 1,
      prevHash: parent.hash,
      timestamp: Math.max(unixSeconds(this.clock), parent.header.timestamp),
      bits: this.options.bits,
    };
  }

  /** The block is stored: its changes become the balance, and its callers hear of it. */
  private settle(pending: PendingBlock, tip: ChainTip): void {
    pending.assembly.draft.commit();
    this.tip = tip;
    this.onStored?.(tip);
    this.inFlight = undefined;
    // A block that is nearly empty says nothing of the rate under load.
    if (pending.callers.length * 2 >= this.options.maxBlockTransactions) {
      this.backpressure.stored(pending.callers.length, performance.now());
    }
    this.uncommitted -= pending.callers.length;
    this.report();
    this.answering = this.answering.then(() => answer(pending.callers, tip));
  }

  /** Rolls `pending` back, which must be the newest staged block, and refuses its callers. */
  private fail(pending: PendingBlock, error: DomainError): void {
    pending.assembly.draft.rollBack();
    this.inFlight = undefined;
    this.uncommitted -= pending.callers.length;
    for (const { waiting } of pending.callers) refuse(waiting, error);
    this.report();
  }

  /** Rolls the open block back, which stands on one that will not be stored, or may not; returns its callers. */
  private abandonOpen(): WaitingRequest[] {
    const { open } = this;
    if (!open) return [];
    this.open = undefined;
    open.assembly.draft.rollBack();
    open.sealing.abandon();
    this.uncommitted -= open.callers.length;
    return open.callers.map(({ waiting }) => waiting);
  }

  /** The store has been silent too long: callers stop waiting, but the block in flight is still being settled. */
  private giveUpWaiting(inFlight: PendingBlock, cause: unknown): void {
    for (const { waiting } of inFlight.callers) waiting.reject(new OutcomeUnknown(cause));
    for (const waiting of [...this.abandonOpen(), ...this.queue.splice(0)]) {
      refuse(waiting, new BlockNotCommitted(cause));
    }
    this.report();
  }

  private standDown(): void {
    this.accepting = false;
    for (const waiting of this.queue.splice(0)) refuse(waiting, new NotWriting());
    this.wake?.();
    this.report();
    this.onFork?.();
  }

  private report(): void {
    this.observer.queueChanged(this.queue.length, this.uncommitted);
  }
}
