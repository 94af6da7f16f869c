import { equalBytes, hashTag, taggedHash } from './bytes.js';
/** The reward that a coinbase mints, in units (specification, "Admin Faucet"). */
export const COINBASE_REWARD = 15000n;
/** No more than this can ever exist, in units: sums of any number of outputs stay within a signed 64-bit column. */
export const MAX_SUPPLY = 10n ** 18n;
/** Most inputs, and most outputs, of one transaction: bounds the work of verifying a single one. */
export const MAX_PARTS = 5_000;
/** `vout` of a coinbase's only input, which refers to no output. */
export const COINBASE_VOUT = -1;
const ID_TAG = hashTag('mizan/txid/1');
const SIGNING_TAG = hashTag('mizan/sign/1');
export function isCoinbase(transaction) {
    return transaction.inputs.length === 1 && transaction.inputs[0].vout === COINBASE_VOUT;
}
/**
 * The bytes that the ID commits to: version 1, kind (0 coinbase, 1 transfer), the coinbase's text or every outpoint, then
 * every output. All integers are big-endian and of fixed width, so equal bytes mean equal content.
 */
export function canonicalBytes(inputs, outputs) {
    const coinbase = inputs.length === 1 && inputs[0].vout === COINBASE_VOUT;
    const head = coinbase ? 4 + inputs[0].publicKey.length : 4 + inputs.length * 36;
    const bytes = Buffer.allocUnsafe(head + 2 + outputs.length * 40);
    bytes[0] = 1;
    bytes[1] = coinbase ? 0 : 1;
    let at = 4;
    if (coinbase) {
        bytes.writeUInt16BE(inputs[0].publicKey.length, 2);
        bytes.set(inputs[0].publicKey, at);
        at += inputs[0].publicKey.length;
    }
    else {
        bytes.writeUInt16BE(inputs.length, 2);
        for (const input of inputs) {
            bytes.set(input.txid, at);
            at = bytes.writeUInt32BE(input.vout, at + 32);
        }
    }
    at = bytes.writeUInt16BE(outputs.length, at);
    for (const output of outputs) {
        at = bytes.writeBigUInt64BE(output.value, at);
        bytes.set(output.pubKeyHash, at);
        at += 32;
    }
    return bytes;
}
export function transactionId(inputs, outputs) {
    return taggedHash(ID_TAG, canonicalBytes(inputs, outputs));
}
/**
 * What every input signs: one digest per transaction, over its ID and therefore over all inputs and all outputs. The tag
 * keeps a signature made here from being valid for any other use of the same key.
 */
export function signingDigest(id) {
    return taggedHash(SIGNING_TAG, id);
}
/** A coinbase that mints {@link COINBASE_REWARD} to `pubKeyHash`. `text` must be unique on the chain: it makes the ID unique. */
export function coinbaseTransaction(pubKeyHash, text) {
    const inputs = [
        { txid: new Uint8Array(0), vout: COINBASE_VOUT, signature: null, publicKey: Buffer.from(text, 'utf8') },
    ];
    const outputs = [{ value: COINBASE_REWARD, pubKeyHash }];
    return { id: transactionId(inputs, outputs), inputs, outputs };
}
export function sameOutpoint(left, right) {
    return left.vout === right.vout && equalBytes(left.txid, right.txid);
}
//# sourceMappingURL=transaction.js.map