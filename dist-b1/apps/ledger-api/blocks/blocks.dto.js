import * as openapi_import_1 from "../presentation/transaction.dto.js";
import * as openapi from "@nestjs/swagger";
import { BlockNotFound, headerBytes, toHex } from "../../../libs/chain/index.js";
import { InvalidParameter } from '../presentation/invalid-request.js';
import { base64, transactionJson } from '../presentation/transaction.dto.js';
export class BlockSummaryResponse {
    /**
     * Height.
     * @example 1
     */
    index;
    /**
     * Unix seconds.
     * @example 1795219200
     */
    timestamp;
    /** Hex. */
    hash;
    /** Hex; empty for genesis. */
    prev_hash;
    /** @example 1 */
    tx_count;
    static _OPENAPI_METADATA_FACTORY() {
        return { index: { required: true, type: () => Number, description: "Height.", example: 1 }, timestamp: { required: true, type: () => Number, description: "Unix seconds.", example: 1795219200 }, hash: { required: true, type: () => String, description: "Hex." }, prev_hash: { required: true, type: () => String, description: "Hex; empty for genesis." }, tx_count: { required: true, type: () => Number, example: 1 } };
    }
}
export class BlockResponse {
    /**
     * Unix seconds.
     * @example 1795219200
     */
    Timestamp;
    Transactions;
    /** Base64; empty for genesis. */
    PrevHash;
    /** Base64. */
    Hash;
    /** @example 4711 */
    Nonce;
    static _OPENAPI_METADATA_FACTORY() {
        return { Timestamp: { required: true, type: () => Number, description: "Unix seconds.", example: 1795219200 }, Transactions: { required: true, type: () => [openapi_import_1.TransactionResponse] }, PrevHash: { required: true, type: () => String, description: "Base64; empty for genesis." }, Hash: { required: true, type: () => String, description: "Base64." }, Nonce: { required: true, type: () => Number, example: 4711 } };
    }
}
export class BlockHeaderResponse {
    /** @example 1 */
    height;
    /** Hex SHA-256 of `bytes`. */
    hash;
    /** Hex; empty for genesis. */
    prev_hash;
    /** Hex. */
    merkle_root;
    /**
     * Unix seconds.
     * @example 1795219200
     */
    timestamp;
    /**
     * Leading zero bits that the hash must have.
     * @example 12
     */
    bits;
    /** @example 4711 */
    nonce;
    /** Hex: the 106 bytes whose SHA-256 is the hash. */
    bytes;
    static _OPENAPI_METADATA_FACTORY() {
        return { height: { required: true, type: () => Number, example: 1 }, hash: { required: true, type: () => String, description: "Hex SHA-256 of `bytes`." }, prev_hash: { required: true, type: () => String, description: "Hex; empty for genesis." }, merkle_root: { required: true, type: () => String, description: "Hex." }, timestamp: { required: true, type: () => Number, description: "Unix seconds.", example: 1795219200 }, bits: { required: true, type: () => Number, description: "Leading zero bits that the hash must have.", example: 12 }, nonce: { required: true, type: () => Number, example: 4711 }, bytes: { required: true, type: () => String, description: "Hex: the 106 bytes whose SHA-256 is the hash." } };
    }
}
/**
 * Reads what names a block: `tip`, a hash of 64 hex characters, or a height in plain digits.
 * @throws InvalidParameter, BlockNotFound for a negative height
 */
export function readBlockName(text) {
    if (text === 'tip')
        return text;
    if (/^[0-9a-fA-F]{64}$/.test(text))
        return { hash: text };
    if (!/^(?:-?[1-9][0-9]{0,18}|0)$/.test(text) || BigInt.asIntN(64, BigInt(text)) !== BigInt(text)) {
        throw new InvalidParameter('invalid block index');
    }
    const height = Number(text);
    if (height < 0 || !Number.isSafeInteger(height))
        throw new BlockNotFound();
    return { height };
}
export function summaryJson({ height, timestamp, hash, prevHash, transactionCount }) {
    return { index: height, timestamp, hash: toHex(hash), prev_hash: toHex(prevHash), tx_count: transactionCount };
}
/** The members of a block in the specification's order; the transactions one by one, for streaming. */
export function blockMembers({ header, hash, transactions }) {
    return {
        Timestamp: header.timestamp,
        Transactions: eachTransaction(transactions),
        PrevHash: base64(header.prevHash),
        Hash: base64(hash),
        Nonce: header.nonce,
    };
}
async function* eachTransaction(transactions) {
    for (const transaction of transactions)
        yield transactionJson(transaction);
}
export function headerJson(header, hash) {
    return {
        height: header.height,
        hash: toHex(hash),
        prev_hash: toHex(header.prevHash),
        merkle_root: toHex(header.merkleRoot),
        timestamp: header.timestamp,
        bits: header.bits,
        nonce: header.nonce,
        bytes: toHex(headerBytes(header)),
    };
}
//# sourceMappingURL=blocks.dto.js.map