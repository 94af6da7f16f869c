import type { SealContext } from '@app/kernel';
import type { Address } from '../model/address.js';

/** A registered user's wallet. */
export interface WalletProfile {
  /** Position in the directory: profiles are listed in the order in which they were made. */
  readonly number: number;
  readonly userId: string;
  readonly address: Address;
  /** Opens with {@link privateKeySeal}. */
  readonly sealedPrivateKey: Uint8Array;
}

/** Where a user's private key is sealed to. */
export function privateKeySeal(userId: string, address: string): SealContext {
  return { table: 'wallet_profiles', column: 'private_key', row: `${userId}|${address}` };
}

/** The wallets of registered users. */
export abstract class WalletDirectory {
  /** Up to `limit` profiles with numbers above `afterNumber`, ascending. */
  abstract page(afterNumber: number, limit: number): Promise<WalletProfile[]>;
}
