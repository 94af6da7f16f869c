import type { ChainTip } from '@app/chain';
import { within } from '@app/kernel';
import type { ChainRole, ProductionObserver } from '../ports/production-observer.js';
import { WriterLease } from '../ports/writer-lease.js';
import { BlocksLost, ChainUnread } from '../utxo.errors.js';
import { FollowChain } from './follow-chain.js';
import { ProduceBlocks } from './produce-blocks.js';

/** How often a server that does not write asks for the lease and looks for new blocks. */
const RETRY_MS = 1_000;

/** A caller who reads waits so long at most for what other processes have appended. */
const CATCH_UP_WITHIN_MS = 4_000;

/** Looks in a row after which a loss is believed. */
const CERTAIN = 2;

/**
 * Decides who writes. The process that holds the lease produces blocks; any other follows the chain, answers reads, refuses
 * writes, and takes over when the lease becomes free. The index passes between follower and producer in turns that never
 * overlap, whatever asks for them: the timer, a fork, or the end.
 */
export class LeadChain {
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;
  /** Another process had the lease at the last attempt, and what it stored could be read. */
  private following = false;
  /** True while the producer has the index, also while it finishes. */
  private handedOver = false;
  private losses = 0;
  private toldRole: ChainRole | undefined;
  /** Settles when the last turn asked for has ended; never rejects. */
  private turn: Promise<void> = Promise.resolve();

  constructor(
    private readonly lease: WriterLease,
    private readonly producer: ProduceBlocks,
    private readonly followChain: FollowChain,
    private readonly observer: Pick<ProductionObserver, 'leadershipFailed' | 'roleChanged' | 'blocksLost'>,
    private readonly retryMs = RETRY_MS,
    private readonly catchUpWithinMs = CATCH_UP_WITHIN_MS,
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

  get role(): ChainRole {
    if (this.leading) return 'writer';
    if (!this.following) return 'none';
    return this.lease.onStandby() ? 'standby' : 'follower';
  }

  /**
   * Brings the index up to the stored tip. A server that does not write learns of new blocks only by asking.
   * @throws ChainUnread when the store does not answer in time
   */
  async catchUp(): Promise<void> {
    if (this.leading) return;
    await within(this.followChain.execute(), this.catchUpWithinMs, () => new ChainUnread());
  }

  /** Finishes accepted work and gives the lease back. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.producer.stop();
    await this.turn;
    await this.lease.release();
  }

  private async attempt(): Promise<void> {
    await this.inTurn(async () => {
      if (this.handedOver && !this.leading) await this.standDown();
      if (!this.handedOver) await this.followOrLead();
    });
    this.tellRole();
    if (!this.stopped) this.timer = setTimeout(() => void this.attempt(), this.retryMs).unref();
  }

  private async followOrLead(): Promise<void> {
    const leads = await this.lease.acquire();
    this.followChain.mayLag = this.lease.onStandby();
    if (!leads) {
      await this.followChain.execute();
      this.following = true;
      this.losses = 0;
      return;
    }
    this.following = false;
    const tip = await this.takeIndex();
    this.losses = 0;
    if (this.stopped) return;
    this.handedOver = true;
    this.producer.start(
      tip,
      () => void this.inTurn(() => this.standDown()),
      (stored) => this.followChain.remember(stored),
    );
  }

  /** Without the index this process cannot write, and the lease is for one that can. */
  private async takeIndex(): Promise<ChainTip> {
    try {
      return await this.followChain.handOver();
    } catch (error) {
      await this.lease.release();
      throw error;
    }
  }

  private async standDown(): Promise<void> {
    if (!this.handedOver || this.stopped) return;
    this.followChain.startAt(await this.producer.standAside());
    this.handedOver = false;
    await this.lease.release();
  }

  private tellRole(): void {
    if (this.toldRole === this.role || this.stopped) return;
    this.toldRole = this.role;
    this.observer.roleChanged(this.role);
  }

  private inTurn(work: () => Promise<void>): Promise<void> {
    this.turn = this.turn.then(work).catch((error) => {
      this.following = false;
      this.observer.leadershipFailed(error);
      // A single look may have met a server that was just being replaced.
      if (error instanceof BlocksLost && ++this.losses === CERTAIN) this.observer.blocksLost(error);
    });
    return this.turn;
  }
}
