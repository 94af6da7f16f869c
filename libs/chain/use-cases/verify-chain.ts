import { inTurns } from '@app/kernel';
import { DamagedStore, RuleBroken } from '../chain.errors.js';
import type { Block } from '../model/block.js';
import { equalBytes, toHex } from '../model/bytes.js';
import type { CoinPage } from '../model/coin-page.js';
import { genesisBlock } from '../model/genesis.js';
import { outpointKey } from '../model/outpoint-key.js';
import { COINBASE_VOUT, isCoinbase, type TransactionOutput } from '../model/transaction.js';
import { BY_PARTS } from '../model/transaction-turns.js';
import { UtxoDigest } from '../model/utxo-digest.js';
import { BlockStore, type ChainTip } from '../ports/block-store.js';
import { BlockVerifier } from '../ports/block-verifier.js';

/** Stored outputs that are compared in one turn of the event loop: a few milliseconds. */
const PAGE_OUTPUTS = 8_000;

/** The unspent outputs as the store has them, in pages; see UnspentOutputs in the utxo library. */
export type StoredCoins = AsyncIterable<CoinPage>;

export interface ChainFault {
  /** Height at which the replay stopped, or the tip's for a fault of the whole. */
  readonly height: number;
  /** Stable name of the broken rule. */
  readonly rule: string;
  readonly message: string;
}

export interface ChainVerification {
  readonly ok: boolean;
  readonly height: number;
  readonly blocks: number;
  readonly transactions: number;
  readonly supply: bigint;
  readonly unspentCount: number;
  /** 32 bytes; equal on two stores exactly when they hold the same unspent outputs. */
  readonly utxoDigest: Uint8Array;
  readonly fault?: ChainFault;
}

/**
 * Replays the chain from genesis: every header, Merkle root, signature and amount, and compares what results with the
 * stored unspent outputs and totals. Blocks appended meanwhile are left for the next time.
 */
export class VerifyChain {
  private running: Promise<ChainVerification> | undefined;

  constructor(
    private readonly store: BlockStore,
    private readonly verifier: BlockVerifier,
    /** In pages of about so many outputs, spent ones included. */
    private readonly storedCoins: (tip: ChainTip, pageOutputs: number) => StoredCoins,
  ) {}

  /** Callers at the same time share one replay. */
  execute(): Promise<ChainVerification> {
    this.running ??= this.verify().finally(() => {
      this.running = undefined;
    });
    return this.running;
  }

  private async verify(): Promise<ChainVerification> {
    const tip = await this.store.tip();
    const replay = emptyReplay();
    if (!tip) return failed(replay, 0, new RuleBroken('empty', 'the store holds no chain'));
    try {
      let parent: Block | undefined;
      for (let height = 0; height <= tip.header.height; height++) {
        parent = await this.replayBlock(height, parent, replay);
      }
      demand(equalBytes(parent!.hash, tip.hash), 'stored-tip', 'the stored tip is not the highest block');
      demand(!(await this.store.hasLooseEnd()), 'loose-end', 'transactions stand above the highest block');
      compareTotals(replay, tip);
      await this.compareCoins(tip);
    } catch (error) {
      const broken = error instanceof DamagedStore ? new RuleBroken('damaged', error.message) : error;
      if (!(broken instanceof RuleBroken)) throw error;
      return failed(replay, Math.min(replay.height + 1, tip.header.height), broken);
    }
    return { ...summary(replay), ok: true };
  }

  private async replayBlock(height: number, parent: Block | undefined, replay: Replay): Promise<Block> {
    const block = await this.store.blockAt(height);
    if (!block) throw new RuleBroken('missing-block', 'a block is missing');
    if (height === 0 && !equalBytes(block.hash, genesisBlock().hash)) {
      throw new RuleBroken('genesis', 'the chain starts with another genesis block');
    }
    const spends = new Map<string, TransactionOutput>();
    for await (const { inputs } of inTurns(block.transactions, BY_PARTS)) {
      for (const key of inputs.map(outpointKey)) {
        const spent = replay.unspent.get(key);
        if (spent) spends.set(key, spent);
      }
    }
    await this.verifier.verify(block, parent, spends);
    await apply(block, replay);
    return block;
  }

  private async compareCoins(tip: ChainTip): Promise<void> {
    const digest = new UtxoDigest();
    for await (const page of this.storedCoins(tip, PAGE_OUTPUTS)) digest.addPage(page);
    demand(
      equalBytes(digest.bytes(), tip.utxoDigest),
      'stored-coins',
      'the stored unspent outputs differ from the replay',
    );
  }
}

interface Replay {
  height: number;
  transactions: number;
  outputs: number;
  supply: bigint;
  /** What all of {@link unspent} is worth. */
  unspentUnits: bigint;
  readonly unspent: Map<string, TransactionOutput>;
  readonly txids: Set<string>;
  readonly digest: UtxoDigest;
}

function emptyReplay(): Replay {
  return {
    height: -1,
    transactions: 0,
    outputs: 0,
    supply: 0n,
    unspentUnits: 0n,
    unspent: new Map(),
    txids: new Set(),
    digest: new UtxoDigest(),
  };
}

async function apply(block: Block, replay: Replay): Promise<void> {
  for await (const transaction of inTurns(block.transactions, BY_PARTS)) {
    demand(!replay.txids.has(toHex(transaction.id)), 'transaction-repeated', 'a transaction stands on the chain twice');
    replay.txids.add(toHex(transaction.id));
    if (isCoinbase(transaction)) replay.supply += transaction.outputs[0]!.value;
    for (const input of transaction.inputs) {
      if (input.vout === COINBASE_VOUT) continue;
      const key = outpointKey(input);
      const spent = replay.unspent.get(key)!;
      replay.digest.remove(input, spent);
      replay.unspentUnits -= spent.value;
      replay.unspent.delete(key);
    }
    for (const [vout, output] of transaction.outputs.entries()) {
      const outpoint = { txid: transaction.id, vout };
      replay.unspent.set(outpointKey(outpoint), withoutBlock(output));
      replay.digest.add(outpoint, output);
      replay.unspentUnits += output.value;
    }
    replay.outputs += transaction.outputs.length;
  }
  replay.transactions += block.transactions.length;
  replay.height = block.header.height;
}

/** The bytes of a decoded output lie within those of its block, and would keep all of them. */
function withoutBlock({ value, pubKeyHash }: TransactionOutput): TransactionOutput {
  return { value, pubKeyHash: new Uint8Array(pubKeyHash) };
}

function compareTotals(replay: Replay, tip: ChainTip): void {
  demand(replay.unspentUnits === replay.supply, 'supply', 'the unspent outputs do not add up to what was minted');
  demand(replay.supply === tip.supply, 'stored-supply', 'the stored supply differs from the replay');
  demand(replay.unspent.size === tip.unspentCount, 'stored-count', 'the stored number of unspent outputs differs');
  demand(
    replay.transactions === tip.nextTransactionKey,
    'stored-transactions',
    'the stored number of transactions differs',
  );
  demand(replay.outputs === tip.nextOutputKey, 'stored-outputs', 'the stored number of outputs differs');
  demand(
    equalBytes(replay.digest.bytes(), tip.utxoDigest),
    'stored-digest',
    'the stored digest differs from the replay',
  );
}

function summary(replay: Replay) {
  return {
    height: replay.height,
    blocks: replay.height + 1,
    transactions: replay.transactions,
    supply: replay.supply,
    unspentCount: replay.unspent.size,
    utxoDigest: replay.digest.bytes(),
  };
}

function failed(replay: Replay, height: number, { rule, message }: RuleBroken): ChainVerification {
  return { ...summary(replay), ok: false, fault: { height, rule, message } };
}

function demand(condition: boolean, rule: string, message: string): void {
  if (!condition) throw new RuleBroken(rule, message);
}
