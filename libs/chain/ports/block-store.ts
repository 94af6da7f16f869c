import type { Block, BlockHeader } from '../model/block.js';
import type { Outpoint, TransactionOutput } from '../model/transaction.js';

export type TransactionType = 'reward' | 'send' | 'zakat_deduction';

/** What the books say of a transaction, beside its bytes: the row that reports are made of. */
export interface TransactionRecord {
  readonly type: TransactionType;
  /** Address (hex) that paid; undefined for a reward, which reports print as `SYSTEM`. */
  readonly sender: string | undefined;
  /** Address (hex) that was paid. */
  readonly receiver: string;
  /** Units as requested; for a faucet reward this differs from what was minted (specification, "Admin Faucet"). */
  readonly amount: bigint;
}

/** A row that must commit with a transaction, and that the chain itself knows nothing about (a zakat record, say). */
export interface CompanionRow {
  readonly kind: string;
  readonly values: Readonly<Record<string, string>>;
}

/** What appending one transaction changes beside the chain. Output keys are dense: see {@link ChainTip.nextOutputKey}. */
export interface TransactionEffects {
  readonly record: TransactionRecord;
  /** Keys of the outputs spent, in the order of the inputs, then of those that it makes and burns; empty for a coinbase. */
  readonly spentKeys: readonly number[];
  /** Distinct addresses (hex) that own the inputs. */
  readonly payers: readonly string[];
  readonly companions: readonly CompanionRow[];
}

/** One entry per transaction of the block, in order, and the state that results. */
export interface BlockEffects {
  readonly transactions: readonly TransactionEffects[];
  readonly tip: ChainTip;
}

/** What a chain has in it after one of its blocks. */
export interface ChainBooks {
  /** Units minted so far less those burnt = units unspent. */
  readonly supply: bigint;
  readonly unspentCount: number;
  /** See UtxoDigest; 32 bytes. */
  readonly utxoDigest: Uint8Array;
  /** Transactions on the chain = key of the next one, from 0, in chain order. */
  readonly nextTransactionKey: number;
  /** Outputs ever made = key of the next one, from 0, in chain order. */
  readonly nextOutputKey: number;
}

/** The state of the chain after its highest block. */
export interface ChainTip extends ChainBooks {
  readonly header: BlockHeader;
  readonly hash: Uint8Array;
}

export interface BlockSummary {
  readonly height: number;
  readonly timestamp: number;
  readonly hash: Uint8Array;
  readonly prevHash: Uint8Array;
  readonly transactionCount: number;
}

/** Where a transaction stands: its bytes as stored, and its place. */
export interface PlacedTransaction {
  readonly key: number;
  readonly bytes: Buffer;
  readonly height: number;
  readonly blockHash: Uint8Array;
  /** Index within the block. */
  readonly position: number;
}

/** The stored chain. The one place where a block becomes fact. */
export abstract class BlockStore {
  /**
   * Appends `block` with its effects in one database transaction. Appending the stored tip again succeeds and changes
   * nothing, which is how a caller settles a commit whose answer was lost.
   * @throws ForkedChain when the block does not follow the stored tip
   */
  abstract append(block: Block, effects: BlockEffects): Promise<void>;

  /** The state after the highest block, or undefined for an empty store. */
  abstract tip(): Promise<ChainTip | undefined>;

  abstract blockAt(height: number): Promise<Block | undefined>;

  abstract heightOf(hash: Uint8Array): Promise<number | undefined>;

  abstract transaction(txid: Uint8Array): Promise<PlacedTransaction | undefined>;

  /** Up to `limit` summaries upwards from `fromHeight`, or downwards. */
  abstract summaries(fromHeight: number, limit: number, order: 'asc' | 'desc'): Promise<BlockSummary[]>;

  /** Whether transactions or outputs are stored above the highest block: the block that they belonged to was lost. */
  abstract hasLooseEnd(): Promise<boolean>;
}

/** A block with its transactions as they are stored: see decodeTransaction. */
export interface EncodedBlock extends Pick<Block, 'header' | 'hash'> {
  readonly transactions: readonly Buffer[];
}

/** Stored blocks for who shows them, so that nothing is read or decoded that is not shown. */
export abstract class StoredBlocks {
  abstract headerAt(height: number): Promise<Pick<Block, 'header' | 'hash'> | undefined>;

  abstract encodedAt(height: number): Promise<EncodedBlock | undefined>;

  /** The IDs of its transactions, in order; none where there is no block. */
  abstract transactionIdsAt(height: number): Promise<Uint8Array[]>;
}

/** The outputs that the inputs of stored blocks spent: what verifying a part of the chain needs. */
export abstract class SpentOutputs {
  /** By outpointKey, those of `outpoints` that are stored as spent. */
  abstract spentAmong(outpoints: readonly Outpoint[]): Promise<Map<string, TransactionOutput>>;
}
