import { hashTag, taggedHash } from './bytes.js';
const LEAF_TAG = hashTag('mizan/leaf/1');
const NODE_TAG = hashTag('mizan/node/1');
/**
 * Root of a binary tree over transaction IDs. Leaves and nodes are tagged apart, and an odd node moves up alone instead
 * of being paired with itself, which closes the duplicate-transaction hole of Bitcoin's tree (CVE-2012-2459).
 */
export function merkleRoot(ids) {
    if (ids.length === 0)
        throw new RangeError('a Merkle tree has at least one leaf');
    let level = ids.map((id) => taggedHash(LEAF_TAG, id));
    while (level.length > 1)
        level = parents(level);
    return level[0];
}
/** The proof that the `position`-th of `ids` is under their root; empty for a tree of one leaf. */
export function merkleProof(ids, position) {
    if (position < 0 || position >= ids.length)
        throw new RangeError('no such leaf');
    const steps = [];
    let level = ids.map((id) => taggedHash(LEAF_TAG, id));
    for (let at = position; level.length > 1; at >>= 1, level = parents(level)) {
        const sibling = level[at ^ 1];
        if (sibling)
            steps.push({ side: at % 2 === 1 ? 'left' : 'right', hash: sibling });
    }
    return steps;
}
/** Recomputes the root that `steps` lead to from `id`: equal to a block's Merkle root means "in that block". */
export function rootOfProof(id, steps) {
    return steps.reduce((hash, step) => step.side === 'left' ? taggedHash(NODE_TAG, step.hash, hash) : taggedHash(NODE_TAG, hash, step.hash), taggedHash(LEAF_TAG, id));
}
function parents(level) {
    const above = [];
    for (let at = 0; at < level.length; at += 2) {
        const right = level[at + 1];
        above.push(right ? taggedHash(NODE_TAG, level[at], right) : level[at]);
    }
    return above;
}
//# sourceMappingURL=merkle.js.map