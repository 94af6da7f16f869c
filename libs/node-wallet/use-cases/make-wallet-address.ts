import { Clock } from '@app/kernel';
import type { NodeId } from '@app/node-registry';
import { NodeDeregistered } from '@app/node-registry';
import type { NodeWallet } from '../model/node-wallet.js';
import { SpendingPolicy } from '../model/spending-policy.js';
import { TooManyAddresses, WalletNotFound } from '../node-wallet.errors.js';
import { FlopcoinWallet } from '../ports/flopcoin-wallet.js';
import { NodeWallets } from '../ports/node-wallets.js';
import { NodeQueues } from '../services/node-queues.js';
import { MeetCoin } from './meet-coin.js';

/** Gives a node a fresh address. Its earlier ones go on receiving. */
export class MakeWalletAddress {
  constructor(
    private readonly wallets: NodeWallets,
    private readonly coin: FlopcoinWallet,
    private readonly meeting: MeetCoin,
    private readonly nodeQueues: NodeQueues,
    private readonly policy: SpendingPolicy,
    private readonly clock: Clock,
  ) {}

  /** @throws WalletNotFound, NodeDeregistered, TooManyAddresses, then what the coin's wallet throws */
  execute(nodeId: NodeId): Promise<{ wallet: NodeWallet; address: string }> {
    return this.nodeQueues.run(nodeId, async () => {
      const wallet = await this.wallets.find(nodeId);
      if (!wallet) throw new WalletNotFound(nodeId);
      if (!wallet.isActive) throw new NodeDeregistered(nodeId);
      await this.refuseTooMany(wallet);
      await this.meeting.execute();
      const address = await this.coin.newAddress(nodeId);
      await this.wallets.addAddress({ walletId: wallet.id, address, atMs: this.clock.nowMs() });
      return { wallet, address };
    });
  }

  private async refuseTooMany({ id }: NodeWallet): Promise<void> {
    const { windowSeconds, maxAddressesPerWindow: most } = this.policy;
    const nowMs = this.clock.nowMs();
    const times = await this.wallets.addressTimes(id, nowMs - windowSeconds * 1000);
    if (times.length < most) return;
    const freeAtMs = times[times.length - most]! + windowSeconds * 1000;
    throw new TooManyAddresses(most, windowSeconds, Math.ceil((freeAtMs - nowMs) / 1000));
  }
}
