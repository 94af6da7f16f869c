import * as openapi_import_1 from "../presentation/transaction.dto.js";
import * as openapi from "@nestjs/swagger";
import { decodeTransaction, toHex } from "../../../libs/chain/index.js";
import { transactionJson } from '../presentation/transaction.dto.js';
export class TransactionRecordResponse {
    /** Hex ID. */
    txid;
    /** Hex hash of its block. */
    block_hash;
    /** Address, or `SYSTEM` for a reward. */
    sender;
    receiver;
    /**
     * Units, as recorded: for a reward what was asked of the faucet, not what it minted.
     * @example 100
     */
    amount;
    /**
     * Unix seconds of the block.
     * @example 1795219200
     */
    timestamp;
    type;
    raw_json;
    static _OPENAPI_METADATA_FACTORY() {
        return { txid: { required: true, type: () => String, description: "Hex ID." }, block_hash: { required: true, type: () => String, description: "Hex hash of its block." }, sender: { required: true, type: () => String, description: "Address, or `SYSTEM` for a reward." }, receiver: { required: true, type: () => String }, amount: { required: true, type: () => Number, description: "Units, as recorded: for a reward what was asked of the faucet, not what it minted.", example: 100 }, timestamp: { required: true, type: () => Number, description: "Unix seconds of the block.", example: 1795219200 }, type: { required: true, enum: ["reward", "send", "zakat_deduction"] }, raw_json: { required: true, type: () => openapi_import_1.TransactionResponse } };
    }
}
export class ZakatRecordResponse {
    /** UUID. */
    id;
    /** UUID. */
    user_id;
    wallet_address;
    /**
     * Units.
     * @example 375
     */
    amount;
    /** Hex. */
    block_hash;
    /** @example "2026-11-21T20:15:00.000Z" */
    created_at;
    static _OPENAPI_METADATA_FACTORY() {
        return { id: { required: true, type: () => String, description: "UUID." }, user_id: { required: true, type: () => String, description: "UUID." }, wallet_address: { required: true, type: () => String }, amount: { required: true, type: () => Number, description: "Units.", example: 375 }, block_hash: { required: true, type: () => String, description: "Hex." }, created_at: { required: true, type: () => String, example: "2026-11-21T20:15:00.000Z" } };
    }
}
export class WalletReportResponse {
    wallet_address;
    /**
     * Units.
     * @example 14525
     */
    balance;
    /**
     * Sum of the recorded amounts of the transactions it sent, deductions included.
     * @example 475
     */
    total_sent;
    /** @example 15000 */
    total_received;
    /** @example 375 */
    total_zakat;
    transactions;
    zakat_records;
    static _OPENAPI_METADATA_FACTORY() {
        return { wallet_address: { required: true, type: () => String }, balance: { required: true, type: () => Number, description: "Units.", example: 14525 }, total_sent: { required: true, type: () => Number, description: "Sum of the recorded amounts of the transactions it sent, deductions included.", example: 475 }, total_received: { required: true, type: () => Number, example: 15000 }, total_zakat: { required: true, type: () => Number, example: 375 }, transactions: { required: true, type: () => [TransactionRecordResponse] }, zakat_records: { required: true, type: () => [ZakatRecordResponse] } };
    }
}
export function recordJson({ bytes, blockHash, record, timestamp }) {
    const transaction = decodeTransaction(bytes);
    return {
        txid: toHex(transaction.id),
        block_hash: toHex(blockHash),
        sender: record.sender ?? 'SYSTEM',
        receiver: record.receiver,
        amount: record.amount,
        timestamp,
        type: record.type,
        raw_json: transactionJson(transaction),
    };
}
export function zakatRecordJson(record) {
    return {
        id: record.id,
        user_id: record.userId,
        wallet_address: record.walletAddress,
        amount: record.amountUnits,
        block_hash: record.blockHash,
        created_at: new Date(record.createdAtMs).toISOString(),
    };
}
//# sourceMappingURL=reports.dto.js.map