import { type Block, BlockStore, type ChainTip, DamagedStore, isCoinbase, sha256, toHex } from '@app/chain';
import { IndexDraft } from '../model/index-draft.js';
import { UtxoIndex } from '../model/utxo-index.js';

/** Brings the index up to blocks that another process has appended, for a server that reads while another one writes. */
export class FollowChain {
  private tip: ChainTip | undefined;
  private nextOutputKey = 0;
  private following: Promise<ChainTip> | undefined;

  constructor(
    private readonly store: BlockStore,
    private readonly index: UtxoIndex,
  ) {}

  /** `tip` is the state that the index has. */
  startAt(tip: ChainTip): void {
    this.tip = tip;
    this.nextOutputKey = tip.nextOutputKey;
  }

  /** Callers at the same time share one pass over the new blocks. */
  execute(): Promise<ChainTip> {
    this.following ??= this.follow().finally(() => {
      this.following = undefined;
    });
    return this.following;
  }

  private async follow(): Promise<ChainTip> {
    const stored = await this.store.tip();
    if (!stored || !this.tip) throw new DamagedStore('the store holds no chain');
    for (let height = this.tip.header.height + 1; height <= stored.header.height; height++) {
      const block = await this.store.blockAt(height);
      if (!block) throw new DamagedStore(`block ${height} is missing`);
      this.apply(block);
    }
    this.tip = stored;
    return stored;
  }

  private apply(block: Block): void {
    const draft = new IndexDraft(this.index);
    for (const transaction of block.transactions) {
      if (!isCoinbase(transaction)) {
        for (const input of transaction.inputs) {
          const coin = this.index.find(toHex(sha256(input.publicKey)), input);
          if (!coin) throw new DamagedStore(`block ${block.header.height} spends what is not unspent`);
          draft.spend([coin]);
        }
      }
      for (const [vout, output] of transaction.outputs.entries()) {
        draft.create({ txid: transaction.id, vout }, this.nextOutputKey++, output);
      }
    }
    draft.commit();
  }
}
