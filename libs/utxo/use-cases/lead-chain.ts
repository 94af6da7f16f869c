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

  constructor(
    private readonly lease: WriterLease,
    private readonly producer: ProduceBlocks,
    private readonly followChain: FollowChain,
    private readonly onFailure: (error: unknown) => void,
  ) {}

  /** `tip` is the state of the index. Resolves when it is decided whether this process writes for now. */
  async start(tip: ChainTip): Promise<void> {
    this.followChain.startAt(tip);
    await this.attempt();
  }

  /** True while this process writes. */
  get leading(): boolean {
    return this.producer.producing && this.lease.held();
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
      if (this.producer.producing && !this.lease.held()) await this.standDown();
      if (!this.producer.producing) {
        const leads = await this.lease.acquire();
        const tip = await this.followChain.execute();
        if (leads && !this.stopped) this.producer.start(tip, () => void this.standDown().catch(this.onFailure));
      }
    } catch (error) {
      this.onFailure(error);
    }
    if (!this.stopped) this.timer = setTimeout(() => void this.attempt(), RETRY_MS).unref();
  }

  private async standDown(): Promise<void> {
    const tip = await this.producer.standAside();
    this.followChain.startAt(tip);
    await this.lease.release();
  }
}
