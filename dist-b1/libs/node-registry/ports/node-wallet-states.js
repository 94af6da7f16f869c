/** How the wallets of nodes are doing, for the health of the nodes. */
export class NodeWalletStates {
}
/** While there are no node wallets. */
export class NoNodeWallets extends NodeWalletStates {
    async of() {
        return new Map();
    }
}
//# sourceMappingURL=node-wallet-states.js.map