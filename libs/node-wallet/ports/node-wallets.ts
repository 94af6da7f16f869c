import type { NodeId } from '@app/node-registry';
import type { NodeWallet } from '../model/node-wallet.js';

export interface NewNodeWallet {
  readonly nodeId: NodeId;
  readonly walletName: string;
  /** Fresh, from Core. */
  readonly address: string;
  readonly createdAtMs: number;
}

export interface NewWalletAddress {
  readonly walletId: bigint;
  readonly address: string;
  readonly atMs: number;
}

/** Who owns an address of ours. */
export interface AddressOwner {
  readonly walletId: bigint;
  readonly nodeId: NodeId;
}

/** The accounts of nodes. */
export abstract class NodeWallets {
  /**
   * Opens the account, stores its first address and adds the capability `wallet` to the node: all or nothing.
   * @throws NodeNotFound, NodeDeregistered, WalletAlreadyExists
   */
  abstract create(wallet: NewNodeWallet): Promise<NodeWallet>;

  abstract find(nodeId: NodeId): Promise<NodeWallet | undefined>;

  /** Becomes the address that is shown. */
  abstract addAddress(address: NewWalletAddress): Promise<void>;

  /** When addresses were added after `sinceMs`, oldest first. */
  abstract addressTimes(walletId: bigint, sinceMs: number): Promise<number[]>;

  /** Every address that receives for the wallet, the latest 1000 of them. */
  abstract addressesOf(walletId: bigint): Promise<string[]>;

  abstract ownerOf(address: string): Promise<AddressOwner | undefined>;
}
