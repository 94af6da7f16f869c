/** The accounts of nodes. */
export class NodeWallets {
}
//# sourceMappingURL=node-wallets.js.map