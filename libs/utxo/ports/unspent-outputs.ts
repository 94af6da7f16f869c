import type { NewCoin } from '../model/utxo-index.js';

/** The unspent outputs as stored, confirmed ones only. */
export abstract class UnspentOutputs {
  /** All of them in pages, in the order of their keys: what a start loads. */
  abstract all(): AsyncIterable<readonly NewCoin[]>;

  /** Up to `limit` of one owner (lower-case hex), with keys above `afterKey`, ascending. `height` is where each was made. */
  abstract ofAddress(address: string, afterKey: number, limit: number): Promise<(NewCoin & { height: number })[]>;
}
