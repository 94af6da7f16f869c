import type { ChainTip, CoinPage } from '@app/chain';

/** The unspent outputs as stored, confirmed ones only. */
export abstract class UnspentOutputs {
  /**
   * All that were unspent after the block of `tip`, in pages, in the order of their keys: what a start loads. Blocks that
   * are appended meanwhile make no difference.
   * @param pageOutputs outputs of a page, about, spent ones included; as many as make a start fast when not given
   */
  abstract asOf(
    tip: Pick<ChainTip, 'nextOutputKey' | 'nextTransactionKey'>,
    pageOutputs?: number,
  ): AsyncIterable<CoinPage>;

  /** For those of the outputs `keys` that are stored, the height of the block that made each. */
  abstract heights(keys: readonly number[]): Promise<ReadonlyMap<number, number>>;
}
