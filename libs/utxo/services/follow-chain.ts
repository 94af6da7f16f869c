import {
  type Block,
  BlockStore,
  type ChainTip,
  DamagedStore,
  equalBytes,
  isBurnt,
  isCoinbase,
  ownersOf,
  type Transaction,
} from '@app/chain';
import { IndexDraft } from '../model/index-draft.js';
import { BlocksLost, ChainUnread, type KnownBlock } from '../utxo.errors.js';
import { readBelow } from './read-below.js';
import { UtxoIndex } from './utxo-index.js';

/** How many of the newest blocks are known by their hash, to tell which of them a store has lost. */
const MOST_REMEMBERED = 1_000;

interface Reached {
  height: number;
  hash: Uint8Array;
  nextOutputKey: number;
}

/**
 * Brings the index up to blocks that another process has appended, for a server that reads while another one writes. The
 * index has one owner at a time: from {@link handOver} until {@link startAt} it is the producer, and following does nothing.
 */
export class FollowChain {
  private tip: ChainTip | undefined;
  /** The highest block that the index has; ahead of `tip` while a pass is under way or after one that failed. */
  private reached: Reached = { height: -1, hash: new Uint8Array(0), nextOutputKey: 0 };
  private following: Promise<ChainTip> | undefined;
  /** The pass after the one under way. */
  private next: Promise<ChainTip> | undefined;
  private handingOver = false;
  private handedOver = false;
  private readonly remembered: KnownBlock[] = [];
  /** A hot standby may be behind what was read of another one, or of the primary. */
  mayLag = false;

  constructor(
    private readonly store: BlockStore,
    private readonly index: UtxoIndex,
  ) {}

  /** Takes the index over. `tip` is the state that it has. */
  startAt(tip: ChainTip): void {
    this.tip = tip;
    this.reached = { height: tip.header.height, hash: tip.hash, nextOutputKey: tip.nextOutputKey };
    this.handedOver = false;
    this.remember(tip);
  }

  /** Notes a block that callers hear of, so that its loss can be told. */
  remember({ header: { height }, hash }: Pick<Block, 'header' | 'hash'>): void {
    if (this.remembered.at(-1)?.height === height) this.remembered.pop();
    this.remembered.push({ height, hash });
    if (this.remembered.length > MOST_REMEMBERED) this.remembered.shift();
  }

  /**
   * Resolves to the state that the index has, or had when it was handed over: with all that was stored when it was asked for. Callers
   * share the pass that begins next; the one under way may have read the tip before what they know of was stored.
   * @throws BlocksLost when the store lacks what the index has · DamagedStore when its blocks contradict themselves
   */
  execute(): Promise<ChainTip> {
    if (this.handedOver) return Promise.resolve(this.tip!);
    if (this.following) {
      const begin = () => {
        this.next = undefined;
        return this.execute();
      };
      this.next ??= this.following.then(begin, begin);
      return this.next;
    }
    this.following = this.follow().finally(() => {
      this.following = undefined;
    });
    return this.following;
  }

  /** One last pass; from its end on, the index is left to the caller. */
  async handOver(): Promise<ChainTip> {
    this.handingOver = true;
    try {
      return await this.execute();
    } finally {
      this.handingOver = false;
    }
  }

  private async follow(): Promise<ChainTip> {
    const isLast = this.handingOver;
    if (!this.tip) throw new ChainUnread();
    const stored = await this.store.tip();
    const height = stored?.header.height ?? -1;
    if (this.mayLag && !isLast && height < this.reached.height) return this.tip;
    if (!stored || !(await this.isReached(stored))) throw new BlocksLost(await this.lost());
    await readBelow(this.store, { tip: stored, lost: [] }, async () => {
      while (this.reached.height < stored.header.height) await this.followTo(this.reached.height + 1);
    });
    this.tip = stored;
    this.handedOver = isLast;
    return stored;
  }

  private async followTo(height: number): Promise<void> {
    const block = await this.store.blockAt(height);
    if (!block) throw new DamagedStore(`block ${height} is missing`);
    this.apply(block);
  }

  /** Whether the block that the index has reached is below `stored`, or is it. */
  private async isReached(stored: ChainTip): Promise<boolean> {
    const { height, hash } = this.reached;
    if (stored.header.height === height && equalBytes(stored.hash, hash)) return true;
    return stored.header.height > height && (await this.store.heightOf(hash)) === height;
  }

  private async lost(): Promise<KnownBlock[]> {
    const lost: KnownBlock[] = [];
    for (const block of this.remembered.toReversed()) {
      if ((await this.store.heightOf(block.hash)) !== undefined) break;
      lost.unshift(block);
    }
    return lost;
  }

  /** Applies the block whole or not at all, so that a pass that fails can be continued. */
  private apply({ header, hash, transactions }: Block): void {
    if (!equalBytes(header.prevHash, this.reached.hash)) {
      throw new DamagedStore(`block ${header.height} does not follow the one before`);
    }
    const draft = new IndexDraft(this.index);
    let { nextOutputKey } = this.reached;
    try {
      for (const transaction of transactions) nextOutputKey = this.stage(transaction, draft, nextOutputKey);
    } catch (error) {
      draft.rollBack();
      throw new DamagedStore(`block ${header.height} spends what is not unspent`, { cause: error });
    }
    draft.commit();
    this.reached = { height: header.height, hash, nextOutputKey };
    this.remember({ header, hash });
  }

  /** Returns the key of the next output. */
  private stage(transaction: Transaction, draft: IndexDraft, firstKey: number): number {
    const inputs = isCoinbase(transaction) ? [] : transaction.inputs;
    const owners = ownersOf(inputs);
    for (const [at, input] of inputs.entries()) {
      const coin = this.index.find(owners[at]!, input);
      if (!coin) throw new Error('no such unspent output');
      draft.spend([coin]);
    }
    for (const [vout, output] of transaction.outputs.entries()) {
      if (!isBurnt(output)) draft.create({ txid: transaction.id, vout }, firstKey + vout, output);
    }
    return firstKey + transaction.outputs.length;
  }
}
