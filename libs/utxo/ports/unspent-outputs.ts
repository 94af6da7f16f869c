import type { NewCoin } from '../model/utxo-index.js';

/** The unspent outputs as stored, confirmed ones only. */
export abstract class UnspentOutputs {
  /** All of them in pages, in the order of their keys: what a start loads. */
  abstract all(): AsyncIterable<readonly NewCoin[]>;

  /** For those of the outputs `keys` that are stored, the height of the block that made each. */
  abstract heights(keys: readonly number[]): Promise<ReadonlyMap<number, number>>;
}
