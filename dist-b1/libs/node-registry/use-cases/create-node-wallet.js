import { NodeDeregistered, NodeNotFound } from '../node.errors.js';
import { WalletAlreadyExists } from '../wallet.errors.js';
/** Opens a node's wallet: one for each node, with an address of its own. */
export class CreateNodeWallet {
    nodes;
    wallets;
    coin;
    meeting;
    turns;
    clock;
    constructor(nodes, wallets, coin, meeting, turns, clock) {
        this.nodes = nodes;
        this.wallets = wallets;
        this.coin = coin;
        this.meeting = meeting;
        this.turns = turns;
        this.clock = clock;
    }
    /**
     * The address is made before anything is stored. Creations for one node take turns, so only the first asks Core for one;
     * with several processes the schema decides, and an address is left over that nobody was told.
     *
     * @param walletName see `parseWalletName`
     * @throws NodeNotFound, NodeDeregistered, WalletAlreadyExists, then what the coin's wallet throws
     */
    execute(nodeId, walletName) {
        return this.turns.run(nodeId, async () => {
            const node = await this.nodes.find(nodeId);
            if (!node)
                throw new NodeNotFound(nodeId);
            if (node.deregistration)
                throw new NodeDeregistered(nodeId);
            if (await this.wallets.find(nodeId))
                throw new WalletAlreadyExists(nodeId);
            await this.meeting.execute();
            const address = await this.coin.newAddress(nodeId);
            return this.wallets.create({ nodeId, walletName, address, createdAtMs: this.clock.nowMs() });
        });
    }
}
//# sourceMappingURL=create-node-wallet.js.map