import {
  type CoinTransaction,
  isCoinbase,
  outpointKey,
  parseTransaction,
  type TransactionOutput,
} from '@app/infrastructure/flopcoin/coin-transaction.js';
import { Script } from '@scure/btc-signer/script.js';
import { blockHash } from './devnet-block.js';
import { COINBASE_MATURITY } from './devnet-parameters.js';
import type { DevnetBlockRow, DevnetRecords, Standing } from './devnet-store.js';

/** Why a coin cannot be spent by a new transaction. */
export type InputFault = 'missing' | 'immature' | 'mempool_conflict';

/**
 * Blocks, the best chain among them, and what follows from it: where a transaction is, who spends a coin, the mempool.
 * Everything is a function of the records applied so far, so a restart ends in the same state.
 */
export class DevnetLedger {
  private readonly transactions = new Map<string, CoinTransaction>();
  private readonly blocks = new Map<string, DevnetBlockRow>();
  /** Hash by height. */
  private readonly chain: string[] = [];
  private readonly heights = new Map<string, number>();
  private readonly confirmedSpends = new Map<string, string>();
  private readonly mempoolSpends = new Map<string, string>();
  private readonly pool = new Set<string>();
  /** Of transactions that are not simply waiting for a block. */
  private readonly standings = new Map<string, Standing>();
  /** Blocks may hold them, and mempools refuse them. */
  private readonly forBlocksOnly = new Set<string>();
  /** In no block of the best chain, in the order of arrival: parents come before their children. */
  private unconfirmed = new Set<string>();

  apply(records: Pick<DevnetRecords, 'transactions' | 'standings' | 'blocks' | 'tipHash'>): void {
    for (const { txid, hex } of records.transactions) {
      if (this.transactions.has(txid)) continue;
      const transaction = parseTransaction(hex);
      this.transactions.set(txid, transaction);
      this.unconfirmed.add(txid);
      if (!isRelayed(transaction)) this.forBlocksOnly.add(txid);
    }
    for (const { txid, standing } of records.standings) this.standings.set(txid, standing);
    for (const block of records.blocks) {
      if (blockHash(block) !== block.hash) throw new Error(`devnet block ${block.height} does not hash to its name`);
      this.blocks.set(block.hash, block);
    }
    if (records.tipHash !== null) this.moveTo(records.tipHash);
    this.rebuildMempool();
  }

  get isEmpty(): boolean {
    return this.chain.length === 0;
  }

  /** Not to be asked of an empty ledger. */
  get tip(): DevnetBlockRow {
    return this.blocks.get(this.chain.at(-1)!)!;
  }

  blockAt(height: number): DevnetBlockRow | null {
    return this.blocks.get(this.chain[height] ?? '') ?? null;
  }

  block(hash: string): DevnetBlockRow | null {
    return this.blocks.get(hash) ?? null;
  }

  isOnBestChain(block: DevnetBlockRow): boolean {
    return this.chain[block.height] === block.hash;
  }

  transaction(txid: string): CoinTransaction | null {
    return this.transactions.get(txid) ?? null;
  }

  /** The coin itself; its transaction must be known. */
  output(outpoint: { txid: string; vout: number }): TransactionOutput {
    return this.transactions.get(outpoint.txid)!.outputs[outpoint.vout]!;
  }

  /** Height of the block of the best chain that holds it, null when none does. */
  heightOf(txid: string): number | null {
    return this.heights.get(txid) ?? null;
  }

  isInMempool(txid: string): boolean {
    return this.pool.has(txid);
  }

  standing(txid: string): Standing {
    return this.standings.get(txid) ?? 'waiting';
  }

  /** It and what is built on it in no block, in the mempool or not, parents first. */
  withDescendants(txid: string): string[] {
    const found = new Set([txid]);
    for (const other of this.unconfirmed)
      if (this.spends(other).some((input) => found.has(input.txid))) found.add(other);
    return [...found];
  }

  /** Parents before children, ready for a block. */
  get mempool(): string[] {
    return [...this.pool];
  }

  /** The transaction of the best chain or the mempool that spends a coin. */
  spenderOf(outpoint: { txid: string; vout: number }): string | null {
    const key = outpointKey(outpoint);
    return this.confirmedSpends.get(key) ?? this.mempoolSpends.get(key) ?? null;
  }

  isSpentInChain(outpoint: { txid: string; vout: number }): boolean {
    return this.confirmedSpends.has(outpointKey(outpoint));
  }

  /** Depth; 0 outside the chain; minus the depth of the block that holds a conflicting transaction, inherited by children. */
  confirmations(txid: string): number {
    const height = this.heights.get(txid);
    if (height !== undefined) return this.depth(height);
    const transaction = this.transactions.get(txid);
    if (!transaction || this.pool.has(txid)) return 0;
    return Math.min(0, ...transaction.inputs.map((input) => this.conflictDepth(input)));
  }

  /** null when a transaction in the next block could spend the coin. */
  inputFault(outpoint: { txid: string; vout: number }): InputFault | null {
    const funding = this.transactions.get(outpoint.txid);
    const height = this.heights.get(outpoint.txid);
    const exists = height !== undefined || this.pool.has(outpoint.txid);
    if (!funding?.outputs[outpoint.vout] || !exists || this.isSpentInChain(outpoint)) return 'missing';
    if (isCoinbase(funding) && this.tip.height + 1 - height! < COINBASE_MATURITY) return 'immature';
    return this.mempoolSpends.has(outpointKey(outpoint)) ? 'mempool_conflict' : null;
  }

  private conflictDepth(input: { txid: string; vout: number }): number {
    const spender = this.confirmedSpends.get(outpointKey(input));
    if (spender !== undefined) return -this.depth(this.heights.get(spender)!);
    return Math.min(0, this.confirmations(input.txid));
  }

  private depth(height: number): number {
    return this.tip.height - height + 1;
  }

  private moveTo(tipHash: string): void {
    const branch: DevnetBlockRow[] = [];
    for (let hash = tipHash; ; ) {
      const block = this.blocks.get(hash);
      if (!block) throw new Error('devnet block is missing');
      if (this.isOnBestChain(block)) break;
      branch.unshift(block);
      if (block.height === 0) break;
      hash = block.previousHash;
    }
    const keep = branch[0]?.height ?? this.blocks.get(tipHash)!.height + 1;
    const left: string[] = [];
    while (this.chain.length > keep) left.unshift(...this.disconnectTip());
    this.unconfirmed = new Set([...left, ...this.unconfirmed]);
    for (const block of branch) this.connect(block);
  }

  private connect(block: DevnetBlockRow): void {
    this.chain.push(block.hash);
    for (const txid of block.transactionIds) {
      this.heights.set(txid, block.height);
      this.unconfirmed.delete(txid);
      for (const input of this.spends(txid)) this.confirmedSpends.set(outpointKey(input), txid);
    }
  }

  /** Returns the transactions that are in no block any more. */
  private disconnectTip(): string[] {
    const { transactionIds } = this.tip;
    this.chain.pop();
    for (const txid of transactionIds) {
      this.heights.delete(txid);
      for (const input of this.spends(txid)) this.confirmedSpends.delete(outpointKey(input));
    }
    return transactionIds;
  }

  /** Whatever can be mined next, first come first served. A transaction whose coin has been taken waits outside without end. */
  private rebuildMempool(): void {
    this.pool.clear();
    this.mempoolSpends.clear();
    for (const txid of this.unconfirmed) {
      if (this.standing(txid) !== 'waiting' || this.forBlocksOnly.has(txid)) continue;
      const inputs = this.spends(txid);
      if (inputs.length === 0 || inputs.some((input) => this.inputFault(input) !== null)) continue;
      this.pool.add(txid);
      for (const input of inputs) this.mempoolSpends.set(outpointKey(input), txid);
    }
  }

  /** Its inputs; none for a coinbase, which spends nothing. */
  private spends(txid: string): CoinTransaction['inputs'] {
    const transaction = this.transactions.get(txid)!;
    return isCoinbase(transaction) ? [] : transaction.inputs;
  }
}

/** Whether its inputs push what they push in the shortest way, as Core asks of what waits for a block (MINIMALDATA). */
function isRelayed(transaction: CoinTransaction): boolean {
  return isCoinbase(transaction) || transaction.inputs.every(({ scriptSig }) => isShortest(scriptSig));
}

function isShortest(scriptSig: Uint8Array): boolean {
  return Buffer.compare(Script.encode(Script.decode(scriptSig)), scriptSig) === 0;
}
