import { WalletNotFound } from '../wallet.errors.js';
/** A node's wallet and its history. */
export class ReadNodeWallet {
    wallets;
    history;
    constructor(wallets, history) {
        this.wallets = wallets;
        this.history = history;
    }
    /** @throws WalletNotFound */
    async execute(nodeId) {
        const wallet = await this.wallets.find(nodeId);
        if (!wallet)
            throw new WalletNotFound(nodeId);
        return wallet;
    }
    /** Latest first. @throws WalletNotFound */
    async lines(nodeId, page) {
        const wallet = await this.execute(nodeId);
        return { wallet, lines: await this.history.page(wallet.id, page.beforeNumber, page.limit) };
    }
}
//# sourceMappingURL=read-node-wallet.js.map