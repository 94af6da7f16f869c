import { type ParentBlock, verifyBlock } from '@app/chain';
import { workerData } from 'piscina';
import { chooseSignatureScheme } from './native-secp256k1.js';
import { type PackedBlock, unpackBlock } from './packed-block.js';
import type { SignatureChoice } from './signature-choice.js';

const PUBLIC_KEY_BYTES = 33;
const scheme = chooseSignatureScheme(workerData as SignatureChoice);

export interface VerifyTask {
  kind: 'block';
  packed: PackedBlock;
  parent: ParentBlock | undefined;
}

/** Signatures by several keys over one digest. */
export interface WitnessTask {
  kind: 'witnesses';
  digest: Uint8Array;
  /** {@link WITNESS_BYTES} each: public key, then signature. */
  packed: Uint8Array;
}

export const WITNESS_BYTES = PUBLIC_KEY_BYTES + 64;

/** Resolves to the broken rule, if any: an error class would not survive the way back to the main thread. */
export default (task: VerifyTask | WitnessTask): { rule: string; message: string } | undefined =>
  task.kind === 'block' ? brokenBy(task) : lackingWitness(task);

function lackingWitness({ digest, packed }: WitnessTask) {
  for (let at = 0; at < packed.length; at += WITNESS_BYTES) {
    const publicKey = packed.subarray(at, at + PUBLIC_KEY_BYTES);
    const signature = packed.subarray(at + PUBLIC_KEY_BYTES, at + WITNESS_BYTES);
    if (!scheme.verify(signature, digest, publicKey)) {
      return { rule: 'input-signature', message: 'a signature does not verify' };
    }
  }
  return undefined;
}

function brokenBy({ packed, parent }: VerifyTask): { rule: string; message: string } | undefined {
  const { block, spends } = unpackBlock(packed);
  try {
    verifyBlock(block, parent, (_, key) => spends.get(key), scheme);
    return undefined;
  } catch (error) {
    if (error instanceof Error && 'rule' in error) return { rule: String(error.rule), message: error.message };
    throw error;
  }
}
