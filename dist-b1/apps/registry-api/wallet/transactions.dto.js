var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import * as openapi_import_1 from "./transaction-info.dto.js";
import * as openapi from "@nestjs/swagger";
import { CursorFormat } from "../../../libs/infrastructure/http/cursor.js";
import { cutPage } from "../../../libs/infrastructure/http/paging.js";
import { QueryFields } from "../../../libs/infrastructure/http/query-fields.js";
import { ApiProperty } from '@nestjs/swagger';
import { transactionInfo } from './transaction-info.dto.js';
const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 100;
const lineCursor = new CursorFormat('wallet', ['integer']);
export class TransactionsResponse {
    success;
    /** @example "node_001" */
    node_id;
    /** @example "my_wallet" */
    wallet_name;
    transactions;
    next_cursor;
    /** @example "Transactions retrieved successfully" */
    message;
    static _OPENAPI_METADATA_FACTORY() {
        return { success: { required: true, type: () => Boolean }, node_id: { required: true, type: () => String, example: "node_001" }, wallet_name: { required: true, type: () => String, example: "my_wallet" }, transactions: { required: true, type: () => [openapi_import_1.TransactionInfo] }, next_cursor: { required: true, type: () => String, nullable: true }, message: { required: true, type: () => String, example: "Transactions retrieved successfully" } };
    }
}
__decorate([
    ApiProperty({ type: String, nullable: true }),
    __metadata("design:type", Object)
], TransactionsResponse.prototype, "next_cursor", void 0);
/** @throws ValidationFailed, then InvalidCursor */
export function readTransactionPage(query) {
    const fields = new QueryFields(query);
    const limit = fields.integer('limit', { min: 1, max: MAX_LIMIT }) ?? DEFAULT_LIMIT;
    const cursor = fields.string('cursor');
    fields.orList();
    return { limit, beforeNumber: cursor === undefined ? undefined : lineCursor.decode(cursor)[0] };
}
/** @param lines up to one more than `limit` */
export function transactionsJson(wallet, lines, limit) {
    const { page, last } = cutPage(lines, limit);
    return {
        success: true,
        node_id: wallet.nodeId,
        wallet_name: wallet.walletName,
        transactions: page.map(transactionInfo),
        next_cursor: last === undefined ? null : lineCursor.encode([last.number]),
        message: 'Transactions retrieved successfully',
    };
}
//# sourceMappingURL=transactions.dto.js.map