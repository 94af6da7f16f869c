import type { SealContext } from '@app/kernel';
import type { Address } from '@app/wallet';

/** The wallet of the pool, where its key is kept here. */
export interface PoolWallet {
  readonly address: Address;
  /** Opens with {@link poolKeySeal}. */
  readonly sealedPrivateKey: Uint8Array;
  /** As in the audit trail. */
  readonly madeBy: string;
  readonly createdAtMs: number;
}

/** Where the private key of a pool is sealed to. */
export function poolKeySeal(address: string): SealContext {
  return { table: 'zakat_pool_wallet', column: 'private_key', row: address };
}

/** Keeps the one wallet of the pool. */
export abstract class PoolWallets {
  abstract find(): Promise<PoolWallet | undefined>;

  /** @returns false, and adds nothing, when there is one */
  abstract add(wallet: PoolWallet): Promise<boolean>;
}
