import * as openapi from "@nestjs/swagger";
import { asBuffer } from "../../../libs/chain/index.js";
/** An input: the output it spends, and the proof that it may. */
export class TransactionInputResponse {
    /**
     * Base64 ID of the transaction whose output is spent; empty for a coinbase.
     * @example "p5Xk1yXW1m3hVb3Qn8m3VbE0m6m3y1fA5l9j8m7c2aQ="
     */
    Txid;
    /**
     * Index of that output; -1 for a coinbase.
     * @example 0
     */
    Vout;
    /** Base64 ECDSA signature, 64 bytes r‖s with low S; null for a coinbase. */
    Signature;
    /** Base64 compressed public key, 33 bytes; for a coinbase its text. */
    PubKey;
    static _OPENAPI_METADATA_FACTORY() {
        return { Txid: { required: true, type: () => String, description: "Base64 ID of the transaction whose output is spent; empty for a coinbase.", example: "p5Xk1yXW1m3hVb3Qn8m3VbE0m6m3y1fA5l9j8m7c2aQ=" }, Vout: { required: true, type: () => Number, description: "Index of that output; -1 for a coinbase.", example: 0 }, Signature: { required: true, type: () => String, nullable: true, description: "Base64 ECDSA signature, 64 bytes r\u2016s with low S; null for a coinbase." }, PubKey: { required: true, type: () => String, description: "Base64 compressed public key, 33 bytes; for a coinbase its text." } };
    }
}
/** An output: how much, and whose. */
export class TransactionOutputResponse {
    /**
     * Units, more than 0.
     * @example 100
     */
    Value;
    /** Base64 SHA-256 of the owner's public key, 32 bytes. */
    PubKeyHash;
    static _OPENAPI_METADATA_FACTORY() {
        return { Value: { required: true, type: () => Number, description: "Units, more than 0.", example: 100 }, PubKeyHash: { required: true, type: () => String, description: "Base64 SHA-256 of the owner's public key, 32 bytes." } };
    }
}
/** A transaction as the specification prints it: capitalised names, bytes in Base64. */
export class TransactionResponse {
    /** Base64 ID, 32 bytes: SHA-256 over the canonical bytes without signatures. */
    ID;
    Vin;
    Vout;
    static _OPENAPI_METADATA_FACTORY() {
        return { ID: { required: true, type: () => String, description: "Base64 ID, 32 bytes: SHA-256 over the canonical bytes without signatures." }, Vin: { required: true, type: () => [TransactionInputResponse] }, Vout: { required: true, type: () => [TransactionOutputResponse] } };
    }
}
/** `Value` is a bigint: the JSON writer prints it as an exact integer literal. */
export function transactionJson({ id, inputs, outputs }) {
    return {
        ID: base64(id),
        Vin: inputs.map(({ txid, vout, signature, publicKey }) => ({
            Txid: base64(txid),
            Vout: vout,
            Signature: signature && base64(signature),
            PubKey: base64(publicKey),
        })),
        Vout: outputs.map(({ value, pubKeyHash }) => ({ Value: value, PubKeyHash: base64(pubKeyHash) })),
    };
}
export function base64(bytes) {
    return asBuffer(bytes).toString('base64');
}
//# sourceMappingURL=transaction.dto.js.map