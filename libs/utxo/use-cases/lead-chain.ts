import type { ChainTip } from '@app/chain';
import { WriterLease } from '../ports/writer-lease.js';
import { FollowChain } from './follow-chain.js';
import { ProduceBlocks } from './produce-blocks.js';

/** How often a server that does not write asks for the lease and looks for new blocks. */
const RETRY_MS = 1_000;

/**
 * Decides who writes. The process that holds the lease produces blocks; any other follows the chain, answers reads, refuses
 * writes, and takes over when the lease becomes free.
 */
export class LeadChain {
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;
  /** Whether the producer keeps the index. */
  private writing = false;

  constructor(
    private readonly lease: WriterLease,
    private readonly producer: ProduceBlocks,
    private readonly followChain: FollowChain,
    private readonly onFailure: (error: unknown) => void,
  ) {}

  /** `tip` is the state of the index. Resolves when it is decided whether this process writes for now. */
  async start(tip: ChainTip): Promise<void> {
    this.followChain.begin(tip);
    await this.attempt();
  }

  /** True while this process writes. */
  get leading(): boolean {
    return this.producer.producing && this.lease.held();
  }

  /** Brings the index up to what is stored; a process that writes has it so already. */
  catchUp(): Promise<void> {
    return this.followChain.catchUp();
  }

  /** Finishes accepted work and gives the lease back. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.producer.stop();
    await this.lease.release();
  }

  private async attempt(): Promise<void> {
    try {
      if (this.writing && !this.leading) await this.standDown();
      if (!this.writing && (await this.lease.acquire())) await this.takeOver();
      else await this.followChain.catchUp();
    } catch (error) {
      this.onFailure(error);
    }
    if (!this.stopped) this.timer = setTimeout(() => void this.attempt(), RETRY_MS).unref();
  }

  private async takeOver(): Promise<void> {
    await this.followChain.catchUp();
    if (this.stopped) return;
    this.writing = true;
    this.producer.start(this.followChain.end());
  }

  /** The lease is gone, or another process has appended: what is in flight is settled, then the index follows again. */
  private async standDown(): Promise<void> {
    this.followChain.begin(await this.producer.standAside());
    this.writing = false;
    await this.lease.release();
  }
}
