import { type Address, parseAddress } from '../model/address.js';
import { KnownAddresses } from '../ports/known-addresses.js';

/** Tells a payer before they pay whether an address is known here: what is paid to a wrong one is lost. */
export class FindAddress {
  constructor(private readonly known: KnownAddresses) {}

  /** @throws InvalidAddress */
  async execute(text: string): Promise<{ address: Address; exists: boolean }> {
    const address = parseAddress(text);
    return { address, exists: await this.known.has(address) };
  }
}
