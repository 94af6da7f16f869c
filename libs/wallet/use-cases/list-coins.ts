import { type Coin, LeadChain, UnspentOutputs, UtxoIndex } from '@app/utxo';
import { parseAddress } from '../model/address.js';

export interface ListedCoin extends Coin {
  /** Height of the block that made it. */
  readonly height: number;
}

/** The coins that a wallet can spend: stored, and not yet spent by a block on its way. Oldest first. */
export class ListCoins {
  constructor(
    private readonly index: UtxoIndex,
    private readonly unspent: UnspentOutputs,
    private readonly leadership: LeadChain,
  ) {}

  /**
   * Up to `limit` coins with keys above `afterKey`; all when `limit` is undefined.
   * @throws InvalidAddress
   */
  async execute(text: string, afterKey: number, limit: number | undefined): Promise<ListedCoin[]> {
    const address = parseAddress(text);
    await this.leadership.catchUp();
    const coins = this.index
      .spendable(address)
      .map((slot) => this.index.coin(slot))
      .filter(({ key }) => key > afterKey)
      .sort((left, right) => left.key - right.key)
      .slice(0, limit);
    const heights = await this.unspent.heights(coins.map(({ key }) => key));
    return coins.flatMap((coin) => {
      const height = heights.get(coin.key);
      return height === undefined ? [] : [{ ...coin, height }];
    });
  }
}
