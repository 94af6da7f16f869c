import type { CoinIdentity } from '../model/coin-identity.js';

export interface NodeStatus {
  chain: string;
  height: number;
  tipHash: string;
  /** The header time of the tip, Unix seconds. */
  tipTimeSeconds: number;
  /** The first synchronisation is not over: heights and balances are of the past. */
  syncing: boolean;
  /** Peers connected. */
  connections: number;
}

export interface BlockHeader {
  hash: string;
  height: number;
  /** Depth on the best chain, 1 for the tip; -1 when the block has been left by a reorganisation. */
  confirmations: number;
  /** null for block 0. */
  previousHash: string | null;
  timeSeconds: number;
}

/**
 * The coin's daemon as a reader of the chain. Hashes are 64 lower-case hex digits as the coin prints them.
 *
 * Every method of this and of the two sister ports may refuse with CoreUnavailable (not carried out), CoreTimeout (fate
 * unknown), CoreAnswerMalformed, CoreRefused and, once an identity is pinned, WrongChainOrWallet; only what comes on top
 * is named at each method.
 */
export abstract class FlopcoinNode {
  /** Who answers now, pinned or not. @throws WrongChainOrWallet when no wallet is loaded. */
  abstract identity(): Promise<CoinIdentity>;

  /**
   * From now on the three ports believe this chain and wallet alone. It is looked at again on every new connection,
   * before any other method does its work and before its answer is used, so a daemon that was swapped in between is detected.
   */
  abstract pin(identity: CoinIdentity): void;

  abstract status(): Promise<NodeStatus>;

  /** The hash of the block at `height` of the best chain, null above the tip. */
  abstract blockHashAt(height: number): Promise<string | null>;

  /** null for a hash that the daemon has never seen. */
  abstract header(hash: string): Promise<BlockHeader | null>;
}
