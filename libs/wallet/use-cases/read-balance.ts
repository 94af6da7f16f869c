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

  /**
   * The same without waiting; `undefined` on a server that does not write, whose index may be behind.
   * @throws InvalidAddress
   */
  atOnce(text: string): bigint | undefined {
    const address = parseAddress(text);
    return this.leadership.leading ? this.index.balance(address) : undefined;
  }
}
