import { RuleBroken } from '../chain.errors.js';
import { type Block, type BlockHeader, blockHash } from './block.js';
import { asBuffer, equalBytes } from './bytes.js';
import { merkleRoot } from './merkle.js';
import { outpointKey } from './outpoint-key.js';
import { MAX_BITS, meetsTarget } from './proof-of-work.js';
import { isBurnt } from './supply.js';
import { type Outpoint, type TransactionOutput } from './transaction.js';
import { type PreviousOutput, type SignatureVerifier, verifyTransaction } from './verify-transaction.js';

/** The part of a block that the next one is checked against. */
export type ParentBlock = Pick<Block, 'hash'> & { header: Pick<BlockHeader, 'height' | 'timestamp'> };

/** Largest number of transactions in one block; bounds the work of verifying it. */
export const MAX_BLOCK_TRANSACTIONS = 10_000;

/**
 * Verifies a block whole: its place on `parent`, its proof of work, its Merkle root and each transaction against the
 * outputs unspent before it (`unspentBefore`) and those made earlier in it. An output can be spent only after it was made.
 * @throws RuleBroken that names the first rule broken
 */
export function verifyBlock(
  block: Block,
  parent: ParentBlock | undefined,
  unspentBefore: PreviousOutput,
  scheme: SignatureVerifier,
): void {
  verifyHeader(block, parent);
  const { transactions } = block;
  const ids = transactions.map(({ id }) => id);
  check(
    ids.length > 0 && ids.length <= MAX_BLOCK_TRANSACTIONS,
    'transaction-count',
    'a block has 1 to 10000 transactions',
  );
  check(
    new Set(ids.map((id) => asBuffer(id).toString('latin1'))).size === ids.length,
    'transaction-repeated',
    'a transaction appears twice',
  );
  check(equalBytes(merkleRoot(ids), block.header.merkleRoot), 'merkle-root', 'the Merkle root does not match');
  const view = new BlockView(unspentBefore);
  for (const transaction of transactions) {
    view.spend(verifyTransaction(transaction, (outpoint, key) => view.unspent(outpoint, key), scheme));
    for (const [vout, output] of transaction.outputs.entries()) view.create({ txid: transaction.id, vout }, output);
  }
}

/** The rules of a header alone: form, hash, difficulty, height, link and time. */
export function verifyHeader({ header, hash }: Pick<Block, 'header' | 'hash'>, parent: ParentBlock | undefined): void {
  check(isHeader(header), 'header-form', 'the header has no canonical bytes');
  check(equalBytes(blockHash(header), hash), 'block-hash', 'the hash does not match the header');
  check(
    header.bits >= 0 && header.bits <= MAX_BITS && meetsTarget(hash, header.bits),
    'proof-of-work',
    'the hash lacks its zero bits',
  );
  check(header.height === (parent ? parent.header.height + 1 : 0), 'height', 'the height does not follow');
  check(
    equalBytes(header.prevHash, parent ? parent.hash : new Uint8Array(0)),
    'previous-hash',
    'the block does not link to the one below',
  );
  check(!parent || header.timestamp >= parent.header.timestamp, 'timestamp', 'the block is older than the one below');
}

/** Whether the header's bytes say exactly what it says: whole numbers that fit, and hashes of 32 bytes. */
function isHeader({ height, prevHash, merkleRoot, timestamp, bits, nonce }: BlockHeader): boolean {
  const counts = [height, timestamp, bits, nonce].every((value) => Number.isSafeInteger(value) && value >= 0);
  return counts && bits <= 255 && merkleRoot.length === 32 && prevHash.length === (height === 0 ? 0 : 32);
}

/** What is unspent while a block is walked: the outputs before it, less those it spent, plus those it made. */
class BlockView {
  private readonly spent = new Set<string>();
  private readonly created = new Map<string, TransactionOutput>();

  constructor(private readonly before: PreviousOutput) {}

  unspent(outpoint: Outpoint, key: string): TransactionOutput | undefined {
    return this.spent.has(key) ? undefined : (this.created.get(key) ?? this.before(outpoint, key));
  }

  spend(keys: readonly string[]): void {
    for (const key of keys) this.spent.add(key);
  }

  create(outpoint: Outpoint, output: TransactionOutput): void {
    if (!isBurnt(output)) this.created.set(outpointKey(outpoint), output);
  }
}

function check(condition: boolean, rule: string, message: string): asserts condition {
  if (!condition) throw new RuleBroken(rule, message);
}
