import { type Address, parseAddress } from '@app/wallet';
import { PoolWallets } from '../ports/pool-wallets.js';
import { ZakatPoolNotSet } from '../zakat.errors.js';

/** What the configuration says of the pool. */
export class PoolChoice {
  /** @param address ZAKAT_WALLET_ADDRESS in lower case, or undefined when it is not set */
  constructor(readonly address: string | undefined) {}
}

/** The wallet that zakat is paid to. */
export interface ZakatPool {
  readonly address: Address;
  /** Where the key is kept here; undefined where somebody else holds it. */
  readonly sealedPrivateKey: Uint8Array | undefined;
}

/** Finds the pool: the configured one, else the one whose key is kept here. */
export class FindPool {
  constructor(
    private readonly choice: PoolChoice,
    private readonly wallets: PoolWallets,
  ) {}

  /** Undefined where there is no pool yet. */
  async address(): Promise<Address | undefined> {
    try {
      return (await this.execute()).address;
    } catch (error) {
      if (error instanceof ZakatPoolNotSet) return undefined;
      throw error;
    }
  }

  /** @throws ZakatPoolNotSet */
  async execute(): Promise<ZakatPool> {
    const kept = await this.wallets.find();
    const address = this.choice.address === undefined ? kept?.address : parseAddress(this.choice.address);
    if (address === undefined) throw new ZakatPoolNotSet();
    return { address, sealedPrivateKey: kept?.address === address ? kept.sealedPrivateKey : undefined };
  }
}
