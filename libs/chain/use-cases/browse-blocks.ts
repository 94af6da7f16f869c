import { BlockNotFound } from '../chain.errors.js';
import type { Block } from '../model/block.js';
import { fromHex } from '../model/bytes.js';
import { BlockStore, type BlockSummary, type ChainTip } from '../ports/block-store.js';

/** Reads blocks as a block explorer shows them. */
export class BrowseBlocks {
  constructor(private readonly store: BlockStore) {}

  /** The highest block with the state after it. A server that is up has one. */
  async tip(): Promise<ChainTip> {
    const tip = await this.store.tip();
    if (!tip) throw new BlockNotFound();
    return tip;
  }

  /**
   * @param name `tip`, a hash of 64 hex characters, or a height
   * @throws BlockNotFound
   */
  async block(name: 'tip' | { hash: string } | { height: number }): Promise<Block> {
    const height = name === 'tip' ? (await this.tip()).header.height : await this.heightOf(name);
    const block = height === undefined ? undefined : await this.store.blockAt(height);
    if (!block) throw new BlockNotFound();
    return block;
  }

  summaries(fromHeight: number, limit: number, order: 'asc' | 'desc'): Promise<BlockSummary[]> {
    return this.store.summaries(fromHeight, limit, order);
  }

  private async heightOf(name: { hash: string } | { height: number }): Promise<number | undefined> {
    if ('height' in name) return name.height >= 0 ? name.height : undefined;
    const hash = fromHex(name.hash, 32);
    return hash && this.store.heightOf(hash);
  }
}
