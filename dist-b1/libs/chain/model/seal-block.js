import { merkleRoot } from './merkle.js';
import { outpointKey } from './outpoint-key.js';
import { mine } from './proof-of-work.js';
import { signingDigest } from './transaction.js';
import { verifyBlock } from './verify-block.js';
/**
 * Signs, mines and then verifies a block from its own bytes, exactly as a stranger would. The caller vouches only for
 * `spends`: what the named outputs hold.
 * @throws RuleBroken when the result breaks a rule, which is a bug in whoever built the template
 */
export function sealBlock(template, scheme) {
    const transactions = template.transactions.map(({ spends, ...entry }) => ({
        transaction: signedTransaction(entry, scheme),
        spends,
    }));
    return sealSigned({ ...template, transactions }, scheme);
}
/** As {@link sealBlock}, for transactions that have all their signatures. */
export function sealSigned(template, scheme) {
    const transactions = template.transactions.map(({ transaction }) => transaction);
    const header = { ...template.header, merkleRoot: merkleRoot(transactions.map(({ id }) => id)) };
    const { nonce, hash } = mine(header);
    const block = { header: { ...header, nonce }, hash, transactions };
    const spends = new Map();
    for (const { transaction, spends: outputs } of template.transactions) {
        for (let at = 0; at < outputs.length; at++)
            spends.set(outpointKey(transaction.inputs[at]), outputs[at]);
    }
    verifyBlock(block, template.parent, (outpoint) => spends.get(outpointKey(outpoint)), scheme);
    return block;
}
/** The transaction with its signatures: its own, or those that `signer` makes. */
export function signedTransaction({ transaction, signer }, scheme) {
    if (!signer)
        return transaction;
    return withWitness(transaction, signer.publicKey, scheme.sign(signingDigest(transaction.id), signer.privateKey));
}
/** `transaction` with one key and one signature for all its inputs. */
export function withWitness(transaction, publicKey, signature) {
    const inputs = transaction.inputs.map(({ txid, vout }) => ({ txid, vout, publicKey, signature }));
    return { id: transaction.id, inputs, outputs: transaction.outputs };
}
//# sourceMappingURL=seal-block.js.map