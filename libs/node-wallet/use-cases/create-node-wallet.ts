import { Clock } from '@app/kernel';
import type { NodeId } from '@app/node-registry';
import { NodeDeregistered, NodeNotFound, Nodes } from '@app/node-registry';
import type { NodeWallet } from '../model/node-wallet.js';
import { WalletAlreadyExists } from '../node-wallet.errors.js';
import { FlopcoinWallet } from '../ports/flopcoin-wallet.js';
import { NodeWallets } from '../ports/node-wallets.js';
import { NodeQueues } from '../services/node-queues.js';
import { MeetCoin } from './meet-coin.js';

/** Opens a node's wallet: one for each node, with an address of its own. */
export class CreateNodeWallet {
  constructor(
    private readonly nodes: Nodes,
    private readonly wallets: NodeWallets,
    private readonly coin: FlopcoinWallet,
    private readonly meeting: MeetCoin,
    private readonly nodeQueues: NodeQueues,
    private readonly clock: Clock,
  ) {}

  /**
   * The address is made before anything is stored. Creations for one node run one after another, so only the first asks Core for one;
   * with several processes the schema decides, and an address is left over that no caller was told.
   *
   * @param walletName see `parseWalletName`
   * @throws NodeNotFound, NodeDeregistered, WalletAlreadyExists, then what the coin's wallet throws
   */
  execute(nodeId: NodeId, walletName: string): Promise<NodeWallet> {
    return this.nodeQueues.run(nodeId, async () => {
      const node = await this.nodes.find(nodeId);
      if (!node) throw new NodeNotFound(nodeId);
      if (node.deregistration) throw new NodeDeregistered(nodeId);
      if (await this.wallets.find(nodeId)) throw new WalletAlreadyExists(nodeId);
      await this.meeting.execute();
      const address = await this.coin.newAddress(nodeId);
      return this.wallets.create({ nodeId, walletName, address, createdAtMs: this.clock.nowMs() });
    });
  }
}
