import { FollowChain, LeadChain, UtxoIndex } from '@app/utxo';
import { parseAddress } from '../model/address.js';

/** The confirmed balance of a wallet. */
export class ReadBalance {
  constructor(
    private readonly index: UtxoIndex,
    private readonly leadership: LeadChain,
    private readonly followChain: FollowChain,
  ) {}

  /** @throws InvalidAddress */
  async execute(text: string): Promise<bigint> {
    const address = parseAddress(text);
    // A server that does not write learns of new blocks only by asking.
    if (!this.leadership.leading) await this.followChain.execute();
    return this.index.balance(address);
  }
}
