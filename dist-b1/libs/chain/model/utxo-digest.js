import { asBuffer, hashTag, taggedHash } from './bytes.js';
const COIN_TAG = hashTag('mizan/coin/1');
const MASK = (1n << 64n) - 1n;
/**
 * A digest of a set of unspent outputs that can be kept up to date: the sum, in four 64-bit lanes, of the hashes of its
 * members. Adding and removing commute, so the order of the set does not matter, and a start can compare what it loaded
 * with what the last block recorded. It finds damage and accidents; it is no commitment against someone who can craft coins.
 */
export class UtxoDigest {
    lanes;
    constructor(bytes) {
        this.lanes = new BigUint64Array(4);
        if (bytes)
            for (let lane = 0; lane < 4; lane++)
                this.lanes[lane] = asBuffer(bytes).readBigUInt64BE(lane * 8);
    }
    add(outpoint, output) {
        const hash = coinHash(outpoint, output);
        for (let lane = 0; lane < 4; lane++)
            this.lanes[lane] = (this.lanes[lane] + hash.readBigUInt64BE(lane * 8)) & MASK;
        return this;
    }
    remove(outpoint, output) {
        const hash = coinHash(outpoint, output);
        for (let lane = 0; lane < 4; lane++)
            this.lanes[lane] = (this.lanes[lane] - hash.readBigUInt64BE(lane * 8)) & MASK;
        return this;
    }
    bytes() {
        const bytes = Buffer.alloc(32);
        for (let lane = 0; lane < 4; lane++)
            bytes.writeBigUInt64BE(this.lanes[lane], lane * 8);
        return bytes;
    }
}
function coinHash(outpoint, output) {
    const bytes = Buffer.allocUnsafe(44);
    bytes.set(outpoint.txid, 0);
    bytes.writeUInt32BE(outpoint.vout, 32);
    bytes.writeBigUInt64BE(output.value, 36);
    return taggedHash(COIN_TAG, bytes, output.pubKeyHash);
}
//# sourceMappingURL=utxo-digest.js.map