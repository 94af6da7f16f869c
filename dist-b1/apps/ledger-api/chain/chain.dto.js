import * as openapi from "@nestjs/swagger";
import { toHex } from "../../../libs/chain/index.js";
export class ChainResponse {
    /**
     * Height of the highest block.
     * @example 2
     */
    height;
    /** Hex hash of the highest block. */
    tip;
    /**
     * Units minted so far; the unspent outputs add up to exactly this.
     * @example 30000
     */
    supply;
    /** @example 3 */
    unspent_count;
    /**
     * Leading zero bits of the highest block.
     * @example 12
     */
    bits;
    /**
     * Transactions on the chain.
     * @example 3
     */
    transaction_count;
    /** Hex digest of the set of unspent outputs: equal on two stores that hold the same ones. */
    utxo_digest;
    static _OPENAPI_METADATA_FACTORY() {
        return { height: { required: true, type: () => Number, description: "Height of the highest block.", example: 2 }, tip: { required: true, type: () => String, description: "Hex hash of the highest block." }, supply: { required: true, type: () => Number, description: "Units minted so far; the unspent outputs add up to exactly this.", example: 30000 }, unspent_count: { required: true, type: () => Number, example: 3 }, bits: { required: true, type: () => Number, description: "Leading zero bits of the highest block.", example: 12 }, transaction_count: { required: true, type: () => Number, description: "Transactions on the chain.", example: 3 }, utxo_digest: { required: true, type: () => String, description: "Hex digest of the set of unspent outputs: equal on two stores that hold the same ones." } };
    }
}
export class ChainFaultResponse {
    /** Block at which the replay stopped. */
    height;
    /**
     * Stable name of the broken rule.
     * @example "merkle-root"
     */
    rule;
    /** @example "the Merkle root does not match" */
    message;
    static _OPENAPI_METADATA_FACTORY() {
        return { height: { required: true, type: () => Number, description: "Block at which the replay stopped." }, rule: { required: true, type: () => String, description: "Stable name of the broken rule.", example: "merkle-root" }, message: { required: true, type: () => String, example: "the Merkle root does not match" } };
    }
}
export class ChainVerificationResponse {
    /** Whether the whole chain keeps every rule and the stored unspent outputs are what it leads to. */
    ok;
    /** @example 2 */
    height;
    /** @example 3 */
    blocks;
    /** @example 3 */
    transactions;
    /** @example 30000 */
    supply;
    /** @example 3 */
    unspent_count;
    /** Hex. */
    utxo_digest;
    /** What is wrong; absent when all is well. */
    fault;
    static _OPENAPI_METADATA_FACTORY() {
        return { ok: { required: true, type: () => Boolean, description: "Whether the whole chain keeps every rule and the stored unspent outputs are what it leads to." }, height: { required: true, type: () => Number, example: 2 }, blocks: { required: true, type: () => Number, example: 3 }, transactions: { required: true, type: () => Number, example: 3 }, supply: { required: true, type: () => Number, example: 30000 }, unspent_count: { required: true, type: () => Number, example: 3 }, utxo_digest: { required: true, type: () => String, description: "Hex." }, fault: { required: false, type: () => ChainFaultResponse, description: "What is wrong; absent when all is well." } };
    }
}
export function chainJson({ header, hash, supply, unspentCount, nextTransactionKey, utxoDigest }) {
    return {
        height: header.height,
        tip: toHex(hash),
        supply,
        unspent_count: unspentCount,
        bits: header.bits,
        transaction_count: nextTransactionKey,
        utxo_digest: toHex(utxoDigest),
    };
}
export function verificationJson({ utxoDigest, unspentCount, ...verification }) {
    const { ok, height, blocks, transactions, supply, fault } = verification;
    return {
        ok,
        height,
        blocks,
        transactions,
        supply,
        unspent_count: unspentCount,
        utxo_digest: toHex(utxoDigest),
        fault,
    };
}
//# sourceMappingURL=chain.dto.js.map