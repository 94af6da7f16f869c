import type { ChainTip, CoinPage } from '@app/chain';

/** The unspent outputs as stored, confirmed ones only. */
export abstract class UnspentOutputs {
  /**
   * All that were unspent after the block of `tip`, in pages, in the order of their keys: what a start loads. Blocks that
   * are appended meanwhile make no difference.
   */
  abstract asOf(tip: Pick<ChainTip, 'nextOutputKey' | 'nextTransactionKey'>): AsyncIterable<CoinPage>;

  /** For those of the outputs `keys` that are stored, the height of the block that made each. */
  abstract heights(keys: readonly number[]): Promise<ReadonlyMap<number, number>>;
}
