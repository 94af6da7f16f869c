import { type Block, BlockStore, type ChainTip, DamagedStore, isCoinbase, sha256, toHex } from '@app/chain';
import { IndexDraft } from '../model/index-draft.js';
import { UtxoIndex } from '../model/utxo-index.js';

/** Brings the index up to blocks that another process has appended, for a server that reads while another one writes. */
export class FollowChain {
  /** The state that the index has, while this is what keeps it; undefined while the producer does. */
  private tip: ChainTip | undefined;
  private following: Promise<void> | undefined;

  constructor(
    private readonly store: BlockStore,
    private readonly index: UtxoIndex,
  ) {}

  /** Takes charge of the index, whose state is `tip`. */
  begin(tip: ChainTip): void {
    this.tip = tip;
  }

  /** Hands the index over: from now on nothing here touches it. Answers with the state that it has. */
  end(): ChainTip {
    const { tip } = this;
    if (!tip) throw new Error('the index is in other hands already');
    this.tip = undefined;
    return tip;
  }

  /** Applies the blocks that are new; nothing while the producer keeps the index. Callers at the same time share one pass. */
  catchUp(): Promise<void> {
    this.following ??= this.follow().finally(() => {
      this.following = undefined;
    });
    return this.following;
  }

  private async follow(): Promise<void> {
    while (this.tip) {
      const stored = await this.store.tip();
      if (!stored) throw new DamagedStore('the store holds no chain');
      if (!this.tip || this.tip.header.height >= stored.header.height) return;
      await this.advance(this.tip.header.height + 1, stored);
    }
  }

  /** Whoever took the index over during a wait has already moved on: only a block that fits the state of the index is applied. */
  private async advance(from: number, stored: ChainTip): Promise<void> {
    for (let height = from; height <= stored.header.height; height++) {
      const block = await this.store.blockAt(height);
      if (!block) throw new DamagedStore(`block ${height} is missing`);
      if (this.tip?.header.height !== height - 1) return;
      const nextOutputKey = this.apply(block, this.tip.nextOutputKey);
      this.tip =
        height === stored.header.height
          ? stored
          : { ...this.tip, header: block.header, hash: block.hash, nextOutputKey };
    }
  }

  private apply(block: Block, firstOutputKey: number): number {
    const draft = new IndexDraft(this.index);
    let key = firstOutputKey;
    for (const transaction of block.transactions) {
      if (!isCoinbase(transaction)) {
        for (const input of transaction.inputs) {
          const coin = this.index.find(toHex(sha256(input.publicKey)), input);
          if (!coin) throw new DamagedStore(`block ${block.header.height} spends what is not unspent`);
          draft.spend([coin]);
        }
      }
      for (const [vout, output] of transaction.outputs.entries()) {
        draft.create({ txid: transaction.id, vout }, key++, output);
      }
    }
    draft.commit();
    return key;
  }
}
