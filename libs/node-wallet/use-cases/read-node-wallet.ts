import type { NodeId } from '@app/node-registry';
import type { NodeWallet } from '../model/node-wallet.js';
import { WalletNotFound } from '../node-wallet.errors.js';
import { NodeWalletHistory, type WalletLine } from '../ports/node-wallet-history.js';
import { NodeWallets } from '../ports/node-wallets.js';

/** A node's wallet and its history. */
export class ReadNodeWallet {
  constructor(
    private readonly wallets: NodeWallets,
    private readonly history: NodeWalletHistory,
  ) {}

  /** @throws WalletNotFound */
  async execute(nodeId: NodeId): Promise<NodeWallet> {
    const wallet = await this.wallets.find(nodeId);
    if (!wallet) throw new WalletNotFound(nodeId);
    return wallet;
  }

  /** Latest first. @throws WalletNotFound */
  async lines(
    nodeId: NodeId,
    page: { beforeNumber: bigint | undefined; limit: number },
  ): Promise<{ wallet: NodeWallet; lines: WalletLine[] }> {
    const wallet = await this.execute(nodeId);
    return { wallet, lines: await this.history.page(wallet.id, page.beforeNumber, page.limit) };
  }
}
