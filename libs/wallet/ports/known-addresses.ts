import type { Address } from '../model/address.js';

/** Which addresses have to do with this ledger. */
export abstract class KnownAddresses {
  /** Whether anything was ever paid to it, or a wallet of it is kept here: a look-up or two in indices. */
  abstract has(address: Address): Promise<boolean>;
}
