import { type Block, type ParentBlock, type TransactionOutput, verifyBlock } from '@app/chain';
import type { SignatureChoice } from '@app/infrastructure/configuration/signature-choice.js';
import { workerData } from 'piscina';
import { chooseSignatureScheme } from './native-secp256k1.js';

const scheme = chooseSignatureScheme(workerData as SignatureChoice);

export interface VerifyTask {
  block: Block;
  parent: ParentBlock | undefined;
  spends: ReadonlyMap<string, TransactionOutput>;
}

/** Resolves to the broken rule, if any: an error class would not survive the way back to the main thread. */
export default ({ block, parent, spends }: VerifyTask): { rule: string; message: string } | undefined => {
  try {
    verifyBlock(block, parent, (_, key) => spends.get(key), scheme);
    return undefined;
  } catch (error) {
    if (error instanceof Error && 'rule' in error) return { rule: String(error.rule), message: error.message };
    throw error;
  }
};
