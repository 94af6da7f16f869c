import {
  type Block,
  type BlockTemplate,
  outpointKey,
  type SignatureScheme,
  sealSigned,
  signedTransaction,
  type TransactionTemplate,
  verifyTransaction,
} from '@app/chain';
import type { SignatureChoice } from '@app/infrastructure/configuration/signature-choice.js';
import { workerData } from 'piscina';
import { chooseSignatureScheme } from './native-secp256k1.js';
import { unpackTransactions } from './packed-transactions.js';

/** Signs transactions in shared memory, and verifies these and the ones that came signed. */
export interface SigningTask {
  readonly kind: 'sign';
  readonly memory: SharedArrayBuffer;
}

/** Seals a block of transactions in shared memory, all of which have been signed. */
export interface SealingTask extends Pick<BlockTemplate, 'header' | 'parent'> {
  readonly kind: 'seal';
  readonly memory: readonly SharedArrayBuffer[];
  /** Whether a {@link SigningTask} has verified the signatures. If not they are made and verified here. */
  readonly areVerified: boolean;
}

/** What a template does not say of its block. */
export interface Sealed extends Pick<Block, 'hash'> {
  readonly merkleRoot: Uint8Array;
  readonly nonce: number;
}

const scheme = chooseSignatureScheme(workerData as SignatureChoice);
/** For signatures that another thread of this process has verified. */
const BELIEVING: Pick<SignatureScheme, 'verify'> = { verify: () => true };

export default (task: SigningTask | SealingTask): Sealed | undefined => {
  if (task.kind === 'seal') return seal(task);
  for (const template of signAll(task.memory)) verifyAlone(template);
  return undefined;
};

function seal({ memory, areVerified, ...template }: SealingTask): Sealed {
  const transactions = memory.flatMap((part) => signAll(part));
  const { header, hash } = sealSigned({ ...template, transactions }, areVerified ? BELIEVING : scheme);
  return { hash, merkleRoot: header.merkleRoot, nonce: header.nonce };
}

/** All transactions in `memory`, signed: there and in the result. */
function signAll(memory: SharedArrayBuffer): TransactionTemplate[] {
  return unpackTransactions(memory).map((entry) => {
    const transaction = signedTransaction(entry, scheme);
    if (entry.signer) entry.leave(transaction.inputs[0]!.signature!);
    return { transaction, spends: entry.spends };
  });
}

function verifyAlone({ transaction, spends }: TransactionTemplate): void {
  const spent = new Map(spends.map((output, at) => [outpointKey(transaction.inputs[at]!), output]));
  verifyTransaction(transaction, (outpoint) => spent.get(outpointKey(outpoint)), scheme);
}
