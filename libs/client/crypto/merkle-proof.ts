import { fromHex, hashTag, taggedHash } from './bytes.js';
import { demand, objectOf, textOf } from './demand.js';

const LEAF_TAG = hashTag('mizan/leaf/1');
const NODE_TAG = hashTag('mizan/node/1');

/** One step of an inclusion proof, from the leaf up: the sibling's hash in hex and the side on which it stands. */
export interface ProofStep {
  readonly side: 'left' | 'right';
  readonly hash: string;
}

/** More levels than any block has: it holds at most 10000 transactions. */
const MAX_STEPS = 64;

/**
 * The root that `steps` lead to from the transaction `id`. Leaves and nodes are tagged apart, so a node of the tree cannot
 * be taken for a transaction.
 * @throws DishonestServer (`form`)
 */
export function rootOfProof(id: Uint8Array, steps: readonly ProofStep[]): Uint8Array {
  demand(Array.isArray(steps) && steps.length <= MAX_STEPS, 'form', 'a proof is a list of steps');
  let root = taggedHash(LEAF_TAG, id);
  for (const step of steps as readonly ProofStep[]) {
    const { side, hash } = objectOf(step);
    const sibling = fromHex(textOf(hash), 32);
    demand(sibling !== undefined && (side === 'left' || side === 'right'), 'form', 'a step has a side and a hash');
    root = side === 'left' ? taggedHash(NODE_TAG, sibling, root) : taggedHash(NODE_TAG, root, sibling);
  }
  return root;
}
