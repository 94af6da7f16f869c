import { type Block, type BlockHeader } from './block.js';
import { merkleRoot } from './merkle.js';
import { mine } from './proof-of-work.js';
import type { SignatureScheme } from './signature-scheme.js';
import { signingDigest, type Transaction, type TransactionInput, type TransactionOutput } from './transaction.js';
import { type ParentBlock, verifyBlock } from './verify-block.js';

/** A transaction that is complete but for its signatures. Either it has them already, or `privateKey` makes them. */
export interface TransactionTemplate {
  readonly transaction: Transaction;
  /** The outputs that the inputs spend, in their order; empty for a coinbase. */
  readonly spends: readonly TransactionOutput[];
  /** 32 bytes; signs every input that has no signature. Wiped after use. */
  readonly privateKey?: Uint8Array;
}

export interface BlockTemplate {
  readonly header: Omit<BlockHeader, 'nonce' | 'merkleRoot'>;
  readonly parent: ParentBlock | undefined;
  readonly transactions: readonly TransactionTemplate[];
}

/**
 * Signs, mines and then verifies a block from its own bytes, exactly as a stranger would. The caller vouches only for
 * `spends`: what the named outputs hold.
 * @throws RuleBroken when the result breaks a rule, which is a bug in whoever built the template
 */
export function sealBlock(template: BlockTemplate, scheme: SignatureScheme): Block {
  const transactions = template.transactions.map((entry) => signed(entry, scheme));
  const header = { ...template.header, merkleRoot: merkleRoot(transactions.map(({ id }) => id)) };
  const { nonce, hash } = mine(header);
  const block = { header: { ...header, nonce }, hash, transactions };
  const spends = new Map<string, TransactionOutput>();
  for (const { transaction, spends: outputs } of template.transactions) {
    for (const [at, input] of transaction.inputs.entries()) {
      if (outputs[at]) spends.set(outpointKey(input), outputs[at]);
    }
  }
  verifyBlock(block, template.parent, (outpoint) => spends.get(outpointKey(outpoint)), scheme);
  return block;
}

function signed({ transaction, privateKey }: TransactionTemplate, scheme: SignatureScheme): Transaction {
  if (!privateKey) return transaction;
  const publicKey = scheme.publicKeyOf(privateKey);
  const signature = scheme.sign(signingDigest(transaction.id), privateKey);
  privateKey.fill(0);
  return { ...transaction, inputs: transaction.inputs.map((input) => ({ ...input, publicKey, signature })) };
}

function outpointKey({ txid, vout }: Pick<TransactionInput, 'txid' | 'vout'>): string {
  return `${Buffer.from(txid.buffer, txid.byteOffset, txid.byteLength).toString('latin1')}${vout}`;
}
