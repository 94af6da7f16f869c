var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
var __param = (this && this.__param) || function (paramIndex, decorator) {
    return function (target, key) { decorator(target, key, paramIndex); }
};
import * as openapi from "@nestjs/swagger";
import { FindTransaction, toHex } from "../../../libs/chain/index.js";
import { Refusals } from "../../../libs/infrastructure/http/refusals.js";
import { PrepareTransfer, SubmitTransfer, TransferFunds } from "../../../libs/wallet/index.js";
import { Body, Controller, Get, HttpCode, Ip, Param, Post, Res } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { transactionJson } from '../presentation/transaction.dto.js';
import { UNAVAILABLE } from '../presentation/unavailable.js';
import { PrepareRequest, PrepareResponse, ProofResponse, SubmitRequest, TransactionDetailResponse, TransferRequest, TransferResponse, } from './transactions.dto.js';
const MINED_HEADERS = {
    'X-Transaction-Id': { description: 'Hex ID of the mined transaction', schema: { type: 'string' } },
    'X-Block-Hash': { description: 'Hex hash of its block', schema: { type: 'string' } },
};
const ID = {
    name: 'id',
    description: '64 hex characters, or the Base64 ID of a printed transaction (URL-safe or percent-encoded)',
};
let TransactionsController = class TransactionsController {
    transferFunds;
    prepareTransfer;
    submitTransfer;
    findTransaction;
    constructor(transferFunds, prepareTransfer, submitTransfer, findTransaction) {
        this.transferFunds = transferFunds;
        this.prepareTransfer = prepareTransfer;
        this.submitTransfer = submitTransfer;
        this.findTransaction = findTransaction;
    }
    async send(body, ip, reply) {
        return mined(reply, await this.transferFunds.execute({ ...TransferRequest.read(body), ip }));
    }
    async prepare(body) {
        const { transaction, digest } = await this.prepareTransfer.execute(PrepareRequest.read(body));
        return { transaction: transactionJson(transaction), digest: toHex(digest) };
    }
    async submit(body, ip, reply) {
        return mined(reply, await this.submitTransfer.execute(SubmitRequest.read(body), ip));
    }
    async find(id) {
        const { transaction, place, confirmations } = await this.findTransaction.execute(id);
        return {
            transaction: transactionJson(transaction),
            txid: toHex(transaction.id),
            block_hash: toHex(place.blockHash),
            height: place.height,
            position: place.position,
            confirmations,
        };
    }
    async prove(id) {
        const { transaction, block, position, steps } = await this.findTransaction.prove(id);
        return {
            txid: toHex(transaction.id),
            block_hash: toHex(block.hash),
            height: block.header.height,
            position,
            transaction_count: block.transactions.length,
            merkle_root: toHex(block.header.merkleRoot),
            steps: steps.map(({ side, hash }) => ({ side, hash: toHex(hash) })),
        };
    }
};
__decorate([
    Post(),
    HttpCode(200),
    ApiOperation({
        summary: 'Send',
        description: 'Builds and signs a transaction and answers when it is stored in a block. There is no fee; change returns to `from`.',
    }),
    ApiBody({ type: TransferRequest }),
    ApiOkResponse({ type: TransferResponse, headers: MINED_HEADERS }),
    Refusals({
        400: [
            'invalid request payload',
            'invalid address',
            'amount must be positive',
            'invalid private key',
            'private key does not match the from address',
            'insufficient funds',
            'failed to create transaction',
            'invalid transaction',
        ],
        503: UNAVAILABLE,
    }),
    __param(0, Body()),
    __param(1, Ip()),
    __param(2, Res({ passthrough: true })),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, String, Object]),
    __metadata("design:returntype", Promise)
], TransactionsController.prototype, "send", null);
__decorate([
    Post('prepare'),
    HttpCode(200),
    ApiOperation({
        summary: 'Prepare a transfer for signing',
        description: 'Chooses coins and returns the unsigned transaction with the digest that its owner signs. Nothing is reserved.',
    }),
    ApiBody({ type: PrepareRequest }),
    ApiOkResponse({ type: PrepareResponse }),
    Refusals({
        400: [
            'invalid request payload',
            'invalid address',
            'amount must be positive',
            'insufficient funds',
            'failed to create transaction',
        ],
    }),
    __param(0, Body()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object]),
    __metadata("design:returntype", Promise)
], TransactionsController.prototype, "prepare", null);
__decorate([
    Post('submit'),
    HttpCode(200),
    ApiOperation({
        summary: 'Submit a signed transfer',
        description: 'Mines a transaction signed by its owner. One that is already on the chain answers as it did the first time.',
    }),
    ApiBody({ type: SubmitRequest }),
    ApiOkResponse({ type: TransferResponse, headers: MINED_HEADERS }),
    Refusals({ 400: ['invalid request payload', 'invalid transaction'], 503: UNAVAILABLE }),
    __param(0, Body()),
    __param(1, Ip()),
    __param(2, Res({ passthrough: true })),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, String, Object]),
    __metadata("design:returntype", Promise)
], TransactionsController.prototype, "submit", null);
__decorate([
    Get(':id'),
    ApiOperation({ summary: 'A transaction with its block and confirmations' }),
    ApiParam(ID),
    ApiOkResponse({ type: TransactionDetailResponse }),
    Refusals({ 400: ['invalid transaction id'], 404: ['transaction not found'] }),
    __param(0, Param('id')),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String]),
    __metadata("design:returntype", Promise)
], TransactionsController.prototype, "find", null);
__decorate([
    Get(':id/proof'),
    ApiOperation({
        summary: 'Merkle inclusion proof',
        description: 'Together with the header of the block it proves, without trust in this server, that the block holds the transaction.',
    }),
    ApiParam(ID),
    ApiOkResponse({ type: ProofResponse }),
    Refusals({ 400: ['invalid transaction id'], 404: ['transaction not found'] }),
    __param(0, Param('id')),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String]),
    __metadata("design:returntype", Promise)
], TransactionsController.prototype, "prove", null);
TransactionsController = __decorate([
    ApiTags('transactions'),
    Controller('transactions'),
    __metadata("design:paramtypes", [TransferFunds,
        PrepareTransfer,
        SubmitTransfer,
        FindTransaction])
], TransactionsController);
export { TransactionsController };
/** The specification's body says no more than this, so where it went stands in headers. */
function mined(reply, { txid, blockHash }) {
    reply.header('X-Transaction-Id', toHex(txid)).header('X-Block-Hash', toHex(blockHash));
    return { status: 'transaction mined' };
}
//# sourceMappingURL=transactions.controller.js.map