import { DamagedStore, RuleBroken } from '../chain.errors.js';
import { equalBytes } from '../model/bytes.js';
import { genesisBlock } from '../model/genesis.js';
import { outpointKey } from '../model/outpoint-key.js';
import { BlockStore, type ChainTip, SpentOutputs } from '../ports/block-store.js';
import { BlockVerifier } from '../ports/block-verifier.js';

/** How many blocks below the tip a start verifies; the whole chain is `mizan verify-chain`. */
export const TAIL_BLOCKS = 100;

/** Verifies the highest blocks whole at every start, so that a store that was damaged or edited is not built upon. */
export class VerifyTail {
  constructor(
    private readonly store: BlockStore,
    private readonly spentOutputs: SpentOutputs,
    private readonly verifier: BlockVerifier,
  ) {}

  /** @throws DamagedStore that names the height and the rule */
  async execute(tip: ChainTip): Promise<void> {
    const genesis = await this.block(0);
    if (!equalBytes(genesis.hash, genesisBlock().hash)) {
      throw new DamagedStore('block 0 is not the genesis block of this version');
    }
    const from = Math.max(0, tip.header.height - TAIL_BLOCKS + 1);
    const spends = await this.spentOutputs.spentBy(from, tip.header.height);
    let parent = from > 0 ? await this.block(from - 1) : undefined;
    for (let height = from; height <= tip.header.height; height++) {
      const block = await this.block(height);
      try {
        await this.verifier.verify(block, parent, spends);
      } catch (error) {
        if (!(error instanceof RuleBroken)) throw error;
        throw new DamagedStore(`block ${height} breaks the rule ${error.rule}: ${error.message}`, { cause: error });
      }
      // What one block spent is not there for the next.
      for (const input of block.transactions.flatMap(({ inputs }) => inputs)) spends.delete(outpointKey(input));
      parent = block;
    }
    if (!equalBytes(parent!.hash, tip.hash)) throw new DamagedStore('the stored tip is not the highest block');
  }

  private async block(height: number) {
    const block = await this.store.blockAt(height);
    if (!block) throw new DamagedStore(`block ${height} is missing`);
    return block;
  }
}
