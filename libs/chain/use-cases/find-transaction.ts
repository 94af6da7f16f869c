import { DomainError } from '@app/kernel';
import { TransactionNotFound } from '../chain.errors.js';
import type { Block } from '../model/block.js';
import { fromBase64, fromHex } from '../model/bytes.js';
import { EncodedTransaction } from '../model/encoded-transaction.js';
import { type MerkleStep, merkleProof } from '../model/merkle.js';
import { BlockStore, type PlacedTransaction, StoredBlocks } from '../ports/block-store.js';

export class InvalidTransactionId extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'invalid_transaction_id';
  override readonly field = 'id';

  constructor() {
    super('invalid transaction id');
  }
}

export interface FoundTransaction {
  readonly txid: Uint8Array;
  readonly place: PlacedTransaction;
  /** Blocks that stand on it, its own included: 1 in the highest block. */
  readonly confirmations: number;
}

export interface InclusionProof {
  readonly txid: Uint8Array;
  readonly block: Pick<Block, 'header' | 'hash'>;
  /** Of its block. */
  readonly transactionCount: number;
  readonly position: number;
  readonly steps: readonly MerkleStep[];
}

/** Finds a transaction on the chain, and proves that it is there. */
export class FindTransaction {
  constructor(
    private readonly store: BlockStore,
    private readonly stored: StoredBlocks,
  ) {}

  /**
   * @param id 64 hex characters, or the Base64 that transactions are printed with
   * @throws InvalidTransactionId · TransactionNotFound
   */
  async execute(id: string): Promise<FoundTransaction> {
    const place = await this.place(id);
    const tip = await this.store.tip();
    return {
      txid: new EncodedTransaction(place.bytes).id,
      place,
      confirmations: Math.max(0, (tip?.header.height ?? place.height) - place.height) + 1,
    };
  }

  /** @throws InvalidTransactionId · TransactionNotFound */
  async prove(id: string): Promise<InclusionProof> {
    const { height, position } = await this.place(id);
    const block = await this.stored.headerAt(height);
    const ids = await this.stored.transactionIdsAt(height);
    const txid = ids[position];
    if (!block || !txid) throw new TransactionNotFound();
    return { txid, block, transactionCount: ids.length, position, steps: merkleProof(ids, position) };
  }

  private async place(id: string): Promise<PlacedTransaction> {
    const txid = fromHex(id, 32) ?? base64Id(id);
    if (!txid) throw new InvalidTransactionId();
    const place = await this.store.transaction(txid);
    if (!place) throw new TransactionNotFound();
    return place;
  }
}

/** Base64 has `/` and `+`, awkward in a path: the URL-safe spelling is taken as well. */
function base64Id(id: string): Buffer | undefined {
  const bytes = fromBase64(id.replaceAll('-', '+').replaceAll('_', '/'));
  return bytes?.length === 32 ? bytes : undefined;
}
