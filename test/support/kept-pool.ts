import { FindPool, PoolChoice, type PoolWallet, PoolWallets } from '@app/zakat';

/** The wallet of a pool, kept in memory. */
export class KeptPool extends PoolWallets {
  wallet: PoolWallet | undefined;

  override async find(): Promise<PoolWallet | undefined> {
    return this.wallet;
  }

  override async add(wallet: PoolWallet): Promise<boolean> {
    if (this.wallet) return false;
    this.wallet = wallet;
    return true;
  }
}

/** Finds the pool that `address` configures. */
export function configuredPool(address: string | undefined): FindPool {
  return new FindPool(new PoolChoice(address), new KeptPool());
}
