import { NULL_TXID } from '@app/infrastructure/flopcoin/coin-transaction.js';
import { type BlockHeader, type CoinIdentity, FlopcoinNode, type NodeStatus } from '@app/node-wallet';
import { NETWORK } from './devnet-parameters.js';
import type { DevnetSession } from './devnet-session.js';

export class DevnetFlopcoinNode extends FlopcoinNode {
  constructor(private readonly session: DevnetSession) {
    super();
  }

  override identity(): Promise<CoinIdentity> {
    return this.session.call('identity', () => this.session.devnet.identity);
  }

  override pin(identity: CoinIdentity): void {
    this.session.pin(identity);
  }

  override status(): Promise<NodeStatus> {
    return this.session.call('status', () => {
      const { height, hash, timeSeconds } = this.session.devnet.ledger.tip;
      return { chain: NETWORK, height, tipHash: hash, tipTimeSeconds: timeSeconds, syncing: false, connections: 0 };
    });
  }

  override blockHashAt(height: number): Promise<string | null> {
    return this.session.call('blockHashAt', () => this.session.devnet.ledger.blockAt(height)?.hash ?? null);
  }

  override header(hash: string): Promise<BlockHeader | null> {
    return this.session.call('header', () => {
      const { ledger } = this.session.devnet;
      const block = ledger.block(hash);
      if (!block) return null;
      return {
        hash,
        height: block.height,
        confirmations: ledger.isOnBestChain(block) ? ledger.tip.height - block.height + 1 : -1,
        previousHash: block.previousHash === NULL_TXID ? null : block.previousHash,
        timeSeconds: block.timeSeconds,
      };
    });
  }
}
