import { COINBASE_VOUT, canonicalBytes, isCoinbase, transactionId, } from './transaction.js';
const SIGNATURE_BYTES = 64;
const PUBLIC_KEY_BYTES = 33;
const NO_BYTES = Buffer.alloc(0);
/** The stored form: the canonical bytes, then for each input of a transfer its public key (33 bytes) and signature (64). */
export function encodeTransaction(transaction) {
    const body = canonicalBytes(transaction.inputs, transaction.outputs);
    if (isCoinbase(transaction))
        return body;
    const bytes = Buffer.allocUnsafe(body.length + transaction.inputs.length * (PUBLIC_KEY_BYTES + SIGNATURE_BYTES));
    bytes.set(body, 0);
    let at = body.length;
    for (const input of transaction.inputs) {
        if (input.publicKey.length !== PUBLIC_KEY_BYTES || input.signature?.length !== SIGNATURE_BYTES) {
            throw new MalformedTransaction('a key or signature has the wrong length');
        }
        bytes.set(input.publicKey, at);
        bytes.set(input.signature, at + PUBLIC_KEY_BYTES);
        at += PUBLIC_KEY_BYTES + SIGNATURE_BYTES;
    }
    return bytes;
}
/** Bytes that no encoder here has written: a damaged store or a crafted block. */
export class MalformedTransaction extends Error {
    name = 'MalformedTransaction';
}
/** @throws MalformedTransaction for short, long or unknown bytes. The decoded ID is computed, never read. */
export function decodeTransaction(bytes) {
    const cursor = new Cursor(bytes);
    const { inputs, outputs } = readBody(cursor);
    if (inputs[0]?.vout !== COINBASE_VOUT) {
        for (const input of inputs) {
            input.publicKey = cursor.take(PUBLIC_KEY_BYTES);
            input.signature = cursor.take(SIGNATURE_BYTES);
        }
    }
    cursor.end();
    return { id: transactionId(inputs, outputs), inputs, outputs };
}
/**
 * Reads canonical bytes alone: a transfer without keys and signatures, or a coinbase. `id` is believed; verifying computes
 * it again. Throws as {@link decodeTransaction}.
 */
export function decodeUnsigned(body, id) {
    const cursor = new Cursor(body);
    const { inputs, outputs } = readBody(cursor);
    cursor.end();
    return { id, inputs, outputs };
}
function readBody(cursor) {
    if (cursor.uint8() !== 1)
        throw new MalformedTransaction('unknown version');
    const kind = cursor.uint8();
    if (kind > 1)
        throw new MalformedTransaction('unknown kind');
    const count = cursor.uint16();
    const inputs = [];
    if (kind === 0)
        inputs.push({ txid: NO_BYTES, vout: COINBASE_VOUT, signature: null, publicKey: cursor.take(count) });
    else {
        for (let at = 0; at < count; at++) {
            inputs.push({ txid: cursor.take(32), vout: cursor.uint32(), signature: null, publicKey: NO_BYTES });
        }
    }
    const outputs = [];
    for (let left = cursor.uint16(); left > 0; left--) {
        outputs.push({ value: cursor.uint64(), pubKeyHash: cursor.take(32) });
    }
    return { inputs, outputs };
}
class Cursor {
    bytes;
    at = 0;
    constructor(bytes) {
        this.bytes = bytes;
    }
    take(length) {
        const start = this.advance(length);
        return this.bytes.subarray(start, start + length);
    }
    /** Where the next `length` bytes begin. */
    advance(length) {
        const start = this.at;
        if (start + length > this.bytes.length)
            throw new MalformedTransaction('bytes are missing');
        this.at = start + length;
        return start;
    }
    uint8() {
        return this.bytes[this.advance(1)];
    }
    uint16() {
        return this.bytes.readUInt16BE(this.advance(2));
    }
    uint32() {
        return this.bytes.readUInt32BE(this.advance(4));
    }
    uint64() {
        return this.bytes.readBigUInt64BE(this.advance(8));
    }
    end() {
        if (this.at !== this.bytes.length)
            throw new MalformedTransaction('bytes are left over');
    }
}
//# sourceMappingURL=transaction-codec.js.map