var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import * as openapi_import_1 from "../../../libs/infrastructure/http/json-value.js";
import * as openapi from "@nestjs/swagger";
import { ApiProperty } from '@nestjs/swagger';
import { isoTime } from '../nodes/node.dto.js';
import { FLOP, flopJson, UNITS } from './flop-json.js';
export class TransactionInfo {
    id;
    wallet_id;
    /** Null for an order that was given up before it was signed. */
    txid;
    recipient_address;
    amount;
    amount_units;
    /** `internal`: between two nodes of this registry, in either direction. */
    transaction_type;
    /** `failed` is final: nothing was paid, or a deposit was double-spent. */
    status;
    /** What the network took, on top of the amount; 0 for what comes in. */
    fee;
    fee_units;
    block_height;
    confirmations;
    created_at;
    confirmed_at;
    static _OPENAPI_METADATA_FACTORY() {
        return { id: { required: true, type: () => Number }, wallet_id: { required: true, type: () => Number }, txid: { required: true, type: () => String, nullable: true, description: "Null for an order that was given up before it was signed." }, recipient_address: { required: true, type: () => String }, amount: { required: true, type: () => openapi_import_1.JsonNumber }, amount_units: { required: true, type: () => String }, transaction_type: { required: true, type: () => String, description: "`internal`: between two nodes of this registry, in either direction." }, status: { required: true, type: () => String, description: "`failed` is final: nothing was paid, or a deposit was double-spent." }, fee: { required: true, type: () => openapi_import_1.JsonNumber, description: "What the network took, on top of the amount; 0 for what comes in." }, fee_units: { required: true, type: () => String }, block_height: { required: true, type: () => Number, nullable: true }, confirmations: { required: true, type: () => Number }, created_at: { required: true, type: () => String }, confirmed_at: { required: true, type: () => String, nullable: true } };
    }
}
__decorate([
    ApiProperty({ type: 'integer' }),
    __metadata("design:type", Number)
], TransactionInfo.prototype, "id", void 0);
__decorate([
    ApiProperty({ type: 'integer' }),
    __metadata("design:type", Number)
], TransactionInfo.prototype, "wallet_id", void 0);
__decorate([
    ApiProperty({ type: String, nullable: true }),
    __metadata("design:type", Object)
], TransactionInfo.prototype, "txid", void 0);
__decorate([
    ApiProperty(FLOP),
    __metadata("design:type", Function)
], TransactionInfo.prototype, "amount", void 0);
__decorate([
    ApiProperty(UNITS),
    __metadata("design:type", String)
], TransactionInfo.prototype, "amount_units", void 0);
__decorate([
    ApiProperty({ enum: ['send', 'receive', 'internal'] }),
    __metadata("design:type", String)
], TransactionInfo.prototype, "transaction_type", void 0);
__decorate([
    ApiProperty({ enum: ['pending', 'confirmed', 'failed'] }),
    __metadata("design:type", String)
], TransactionInfo.prototype, "status", void 0);
__decorate([
    ApiProperty(FLOP),
    __metadata("design:type", Function)
], TransactionInfo.prototype, "fee", void 0);
__decorate([
    ApiProperty(UNITS),
    __metadata("design:type", String)
], TransactionInfo.prototype, "fee_units", void 0);
__decorate([
    ApiProperty({ type: 'integer', nullable: true }),
    __metadata("design:type", Object)
], TransactionInfo.prototype, "block_height", void 0);
__decorate([
    ApiProperty({ type: 'integer' }),
    __metadata("design:type", Number)
], TransactionInfo.prototype, "confirmations", void 0);
__decorate([
    ApiProperty({ format: 'date-time' }),
    __metadata("design:type", String)
], TransactionInfo.prototype, "created_at", void 0);
__decorate([
    ApiProperty({ type: String, format: 'date-time', nullable: true }),
    __metadata("design:type", Object)
], TransactionInfo.prototype, "confirmed_at", void 0);
export function transactionInfo(line) {
    return {
        id: line.number,
        wallet_id: line.walletId,
        txid: line.txid ?? null,
        recipient_address: line.recipientAddress,
        amount: flopJson(line.amountUnits),
        amount_units: String(line.amountUnits),
        transaction_type: line.type,
        status: line.status,
        fee: flopJson(line.feeUnits),
        fee_units: String(line.feeUnits),
        block_height: line.blockHeight ?? null,
        confirmations: line.confirmations,
        created_at: isoTime(line.createdAtMs),
        confirmed_at: line.confirmedAtMs === undefined ? null : isoTime(line.confirmedAtMs),
    };
}
//# sourceMappingURL=transaction-info.dto.js.map