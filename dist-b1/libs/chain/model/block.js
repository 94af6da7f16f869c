import { hashTag, sha256 } from './bytes.js';
const HEADER_TAG = hashTag('mizan/block/1');
const NONCE_OFFSET = 16 + 1 + 8 + 32 + 32 + 8 + 1;
/** The 106 hashed bytes: tag (16), version 1, height (8), previous hash (32, zeros for genesis), Merkle root (32), time (8), bits, nonce (8). */
export function headerBytes(header) {
    const bytes = Buffer.alloc(NONCE_OFFSET + 8);
    bytes.set(HEADER_TAG, 0);
    bytes[16] = 1;
    bytes.writeBigUInt64BE(BigInt(header.height), 17);
    bytes.set(header.prevHash, 25);
    bytes.set(header.merkleRoot, 57);
    bytes.writeBigUInt64BE(BigInt(header.timestamp), 89);
    bytes[97] = header.bits;
    bytes.writeBigUInt64BE(BigInt(header.nonce), NONCE_OFFSET);
    return bytes;
}
export function blockHash(header) {
    return sha256(headerBytes(header));
}
//# sourceMappingURL=block.js.map