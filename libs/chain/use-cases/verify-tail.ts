import { DamagedStore, RuleBroken } from '../chain.errors.js';
import type { Block } from '../model/block.js';
import { equalBytes } from '../model/bytes.js';
import { genesisBlock } from '../model/genesis.js';
import { outpointKey } from '../model/outpoint-key.js';
import { COINBASE_VOUT, type TransactionOutput } from '../model/transaction.js';
import { BlockStore, type ChainTip, SpentOutputs } from '../ports/block-store.js';
import { BlockVerifier } from '../ports/block-verifier.js';

/** How many blocks below the tip a start verifies at most; the whole chain is `mizan verify-chain`. */
export const TAIL_BLOCKS = 100;

/** And about how many transactions, so that a start costs the same after full blocks as after small ones. */
const TAIL_TRANSACTIONS = 3_000;

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
    const from = await this.start(tip);
    const spentBelow = new Set<string>();
    let parent = from > 0 ? await this.block(from - 1) : undefined;
    for (let height = from; height <= tip.header.height; height++) {
      const block = await this.block(height);
      const spends = await this.spends(block, spentBelow);
      try {
        await this.verifier.verify(block, parent, spends);
      } catch (error) {
        if (!(error instanceof RuleBroken)) throw error;
        throw new DamagedStore(`block ${height} breaks the rule ${error.rule}: ${error.message}`, { cause: error });
      }
      parent = block;
    }
    if (!equalBytes(parent!.hash, tip.hash)) throw new DamagedStore('the stored tip is not the highest block');
  }

  /** The lowest block of the tail. What is missing among them is found when it is read. */
  private async start({ header }: ChainTip): Promise<number> {
    let from = header.height;
    let transactions = 0;
    for (const { height, transactionCount } of await this.store.summaries(header.height, TAIL_BLOCKS, 'desc')) {
      transactions += transactionCount;
      if (transactions > TAIL_TRANSACTIONS && height < header.height) break;
      from = height;
    }
    return from;
  }

  /** What the inputs of `block` refer to, less what a block below it has spent: that is not there for the next. */
  private async spends(block: Block, spentBelow: Set<string>): Promise<Map<string, TransactionOutput>> {
    const outpoints = block.transactions.flatMap(({ inputs }) => inputs.filter(({ vout }) => vout !== COINBASE_VOUT));
    const spends = await this.spentOutputs.spentAmong(outpoints);
    for (const key of outpoints.map(outpointKey)) {
      if (spentBelow.has(key)) spends.delete(key);
      spentBelow.add(key);
    }
    return spends;
  }

  private async block(height: number) {
    const block = await this.store.blockAt(height);
    if (!block) throw new DamagedStore(`block ${height} is missing`);
    return block;
  }
}
