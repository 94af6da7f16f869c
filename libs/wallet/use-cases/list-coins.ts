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
   * Up to `limit` coins with keys above `afterKey`.
   * @throws InvalidAddress
   */
  async execute(text: string, afterKey: number, limit: number): Promise<ListedCoin[]> {
    const address = parseAddress(text);
    await this.leadership.catchUp();
    const coins: Coin[] = [];
    for (const slot of this.index.after(address, afterKey)) {
      if (coins.length === limit) break;
      coins.push(this.index.coin(slot));
    }
    const heights = await this.unspent.heights(coins.map(({ key }) => key));
    return coins.flatMap((coin) => {
      const height = heights.get(coin.key);
      return height === undefined ? [] : [{ ...coin, height }];
    });
  }
}
