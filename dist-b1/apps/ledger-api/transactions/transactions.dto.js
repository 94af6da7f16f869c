import * as openapi_import_1 from "../presentation/transaction.dto.js";
import * as openapi from "@nestjs/swagger";
import { fromBase64, fromHex, transactionId } from "../../../libs/chain/index.js";
import { BodyFields } from "../../../libs/infrastructure/http/body-fields.js";
import { InvalidTransaction } from "../../../libs/utxo/index.js";
import { InvalidRequest } from '../presentation/invalid-request.js';
export class TransferRequest {
    /**
     * Address that pays, 64 hex characters.
     * @example "8d1f3c6a0e9b4d7f5a2c8e1b3d6f9a0c4e7b2d5f8a1c3e6b9d0f2a4c7e8b1d3f"
     */
    from;
    /**
     * Address that is paid.
     * @example "2b7e151628aed2a6abf7158809cf4f3c762e7160f38b4da56a784d9045190cfe"
     */
    to;
    /**
     * Units: a positive integer literal; `1.0`, `1e2` and `"1"` are refused.
     * @example 100
     */
    amount;
    /**
     * Private key of `from`, 64 hex characters. Whoever posts a key trusts this server and the connection; `prepare` and
     * `submit` do without.
     * @example "1c0ffee0000000000000000000000000000000000000000000000000000000a1"
     */
    privKey;
    static read(body) {
        const fields = new BodyFields(body);
        const request = { ...readPayment(fields), privateKey: fields.string('privKey') ?? '' };
        fields.orRefuse(() => new InvalidRequest('payload'));
        return request;
    }
    static _OPENAPI_METADATA_FACTORY() {
        return { from: { required: true, type: () => String, description: "Address that pays, 64 hex characters.", example: "8d1f3c6a0e9b4d7f5a2c8e1b3d6f9a0c4e7b2d5f8a1c3e6b9d0f2a4c7e8b1d3f" }, to: { required: true, type: () => String, description: "Address that is paid.", example: "2b7e151628aed2a6abf7158809cf4f3c762e7160f38b4da56a784d9045190cfe" }, amount: { required: true, type: () => Number, description: "Units: a positive integer literal; `1.0`, `1e2` and `\"1\"` are refused.", example: 100 }, privKey: { required: true, type: () => String, description: "Private key of `from`, 64 hex characters. Whoever posts a key trusts this server and the connection; `prepare` and\n`submit` do without.", example: "1c0ffee0000000000000000000000000000000000000000000000000000000a1" } };
    }
}
export class TransferResponse {
    /** @example "transaction mined" */
    status;
    static _OPENAPI_METADATA_FACTORY() {
        return { status: { required: true, type: () => String, example: "transaction mined" } };
    }
}
export class PrepareRequest {
    /**
     * Address that pays, 64 hex characters.
     * @example "8d1f3c6a0e9b4d7f5a2c8e1b3d6f9a0c4e7b2d5f8a1c3e6b9d0f2a4c7e8b1d3f"
     */
    from;
    /**
     * Address that is paid.
     * @example "2b7e151628aed2a6abf7158809cf4f3c762e7160f38b4da56a784d9045190cfe"
     */
    to;
    /**
     * Units: a positive integer literal.
     * @example 100
     */
    amount;
    static read(body) {
        const fields = new BodyFields(body);
        const request = readPayment(fields);
        fields.orRefuse(() => new InvalidRequest('payload'));
        return request;
    }
    static _OPENAPI_METADATA_FACTORY() {
        return { from: { required: true, type: () => String, description: "Address that pays, 64 hex characters.", example: "8d1f3c6a0e9b4d7f5a2c8e1b3d6f9a0c4e7b2d5f8a1c3e6b9d0f2a4c7e8b1d3f" }, to: { required: true, type: () => String, description: "Address that is paid.", example: "2b7e151628aed2a6abf7158809cf4f3c762e7160f38b4da56a784d9045190cfe" }, amount: { required: true, type: () => Number, description: "Units: a positive integer literal.", example: 100 } };
    }
}
export class PrepareResponse {
    /** Unsigned: `Signature` is null and `PubKey` empty in every input. */
    transaction;
    /**
     * Hex, 32 bytes: sign this with ECDSA over secp256k1 (RFC 6979, low S) without hashing it again.
     * @example "0f4c8b6d2a1e3c5f7a9b8d6e4f2c1a3b5d7f9e8c6b4a2d1f3e5c7b9a8d6f4e2c"
     */
    digest;
    static _OPENAPI_METADATA_FACTORY() {
        return { transaction: { required: true, type: () => openapi_import_1.TransactionResponse, description: "Unsigned: `Signature` is null and `PubKey` empty in every input." }, digest: { required: true, type: () => String, description: "Hex, 32 bytes: sign this with ECDSA over secp256k1 (RFC 6979, low S) without hashing it again.", example: "0f4c8b6d2a1e3c5f7a9b8d6e4f2c1a3b5d7f9e8c6b4a2d1f3e5c7b9a8d6f4e2c" } };
    }
}
export class SubmitRequest {
    /** As `prepare` returned it, with or without `Signature` and `PubKey` filled in. `ID` may be left out. */
    transaction;
    /** Hex r‖s, 64 bytes with low S, for all inputs that have no `Signature` of their own. */
    signature;
    /** Hex compressed public key, 33 bytes, for all inputs that have no `PubKey` of their own. */
    public_key;
    /** @throws InvalidRequest when the shape is wrong, InvalidTransaction when a byte string or the ID is */
    static read(body) {
        const fields = new BodyFields(body);
        const signature = fields.string('signature');
        const publicKey = fields.string('public_key');
        const transaction = fields.object('transaction') ?? fields;
        const given = transaction.string('ID');
        const inputs = (transaction.objects('Vin') ?? []).map((input) => ({
            txid: input.string('Txid') ?? '',
            vout: input.integer('Vout') ?? -1n,
            signature: input.string('Signature') || undefined,
            publicKey: input.string('PubKey') || undefined,
        }));
        const outputs = (transaction.objects('Vout') ?? []).map((output) => ({
            value: output.integer('Value') ?? 0n,
            pubKeyHash: output.string('PubKeyHash') ?? '',
        }));
        fields.orRefuse(() => new InvalidRequest('payload'));
        const read = {
            inputs: inputs.map((input) => ({
                txid: bytes(fromBase64(input.txid), 32),
                vout: index(input.vout),
                signature: bytes(input.signature ? fromBase64(input.signature) : fromHex(signature ?? '', 64), 64),
                publicKey: bytes(input.publicKey ? fromBase64(input.publicKey) : fromHex(publicKey ?? '', 33), 33),
            })),
            outputs: outputs.map(({ value, pubKeyHash }) => ({
                value: positive(value),
                pubKeyHash: bytes(fromBase64(pubKeyHash), 32),
            })),
        };
        const id = transactionId(read.inputs, read.outputs);
        if (given !== undefined && given !== id.toString('base64'))
            throw new InvalidTransaction();
        return { id, ...read };
    }
    static _OPENAPI_METADATA_FACTORY() {
        return { transaction: { required: true, type: () => openapi_import_1.TransactionResponse, description: "As `prepare` returned it, with or without `Signature` and `PubKey` filled in. `ID` may be left out." }, signature: { required: false, type: () => String, description: "Hex r\u2016s, 64 bytes with low S, for all inputs that have no `Signature` of their own." }, public_key: { required: false, type: () => String, description: "Hex compressed public key, 33 bytes, for all inputs that have no `PubKey` of their own." } };
    }
}
function readPayment(fields) {
    return {
        from: fields.string('from') ?? '',
        to: fields.string('to') ?? '',
        amount: fields.integer('amount') ?? 0n,
    };
}
function bytes(value, length) {
    if (value?.length !== length)
        throw new InvalidTransaction();
    return value;
}
function index(value) {
    if (value < 0n || value > 0xffffffffn)
        throw new InvalidTransaction();
    return Number(value);
}
function positive(value) {
    if (value <= 0n)
        throw new InvalidTransaction();
    return value;
}
export class TransactionDetailResponse {
    transaction;
    /**
     * Hex ID.
     * @example "a795e4d725d6d66de1555bd09fc9b7545b04d26eb79b2d5f0392e9f63c9bb669"
     */
    txid;
    /** Hex hash of its block. */
    block_hash;
    /** @example 2 */
    height;
    /**
     * Index within the block.
     * @example 0
     */
    position;
    /**
     * Blocks that stand on it, its own included.
     * @example 1
     */
    confirmations;
    static _OPENAPI_METADATA_FACTORY() {
        return { transaction: { required: true, type: () => openapi_import_1.TransactionResponse }, txid: { required: true, type: () => String, description: "Hex ID.", example: "a795e4d725d6d66de1555bd09fc9b7545b04d26eb79b2d5f0392e9f63c9bb669" }, block_hash: { required: true, type: () => String, description: "Hex hash of its block." }, height: { required: true, type: () => Number, example: 2 }, position: { required: true, type: () => Number, description: "Index within the block.", example: 0 }, confirmations: { required: true, type: () => Number, description: "Blocks that stand on it, its own included.", example: 1 } };
    }
}
export class ProofStepResponse {
    /** Side of the sibling: `left` means hash(sibling, mine), `right` means hash(mine, sibling). */
    side;
    /** Hex hash of the sibling. */
    hash;
    static _OPENAPI_METADATA_FACTORY() {
        return { side: { required: true, description: "Side of the sibling: `left` means hash(sibling, mine), `right` means hash(mine, sibling).", enum: ["left", "right"] }, hash: { required: true, type: () => String, description: "Hex hash of the sibling." } };
    }
}
export class ProofResponse {
    /** Hex ID. */
    txid;
    /** Hex hash of the block. */
    block_hash;
    /** @example 2 */
    height;
    /** @example 0 */
    position;
    /** @example 1 */
    transaction_count;
    /** Hex; stands in the block's header. */
    merkle_root;
    /**
     * From the leaf up. Leaf = SHA-256(tag `mizan/leaf/1` ‖ txid), node = SHA-256(tag `mizan/node/1` ‖ left ‖ right), each tag
     * zero-padded to 16 bytes; an odd node moves up alone.
     */
    steps;
    static _OPENAPI_METADATA_FACTORY() {
        return { txid: { required: true, type: () => String, description: "Hex ID." }, block_hash: { required: true, type: () => String, description: "Hex hash of the block." }, height: { required: true, type: () => Number, example: 2 }, position: { required: true, type: () => Number, example: 0 }, transaction_count: { required: true, type: () => Number, example: 1 }, merkle_root: { required: true, type: () => String, description: "Hex; stands in the block's header." }, steps: { required: true, type: () => [ProofStepResponse], description: "From the leaf up. Leaf = SHA-256(tag `mizan/leaf/1` \u2016 txid), node = SHA-256(tag `mizan/node/1` \u2016 left \u2016 right), each tag\nzero-padded to 16 bytes; an odd node moves up alone." } };
    }
}
//# sourceMappingURL=transactions.dto.js.map