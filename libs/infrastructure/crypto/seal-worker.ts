import {
  type Block,
  type BlockTemplate,
  equalBytes,
  type SignatureVerifier,
  sealSigned,
  signedTransaction,
  signingDigest,
  type Transaction,
} from '@app/chain';
import { workerData } from 'piscina';
import { chooseSignatureScheme } from './native-secp256k1.js';
import { unpackTransactions } from './packed-transactions.js';
import type { SignatureChoice } from './signature-choice.js';

/** Signs transactions in shared memory and verifies their signatures, and those of the ones that came signed. */
export interface SigningTask {
  readonly kind: 'sign';
  readonly memory: SharedArrayBuffer;
}

/** Seals a block of transactions in shared memory. What no {@link SigningTask} has signed or verified, this does. */
export interface SealingTask extends Pick<BlockTemplate, 'header' | 'parent'> {
  readonly kind: 'seal';
  readonly memory: readonly SharedArrayBuffer[];
}

/** What a template does not say of its block. */
export interface Sealed extends Pick<Block, 'hash'> {
  readonly merkleRoot: Uint8Array;
  readonly nonce: number;
}

const scheme = chooseSignatureScheme(workerData as SignatureChoice);

export default (task: SigningTask | SealingTask): Sealed | undefined => {
  if (task.kind === 'seal') return seal(task);
  signAhead(task.memory);
  return undefined;
};

/** Leaves a transaction whose signatures do not verify as it is: sealing its block will say which rule it breaks. */
function signAhead(memory: SharedArrayBuffer): void {
  for (const { transaction, signer, leave } of unpackTransactions(memory)) {
    if (!signer) {
      if (hasGoodSignatures(transaction)) leave(null);
      continue;
    }
    const digest = signingDigest(transaction.id);
    const signature = scheme.sign(digest, signer.privateKey);
    const { point, publicKey } = signer;
    if (point ? scheme.verifyByPoint(signature, digest, point) : scheme.verify(signature, digest, publicKey)) {
      leave(signature);
    }
  }
}

function hasGoodSignatures({ id, inputs }: Transaction): boolean {
  const digest = signingDigest(id);
  return inputs.every(({ signature, publicKey }, at) => {
    const above = inputs[at - 1];
    if (signature === null) return true;
    // All inputs sign one digest: what holds for one holds for the next with the same key and signature.
    const isRepeated =
      above?.signature && equalBytes(above.signature, signature) && equalBytes(above.publicKey, publicKey);
    return isRepeated || scheme.verify(signature, digest, publicKey);
  });
}

function seal({ memory, header, parent }: SealingTask): Sealed {
  const verified = new Set<Uint8Array | null>();
  const transactions = memory.flatMap((part) =>
    unpackTransactions(part).map((entry) => {
      if (entry.isVerified) for (const { signature } of entry.transaction.inputs) verified.add(signature);
      const transaction = signedTransaction(entry, scheme);
      if (entry.signer) entry.leave(transaction.inputs[0]!.signature);
      return { transaction, spends: entry.spends };
    }),
  );
  // The same bytes in the same place of the memory that a signing task has verified, for the ID that the block proves.
  const believing: SignatureVerifier = { verify: scheme.verify, hasVerified: (signature) => verified.has(signature) };
  const block = sealSigned({ header, parent, transactions }, believing);
  return { hash: block.hash, merkleRoot: block.header.merkleRoot, nonce: block.header.nonce };
}
