import type { Block, BlockTemplate, TransactionTemplate } from '@app/chain';
import { WORKER_LIMITS } from '@app/infrastructure/process/worker-limits.js';
import { type BlockInProgress, BlockSealer } from '@app/utxo';
import { Piscina } from 'piscina';
import { PackedTransactions } from './packed-transactions.js';
import type { Sealed, SealingTask, SigningTask } from './seal-worker.js';
import type { SignatureChoice } from './signature-choice.js';

/** So many transactions are signed ahead of their block; fewer are not worth the way to another thread. */
const WORTH_SIGNING_AHEAD = 24;

/** Tasks that lie ready for a thread: it must not wait for this one to come round and hand it the next. */
const TASKS_AHEAD = 64;

type SealPool = Piscina<SealingTask | SigningTask, Sealed>;

/**
 * Seals blocks in worker threads, so that proof of work and signatures never hold up a request. While a thread mines one
 * block, the transactions of the next are queued to be signed, by as many threads as there are.
 */
export class WorkerBlockSealer extends BlockSealer {
  private started: SealPool | undefined;

  constructor(
    private readonly threads = 1,
    private readonly signatures: SignatureChoice = 'auto',
  ) {
    super();
  }

  override begin(): BlockInProgress {
    return new PackedBlock(this.pool, this.threads);
  }

  async close(): Promise<void> {
    await this.started?.destroy();
  }

  /** Started by the first block: a server that is only read has no use for the threads. */
  private readonly pool = (): SealPool => {
    this.started ??= new Piscina({
      filename: new URL('./seal-worker.js', import.meta.url).href,
      minThreads: this.threads,
      maxThreads: this.threads,
      concurrentTasksPerWorker: TASKS_AHEAD,
      // Otherwise a thread runs all that lies ready before it says what became of the first.
      atomics: 'disabled',
      recordTiming: false,
      workerData: this.signatures,
      resourceLimits: WORKER_LIMITS,
    });
    return this.started;
  };
}

interface Part {
  readonly templates: readonly TransactionTemplate[];
  readonly packed: PackedTransactions;
  /** Never rejects: what could not be signed ahead is signed, or refused, when the block is sealed. */
  readonly signing: Promise<unknown>;
}

class PackedBlock implements BlockInProgress {
  private readonly parts: Part[] = [];
  private waiting: TransactionTemplate[] = [];

  constructor(
    private readonly pool: () => SealPool,
    private readonly threads: number,
  ) {}

  add(transactions: readonly TransactionTemplate[]): void {
    this.waiting.push(...transactions);
    if (this.waiting.length >= WORTH_SIGNING_AHEAD) this.signAhead(this.waiting.splice(0));
  }

  async seal(place: Pick<BlockTemplate, 'header' | 'parent'>): Promise<Block> {
    const rest = this.waiting.splice(0);
    if (rest.length > 0) this.parts.push({ ...packed(rest), signing: Promise.resolve() });
    // A single thread takes its tasks in their order: the parts are signed when it comes to this one.
    if (this.threads > 1) await Promise.all(this.parts.map(({ signing }) => signing));
    try {
      const memory = this.parts.map(({ packed }) => packed.memory);
      const { hash, merkleRoot, nonce } = await this.pool().run({ kind: 'seal', ...place, memory });
      const transactions = this.parts.flatMap(({ templates, packed }) => packed.signed(templates));
      return { header: { ...place.header, merkleRoot, nonce }, hash, transactions };
    } catch (error) {
      this.abandon();
      throw error;
    }
  }

  abandon(): void {
    for (const { packed } of this.parts) packed.wipe();
  }

  /** With several threads in portions for each, but none too small. */
  private signAhead(templates: readonly TransactionTemplate[]): void {
    const size = Math.max(Math.ceil(templates.length / this.threads), WORTH_SIGNING_AHEAD);
    for (let at = 0; at < templates.length; at += size) {
      const part = packed(templates.slice(at, at + size));
      const signing = this.pool()
        .run({ kind: 'sign', memory: part.packed.memory })
        .catch(() => {});
      this.parts.push({ ...part, signing });
    }
  }
}

function packed(templates: readonly TransactionTemplate[]): Pick<Part, 'templates' | 'packed'> {
  return { templates, packed: PackedTransactions.pack(templates) };
}
