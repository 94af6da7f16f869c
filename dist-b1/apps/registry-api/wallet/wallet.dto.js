var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import * as openapi_import_1 from "../access/auth-data.dto.js";
import * as openapi_import_2 from "../../../libs/infrastructure/http/json-value.js";
import * as openapi_import_3 from "./transaction-info.dto.js";
import * as openapi from "@nestjs/swagger";
import { BodyFields } from "../../../libs/infrastructure/http/body-fields.js";
import { balanceUnits, NODE_ID_PATTERN, NodeIdMismatch, parseWalletName, } from "../../../libs/node-registry/index.js";
import { ApiProperty } from '@nestjs/swagger';
import { isoTime } from '../nodes/node.dto.js';
import { readNodeId } from '../nodes/read-fields.js';
import { FLOP, flopJson, UNITS } from './flop-json.js';
import { transactionInfo } from './transaction-info.dto.js';
const CURRENCY = 'FLOP';
/** Enough for any amount, and too few for what a double makes of 0.1 + 0.2. */
const MAX_DECIMALS_READ = 16;
export class CreateWalletRequest {
    /** @example "node_001" */
    node_id;
    /**
     * For people: 1 to 100 visible characters. Other nodes may use the same name.
     * @example "my_wallet"
     */
    wallet_name;
    auth_data;
    static _OPENAPI_METADATA_FACTORY() {
        return { node_id: { required: true, type: () => String, example: "node_001" }, wallet_name: { required: true, type: () => String, description: "For people: 1 to 100 visible characters. Other nodes may use the same name.", example: "my_wallet" }, auth_data: { required: false, type: () => openapi_import_1.AuthData } };
    }
}
__decorate([
    ApiProperty({ pattern: NODE_ID_PATTERN }),
    __metadata("design:type", String)
], CreateWalletRequest.prototype, "node_id", void 0);
export class WalletInfo {
    id;
    /** @example "node_001" */
    node_id;
    /** @example "my_wallet" */
    wallet_name;
    /** The latest; earlier ones go on receiving. */
    address;
    wallet_type;
    /** Confirmed, and not sent away yet. */
    balance;
    balance_units;
    /** False while the node is deregistered: readable, and nothing can be sent. */
    is_active;
    created_at;
    updated_at;
    static _OPENAPI_METADATA_FACTORY() {
        return { id: { required: true, type: () => Number }, node_id: { required: true, type: () => String, example: "node_001" }, wallet_name: { required: true, type: () => String, example: "my_wallet" }, address: { required: true, type: () => String, description: "The latest; earlier ones go on receiving." }, wallet_type: { required: true, type: () => String }, balance: { required: true, type: () => openapi_import_2.JsonNumber, description: "Confirmed, and not sent away yet." }, balance_units: { required: true, type: () => String }, is_active: { required: true, type: () => Boolean, description: "False while the node is deregistered: readable, and nothing can be sent." }, created_at: { required: true, type: () => String }, updated_at: { required: true, type: () => String, nullable: true } };
    }
}
__decorate([
    ApiProperty({ type: 'integer' }),
    __metadata("design:type", Number)
], WalletInfo.prototype, "id", void 0);
__decorate([
    ApiProperty({ enum: ['flopcoin'] }),
    __metadata("design:type", String)
], WalletInfo.prototype, "wallet_type", void 0);
__decorate([
    ApiProperty(FLOP),
    __metadata("design:type", Function)
], WalletInfo.prototype, "balance", void 0);
__decorate([
    ApiProperty(UNITS),
    __metadata("design:type", String)
], WalletInfo.prototype, "balance_units", void 0);
__decorate([
    ApiProperty({ format: 'date-time' }),
    __metadata("design:type", String)
], WalletInfo.prototype, "created_at", void 0);
__decorate([
    ApiProperty({ type: String, format: 'date-time', nullable: true }),
    __metadata("design:type", Object)
], WalletInfo.prototype, "updated_at", void 0);
export class CreateWalletResponse {
    success;
    /** @example "Wallet my_wallet created successfully" */
    message;
    wallet;
    static _OPENAPI_METADATA_FACTORY() {
        return { success: { required: true, type: () => Boolean }, message: { required: true, type: () => String, example: "Wallet my_wallet created successfully" }, wallet: { required: true, type: () => WalletInfo } };
    }
}
export class BalanceResponse {
    success;
    /** @example "node_001" */
    node_id;
    /** @example "my_wallet" */
    wallet_name;
    address;
    /** `available` and `reserved` together. */
    balance;
    balance_units;
    /** Can be spent. */
    available;
    available_units;
    /** Deposits without enough confirmations. */
    pending;
    pending_units;
    /** Held for payments that are about to leave, their fees included. */
    reserved;
    reserved_units;
    /** Spent from a deposit that was taken back by a reorganisation; later deposits pay it off. */
    owed;
    owed_units;
    currency;
    /** @example "Balance retrieved successfully" */
    message;
    static _OPENAPI_METADATA_FACTORY() {
        return { success: { required: true, type: () => Boolean }, node_id: { required: true, type: () => String, example: "node_001" }, wallet_name: { required: true, type: () => String, example: "my_wallet" }, address: { required: true, type: () => String }, balance: { required: true, type: () => openapi_import_2.JsonNumber, description: "`available` and `reserved` together." }, balance_units: { required: true, type: () => String }, available: { required: true, type: () => openapi_import_2.JsonNumber, description: "Can be spent." }, available_units: { required: true, type: () => String }, pending: { required: true, type: () => openapi_import_2.JsonNumber, description: "Deposits without enough confirmations." }, pending_units: { required: true, type: () => String }, reserved: { required: true, type: () => openapi_import_2.JsonNumber, description: "Held for payments that are about to leave, their fees included." }, reserved_units: { required: true, type: () => String }, owed: { required: true, type: () => openapi_import_2.JsonNumber, description: "Spent from a deposit that was taken back by a reorganisation; later deposits pay it off." }, owed_units: { required: true, type: () => String }, currency: { required: true, type: () => String }, message: { required: true, type: () => String, example: "Balance retrieved successfully" } };
    }
}
__decorate([
    ApiProperty(FLOP),
    __metadata("design:type", Function)
], BalanceResponse.prototype, "balance", void 0);
__decorate([
    ApiProperty(UNITS),
    __metadata("design:type", String)
], BalanceResponse.prototype, "balance_units", void 0);
__decorate([
    ApiProperty(FLOP),
    __metadata("design:type", Function)
], BalanceResponse.prototype, "available", void 0);
__decorate([
    ApiProperty(UNITS),
    __metadata("design:type", String)
], BalanceResponse.prototype, "available_units", void 0);
__decorate([
    ApiProperty(FLOP),
    __metadata("design:type", Function)
], BalanceResponse.prototype, "pending", void 0);
__decorate([
    ApiProperty(UNITS),
    __metadata("design:type", String)
], BalanceResponse.prototype, "pending_units", void 0);
__decorate([
    ApiProperty(FLOP),
    __metadata("design:type", Function)
], BalanceResponse.prototype, "reserved", void 0);
__decorate([
    ApiProperty(UNITS),
    __metadata("design:type", String)
], BalanceResponse.prototype, "reserved_units", void 0);
__decorate([
    ApiProperty(FLOP),
    __metadata("design:type", Function)
], BalanceResponse.prototype, "owed", void 0);
__decorate([
    ApiProperty(UNITS),
    __metadata("design:type", String)
], BalanceResponse.prototype, "owed_units", void 0);
__decorate([
    ApiProperty({ enum: [CURRENCY] }),
    __metadata("design:type", String)
], BalanceResponse.prototype, "currency", void 0);
export class SendRequest {
    /** The node in the path. */
    node_id;
    /** @example "mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn" */
    recipient_address;
    /** FLOP, at least 0.01: a number literal with at most 8 decimals, or the same as a string. */
    amount;
    auth_data;
    static _OPENAPI_METADATA_FACTORY() {
        return { node_id: { required: true, type: () => String, description: "The node in the path." }, recipient_address: { required: true, type: () => String, example: "mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn" }, amount: { required: true, type: () => Object, description: "FLOP, at least 0.01: a number literal with at most 8 decimals, or the same as a string." }, auth_data: { required: false, type: () => openapi_import_1.AuthData } };
    }
}
__decorate([
    ApiProperty({ pattern: NODE_ID_PATTERN, example: 'node_001' }),
    __metadata("design:type", String)
], SendRequest.prototype, "node_id", void 0);
__decorate([
    ApiProperty({
        oneOf: [{ type: 'number' }, { type: 'string', pattern: '^[0-9]{1,10}(\\.[0-9]{1,8})?$' }],
        example: 10.5,
    }),
    __metadata("design:type", Object)
], SendRequest.prototype, "amount", void 0);
export class SendResponse {
    success;
    /** Of a payment between two nodes: `internal-` and a UUID. */
    txid;
    amount;
    amount_units;
    recipient;
    transaction;
    /** @example "Transaction sent successfully" */
    message;
    static _OPENAPI_METADATA_FACTORY() {
        return { success: { required: true, type: () => Boolean }, txid: { required: true, type: () => String, description: "Of a payment between two nodes: `internal-` and a UUID." }, amount: { required: true, type: () => openapi_import_2.JsonNumber }, amount_units: { required: true, type: () => String }, recipient: { required: true, type: () => String }, transaction: { required: true, type: () => openapi_import_3.TransactionInfo }, message: { required: true, type: () => String, example: "Transaction sent successfully" } };
    }
}
__decorate([
    ApiProperty(FLOP),
    __metadata("design:type", Function)
], SendResponse.prototype, "amount", void 0);
__decorate([
    ApiProperty(UNITS),
    __metadata("design:type", String)
], SendResponse.prototype, "amount_units", void 0);
export class NewAddressResponse {
    success;
    /** @example "node_001" */
    node_id;
    new_address;
    /** @example "my_wallet" */
    wallet_name;
    /** @example "New address generated successfully" */
    message;
    static _OPENAPI_METADATA_FACTORY() {
        return { success: { required: true, type: () => Boolean }, node_id: { required: true, type: () => String, example: "node_001" }, new_address: { required: true, type: () => String }, wallet_name: { required: true, type: () => String, example: "my_wallet" }, message: { required: true, type: () => String, example: "New address generated successfully" } };
    }
}
/** @throws ValidationFailed */
export function readCreateWallet(body) {
    const fields = new BodyFields(body);
    const nodeId = readNodeId(fields);
    const text = fields.require('wallet_name').string('wallet_name');
    const walletName = text === undefined ? undefined : parseWalletName(text);
    if (text !== undefined && walletName === undefined)
        fields.reportField('wallet_name', { msg: 'Wallet names are 1 to 100 visible characters', type: 'value_error' });
    fields.orList();
    return { nodeId: nodeId, walletName: walletName };
}
/** @throws ValidationFailed, then NodeIdMismatch */
export function readSend(body, nodeId) {
    const fields = new BodyFields(body);
    const named = readNodeId(fields);
    const recipientAddress = fields.require('recipient_address').string('recipient_address');
    const amount = fields.require('amount').decimal('amount', MAX_DECIMALS_READ);
    fields.orList();
    if (named !== nodeId)
        throw new NodeIdMismatch();
    return { recipientAddress: recipientAddress, amount: amount };
}
export function walletInfo(wallet) {
    const balance = balanceUnits(wallet.funds);
    return {
        id: wallet.id,
        node_id: wallet.nodeId,
        wallet_name: wallet.walletName,
        address: wallet.address,
        wallet_type: 'flopcoin',
        balance: flopJson(balance),
        balance_units: String(balance),
        is_active: wallet.isActive,
        created_at: isoTime(wallet.createdAtMs),
        updated_at: wallet.updatedAtMs === undefined ? null : isoTime(wallet.updatedAtMs),
    };
}
export function balanceJson({ nodeId, walletName, address, funds }) {
    const balance = balanceUnits(funds);
    return {
        success: true,
        node_id: nodeId,
        wallet_name: walletName,
        address,
        balance: flopJson(balance),
        balance_units: String(balance),
        available: flopJson(funds.availableUnits),
        available_units: String(funds.availableUnits),
        pending: flopJson(funds.pendingUnits),
        pending_units: String(funds.pendingUnits),
        reserved: flopJson(funds.reservedUnits),
        reserved_units: String(funds.reservedUnits),
        owed: flopJson(-funds.owedUnits),
        owed_units: String(-funds.owedUnits),
        currency: CURRENCY,
        message: 'Balance retrieved successfully',
    };
}
export function sendJson(line) {
    return {
        success: true,
        txid: line.txid,
        amount: flopJson(line.amountUnits),
        amount_units: String(line.amountUnits),
        recipient: line.recipientAddress,
        transaction: transactionInfo(line),
        message: 'Transaction sent successfully',
    };
}
//# sourceMappingURL=wallet.dto.js.map