import type { Outpoint, TransactionOutput } from '@app/chain';
import type { Coin, UtxoIndex } from '../services/utxo-index.js';

/** The changes of one block under construction, staged in the index so that the block after it can build on them. */
export class IndexDraft {
  private readonly spent: number[] = [];
  private readonly created: number[] = [];

  constructor(private readonly index: UtxoIndex) {}

  spend(coins: readonly Coin[]): void {
    for (const { slot } of coins) {
      this.index.take(slot);
      this.spent.push(slot);
    }
  }

  create(outpoint: Outpoint, key: number, output: TransactionOutput): void {
    this.created.push(this.index.create(outpoint, key, output));
  }

  /** The block is stored: staged changes become the balance. Drafts commit in the order in which they were staged. */
  commit(): void {
    for (const slot of this.created) this.index.confirm(slot, 1n);
    for (const slot of this.spent) {
      this.index.confirm(slot, -1n);
      this.index.release(slot);
    }
  }

  /** The block was not stored: everything as before. Drafts roll back in the opposite order. */
  rollBack(): void {
    for (const slot of this.spent.toReversed()) this.index.restore(slot);
    for (const slot of this.created.toReversed()) {
      this.index.take(slot);
      this.index.release(slot);
    }
  }
}
