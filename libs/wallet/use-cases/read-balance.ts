import { LeadChain, UtxoIndex } from '@app/utxo';
import { parseAddress } from '../model/address.js';

/** The confirmed balance of a wallet. */
export class ReadBalance {
  constructor(
    private readonly index: UtxoIndex,
    private readonly leadership: LeadChain,
  ) {}

  /** @throws InvalidAddress */
  async execute(text: string): Promise<bigint> {
    const address = parseAddress(text);
    await this.leadership.catchUp();
    return this.index.balance(address);
  }
}
