import { outpointKey, sealSigned, signedTransaction, verifyTransaction, } from "../../chain/index.js";
import { chooseSignatureScheme } from './native-secp256k1.js';
import { unpackTransactions } from './packed-transactions.js';
const scheme = chooseSignatureScheme();
/** For signatures that another thread of this process has verified. */
const BELIEVING = { verify: () => true };
export default (task) => {
    if (task.kind === 'seal')
        return seal(task);
    for (const template of signAll(task.memory))
        verifyAlone(template);
    return undefined;
};
function seal({ memory, areVerified, ...template }) {
    const transactions = memory.flatMap((part) => signAll(part));
    const { header, hash } = sealSigned({ ...template, transactions }, areVerified ? BELIEVING : scheme);
    return { hash, merkleRoot: header.merkleRoot, nonce: header.nonce };
}
/** All transactions in `memory`, signed: there and in the result. */
function signAll(memory) {
    return unpackTransactions(memory).map((entry) => {
        const transaction = signedTransaction(entry, scheme);
        if (entry.signer)
            entry.sign(transaction.inputs[0].signature);
        return { transaction, spends: entry.spends };
    });
}
function verifyAlone({ transaction, spends }) {
    const spent = new Map(spends.map((output, at) => [outpointKey(transaction.inputs[at]), output]));
    verifyTransaction(transaction, (outpoint) => spent.get(outpointKey(outpoint)), scheme);
}
//# sourceMappingURL=seal-worker.js.map