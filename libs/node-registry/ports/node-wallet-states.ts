import type { WalletHealth } from '../model/node-health.js';
import type { NodeId } from '../model/node-id.js';

/** How the wallets of nodes are doing, for the health of the nodes. */
export abstract class NodeWalletStates {
  /** A node that is not in the answer has no wallet. */
  abstract of(nodeIds: readonly NodeId[]): Promise<ReadonlyMap<NodeId, WalletHealth>>;
}

/** While there are no node wallets. */
export class NoNodeWallets extends NodeWalletStates {
  override async of(): Promise<ReadonlyMap<NodeId, WalletHealth>> {
    return new Map();
  }
}
