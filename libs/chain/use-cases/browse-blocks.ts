import { BlockNotFound } from '../chain.errors.js';
import type { Block } from '../model/block.js';
import { fromHex } from '../model/bytes.js';
import { BlockStore, type BlockSummary, type ChainTip, type EncodedBlock, StoredBlocks } from '../ports/block-store.js';

/** `tip`, a hash of 64 hex characters, or a height. */
export type BlockName = 'tip' | { hash: string } | { height: number };

/** Reads blocks as a block explorer shows them. */
export class BrowseBlocks {
  constructor(
    private readonly store: BlockStore,
    private readonly stored: StoredBlocks,
  ) {}

  /** The highest block with the state after it. A server that is up has one. */
  async tip(): Promise<ChainTip> {
    const tip = await this.store.tip();
    if (!tip) throw new BlockNotFound();
    return tip;
  }

  /** @throws BlockNotFound */
  async block(name: BlockName): Promise<EncodedBlock> {
    const block = await this.stored.encodedAt(await this.height(name));
    if (!block) throw new BlockNotFound();
    return block;
  }

  /** @throws BlockNotFound */
  async header(name: BlockName): Promise<Pick<Block, 'header' | 'hash'>> {
    const header = await this.stored.headerAt(await this.height(name));
    if (!header) throw new BlockNotFound();
    return header;
  }

  /**
   * The height that `name` means. Whether there is a block at one that was given as a number is not looked up.
   * @throws BlockNotFound
   */
  async height(name: BlockName): Promise<number> {
    const height = name === 'tip' ? (await this.tip()).header.height : await this.heightOf(name);
    if (height === undefined) throw new BlockNotFound();
    return height;
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
