import { toHex } from '@app/chain';
import { type ClaimedRequest, ClaimedRequests } from '@app/utxo';
import type { MemoryChainStore } from './memory-chain-store.js';

/** Reads the keys that the chain in memory keeps with its transactions. */
export class MemoryClaimedRequests extends ClaimedRequests {
  constructor(private readonly chain: MemoryChainStore) {
    super();
  }

  override async find(keyHash: Buffer, nowMs: number): Promise<ClaimedRequest | undefined> {
    const claim = this.chain.claims.find(toHex(keyHash));
    if (!claim || claim.expiresAtMs <= nowMs) return undefined;
    const { blockHash, height, position } = this.chain.transactions[claim.transactionKey]!;
    const { id } = this.chain.blocks[height]!.transactions[position]!;
    return { requestHash: claim.requestHash, mined: { txid: id, blockHash, height } };
  }
}
