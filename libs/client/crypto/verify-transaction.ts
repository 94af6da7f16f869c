import { DishonestServer, type FailedCheck } from '../errors/dishonest-server.js';
import { type BlockHeader, blockHash, leadingZeroBits } from './block-header.js';
import { fromBase64, fromHex, isEqual, toHex } from './bytes.js';
import type { FindsTransactions } from './check-coins.js';
import { demand, objectOf } from './demand.js';
import { type ProofStep, rootOfProof } from './merkle-proof.js';
import { verifySignature } from './signer.js';
import { isCoinbase, signingDigest, type Transaction, transactionId } from './transaction.js';
import { readTransaction } from './wire-transaction.js';

/** The calls of the ledger that are needed. */
export interface ProvesTransactions extends FindsTransactions {
  getTransactionProof(request: { id: string; signal?: AbortSignal }): Promise<WireProof>;
  getBlockHeader(request: { index: string; signal?: AbortSignal }): Promise<BlockHeader & { readonly hash: string }>;
}

/** An inclusion proof as the ledger prints it, the parts that are used. */
export interface WireProof {
  /** Hex. */
  readonly block_hash: string;
  readonly steps: readonly ProofStep[];
}

/** How much is asked of a proof. */
export interface VerifyOptions {
  /**
   * Zero bits that the hash of the block must have; 12 unless given, as in block 0 and in every block of a ledger with the
   * default settings. Each bit more doubles what a forged block costs, and 12 cost a computer milliseconds: they show that
   * the answers fit together. Against a server that computes, name a `trustedHash`.
   */
  readonly minimumBits?: number;
  /**
   * Hex hash of a block that the caller knows to be on the chain, from another server or an earlier look: the block of the
   * transaction must be this block or one below it. Costs one request for each block between them.
   */
  readonly trustedHash?: string;
  /** Most blocks between the two; 1000 unless given. */
  readonly maxBlocks?: number;
  /** Called with each check that held, in the order in which they are made. */
  readonly onHeld?: (check: HeldCheck) => void;
  readonly signal?: AbortSignal;
}

/** A check of a transaction: its ID, its signatures, the hash of its block, its place in the block, the work. */
export type HeldCheck = Extract<
  FailedCheck,
  'transaction_id' | 'signature' | 'block_hash' | 'proof' | 'work' | 'trusted_block'
>;

/** A transaction that was verified here. */
export interface VerifiedTransaction {
  /** Hex ID, computed from the content. */
  readonly txid: string;
  readonly transaction: Transaction;
  /** Hex, computed from the header. */
  readonly blockHash: string;
  readonly height: number;
  /** Unix seconds, as the header says. */
  readonly timestamp: number;
  /** Zero bits that the hash of its block has at least. */
  readonly bits: number;
}

/**
 * Reads a transaction and verifies it without trust in the server: its content has the ID that was asked for, each input is
 * signed by the key that it names, the proof leads to the Merkle root of a block, and the hash of this block shows its work.
 * Whether the keys own the coins that the inputs spend is not looked at; the blocks of the chain are.
 * @throws DishonestServer that names the first check that failed · TypeError for an ID that is none · what the calls throw
 */
export async function verifyTransaction(
  ledger: ProvesTransactions,
  id: string,
  { minimumBits = 12, trustedHash, maxBlocks = 1_000, onHeld = () => {}, signal }: VerifyOptions = {},
): Promise<VerifiedTransaction> {
  const txid = readId(id);
  const request = { id: toHex(txid), signal };
  const [found, proof] = await Promise.all([ledger.getTransaction(request), ledger.getTransactionProof(request)]);
  const transaction = readTransaction(objectOf(found).transaction);
  demand(isEqual(transactionId(transaction), txid), 'transaction_id', 'the content is that of another transaction');
  onHeld('transaction_id');
  checkSignatures(transaction, txid);
  onHeld('signature');
  const root = toHex(rootOfProof(txid, objectOf(proof).steps));
  const header = await ledger.getBlockHeader({ index: hashText(proof.block_hash), signal });
  const hash = blockHash(header);
  demand(toHex(hash) === hashText(proof.block_hash), 'block_hash', 'the header is that of another block');
  onHeld('block_hash');
  demand(root === header.merkle_root.toLowerCase(), 'proof', 'the proof does not lead to the block');
  onHeld('proof');
  const bits = Number(header.bits);
  demand(leadingZeroBits(hash) >= bits, 'work', 'the hash of the block has fewer zero bits than its header asks for');
  demand(bits >= minimumBits, 'work', `the block has ${bits} bits of work, and ${minimumBits} are the least`);
  onHeld('work');
  const height = Number(header.height);
  if (trustedHash !== undefined) await descend(ledger, trustedHash, { hash: toHex(hash), height, maxBlocks, signal });
  if (trustedHash !== undefined) onHeld('trusted_block');
  return { txid: toHex(txid), transaction, blockHash: toHex(hash), height, timestamp: Number(header.timestamp), bits };
}

/** All inputs of one owner have the same key and signature mostly, which are verified once. */
function checkSignatures(transaction: Transaction, txid: Uint8Array): void {
  if (isCoinbase(transaction)) return;
  const digest = signingDigest(txid);
  const verified = new Set<string>();
  for (const { signature, publicKey } of transaction.inputs) {
    const witness = `${toHex(publicKey)}:${toHex(signature ?? new Uint8Array())}`;
    if (verified.has(witness)) continue;
    const isSigned = signature !== null && verifySignature(signature, digest, publicKey);
    demand(isSigned, 'signature', 'an input is not signed by the key that it names');
    verified.add(witness);
  }
}

interface Below {
  readonly hash: string;
  readonly height: number;
  readonly maxBlocks: number;
  readonly signal?: AbortSignal;
}

/** Follows the links from the trusted block down to the block of the transaction. */
async function descend(ledger: ProvesTransactions, trustedHash: string, below: Below): Promise<void> {
  let expected = hashText(trustedHash);
  for (let steps = 0; expected !== below.hash; steps++) {
    const header = await ledger.getBlockHeader({ index: expected, signal: below.signal });
    demand(toHex(blockHash(header)) === expected, 'block_hash', 'the header is that of another block');
    const distance = Number(header.height) - below.height;
    demand(distance > 0, 'trusted_block', 'the block of the transaction is not below the trusted block');
    if (distance + steps > below.maxBlocks) throw new RangeError(`the trusted block is ${distance} blocks above`);
    expected = hashText(header.prev_hash);
  }
}

function readId(id: string): Uint8Array {
  const bytes = fromHex(id, 32) ?? fromBase64(id);
  if (bytes?.length === 32) return bytes;
  throw new TypeError('the ID of a transaction is 64 hex characters, or Base64 of 32 bytes');
}

function hashText(text: unknown): string {
  if (typeof text === 'string' && fromHex(text, 32)) return text.toLowerCase();
  throw new DishonestServer('form', 'a hash is 64 hex characters');
}
