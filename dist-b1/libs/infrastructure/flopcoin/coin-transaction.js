import { sha256 } from '@noble/hashes/sha2.js';
import { ByteReader, BytesMalformed, writeCount, writeCounted, writeUint32, writeUint64 } from './byte-reader.js';
export const NULL_TXID = '0'.repeat(64);
export const SIGHASH_ALL = 1;
/** Litecoin sets bit 3 of the segwit flag for its MWEB part, which this coin does not have. */
const WITNESS_FLAG = 1;
export function serializeTransaction(transaction) {
    return Buffer.concat([
        writeUint32(transaction.version),
        writeCount(transaction.inputs.length),
        ...transaction.inputs.flatMap((input) => [
            Buffer.from(input.txid, 'hex').reverse(),
            writeUint32(input.vout),
            writeCounted(input.scriptSig),
            writeUint32(input.sequence),
        ]),
        writeCount(transaction.outputs.length),
        ...transaction.outputs.flatMap((output) => [writeUint64(output.amountUnits), writeCounted(output.script)]),
        writeUint32(transaction.lockTime),
    ]);
}
/**
 * Reads raw hex, with or without a segwit witness (which is dropped), to the last byte.
 * @throws BytesMalformed
 */
export function parseTransaction(hex) {
    if (!/^(?:[0-9a-f]{2})+$/i.test(hex))
        throw new BytesMalformed('not hex');
    const reader = new ByteReader(Buffer.from(hex, 'hex'));
    const version = reader.uint32();
    let inputCount = reader.count();
    const witness = inputCount === 0;
    if (witness) {
        if (reader.uint8() !== WITNESS_FLAG)
            throw new BytesMalformed('no inputs');
        inputCount = reader.count();
    }
    const inputs = times(inputCount, () => ({
        txid: Buffer.from(reader.take(32)).reverse().toString('hex'),
        vout: reader.uint32(),
        scriptSig: new Uint8Array(reader.counted()),
        sequence: reader.uint32(),
    }));
    const outputs = times(reader.count(), () => ({
        amountUnits: reader.uint64(),
        script: new Uint8Array(reader.counted()),
    }));
    if (witness)
        for (const _ of inputs)
            times(reader.count(), () => reader.counted());
    const lockTime = reader.uint32();
    if (!reader.finished)
        throw new BytesMalformed('bytes left over');
    return { version, inputs, outputs, lockTime };
}
/** Double SHA-256 of the serialisation, in the reversed order in which hashes are shown. */
export function transactionId(transaction) {
    return shownHash(serializeTransaction(transaction));
}
/** Double SHA-256, reversed, in hex: how the coin names transactions and blocks. */
export function shownHash(bytes) {
    return Buffer.from(sha256(sha256(bytes)))
        .reverse()
        .toString('hex');
}
/**
 * What the owner of input `index` signs (SIGHASH_ALL before segwit): the transaction with `script`, that of the coin
 * being spent, in this input and nothing in the others.
 */
export function signatureDigest(transaction, index, script) {
    const inputs = transaction.inputs.map((input, at) => ({
        ...input,
        scriptSig: at === index ? script : new Uint8Array(),
    }));
    return sha256(sha256(Buffer.concat([serializeTransaction({ ...transaction, inputs }), writeUint32(SIGHASH_ALL)])));
}
export function isCoinbase(transaction) {
    return transaction.inputs.length === 1 && transaction.inputs[0].txid === NULL_TXID;
}
/** The key of a coin in a map or a set. */
export function outpointKey(outpoint) {
    return `${outpoint.txid}:${outpoint.vout}`;
}
function times(count, read) {
    const items = [];
    for (let done = 0; done < count; done++)
        items.push(read());
    return items;
}
//# sourceMappingURL=coin-transaction.js.map