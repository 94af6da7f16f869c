import { type Block, type BlockHeader } from './block.js';
import { merkleRoot } from './merkle.js';
import { outpointKey } from './outpoint-key.js';
import { mine } from './proof-of-work.js';
import type { SignatureScheme } from './signature-scheme.js';
import { signingDigest, type Transaction, type TransactionOutput } from './transaction.js';
import { type ParentBlock, verifyBlock } from './verify-block.js';
import type { SignatureVerifier } from './verify-transaction.js';

/** A transaction that is complete but for its signatures. Either it has them already, or `signer` makes them. */
export interface TransactionTemplate {
  readonly transaction: Transaction;
  /** The outputs that the inputs spend, in their order; empty for a coinbase. */
  readonly spends: readonly TransactionOutput[];
  /** Signs every input. */
  readonly signer?: Signer;
}

/** A key pair that signs: 32 bytes, which their owner wipes, and the 33 bytes that belong to them. */
export interface Signer {
  readonly privateKey: Uint8Array;
  readonly publicKey: Uint8Array;
  /** The same public key as {@link SignatureScheme.pointOf} gives it, where it is at hand: it makes verification faster. */
  readonly point?: Uint8Array | undefined;
}

export interface BlockTemplate {
  readonly header: Omit<BlockHeader, 'nonce' | 'merkleRoot'>;
  readonly parent: ParentBlock | undefined;
  readonly transactions: readonly TransactionTemplate[];
}

/**
 * Signs, mines and then verifies a block from its own bytes, exactly as a stranger would. The caller vouches only for
 * `spends`: what the named outputs hold.
 * @throws RuleBroken when the result breaks a rule, which is a bug in the code that built the template
 */
export function sealBlock(template: BlockTemplate, scheme: SignatureScheme): Block {
  const transactions = template.transactions.map(({ spends, ...entry }) => ({
    transaction: signedTransaction(entry, scheme),
    spends,
  }));
  return sealSigned({ ...template, transactions }, scheme);
}

/** As {@link sealBlock}, for transactions that have all their signatures. */
export function sealSigned(template: BlockTemplate, scheme: SignatureVerifier): Block {
  const transactions = template.transactions.map(({ transaction }) => transaction);
  const header = { ...template.header, merkleRoot: merkleRoot(transactions.map(({ id }) => id)) };
  const { nonce, hash } = mine(header);
  const block = { header: { ...header, nonce }, hash, transactions };
  const spends = new Map<string, TransactionOutput>();
  for (const { transaction, spends: outputs } of template.transactions) {
    for (let at = 0; at < outputs.length; at++) spends.set(outpointKey(transaction.inputs[at]!), outputs[at]!);
  }
  verifyBlock(block, template.parent, (_, key) => spends.get(key), scheme);
  return block;
}

/** The transaction with its signatures: its own, or those that `signer` makes. */
export function signedTransaction(
  { transaction, signer }: Pick<TransactionTemplate, 'transaction' | 'signer'>,
  scheme: SignatureScheme,
): Transaction {
  if (!signer) return transaction;
  return withWitness(transaction, signer.publicKey, scheme.sign(signingDigest(transaction.id), signer.privateKey));
}

/** `transaction` with one key and one signature for all its inputs. */
export function withWitness(transaction: Transaction, publicKey: Uint8Array, signature: Uint8Array): Transaction {
  const inputs = transaction.inputs.map(({ txid, vout }) => ({ txid, vout, publicKey, signature }));
  return { id: transaction.id, inputs, outputs: transaction.outputs };
}
