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
import { decodeTransaction, toHex } from "../../../libs/chain/index.js";
import { CursorFormat } from "../../../libs/infrastructure/http/cursor.js";
import { Refusals } from "../../../libs/infrastructure/http/refusals.js";
import { CreateWallet, ListCoins, ListHistory, ReadBalance } from "../../../libs/wallet/index.js";
import { Controller, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiQuery, ApiTags } from '@nestjs/swagger';
import { answerList } from '../presentation/paged-list.js';
import { PagedQuery } from '../presentation/paged-query.js';
import { TransactionResponse, transactionJson } from '../presentation/transaction.dto.js';
import { BalanceResponse, CreateWalletResponse, readHistoryQuery, UnspentOutputResponse } from './wallets.dto.js';
const historyCursor = new CursorFormat('history', ['integer']);
const coinCursor = new CursorFormat('coins', ['integer']);
const ADDRESS = { name: 'address', description: '64 hex characters; upper case means the same wallet' };
let WalletsController = class WalletsController {
    createWallet;
    readBalance;
    listHistory;
    listCoins;
    constructor(createWallet, readBalance, listHistory, listCoins) {
        this.createWallet = createWallet;
        this.readBalance = readBalance;
        this.listHistory = listHistory;
        this.listCoins = listCoins;
    }
    create() {
        const { address, privateKey } = this.createWallet.execute();
        return { address, private_key: toHex(privateKey) };
    }
    async balance(address) {
        return { balance: await this.readBalance.execute(address) };
    }
    transactions(address, request, reply) {
        const { direction, order } = readHistoryQuery(request.query);
        return answerList({
            request,
            reply,
            cursor: historyCursor,
            read: (afterKey, limit) => this.listHistory.execute({ address, direction, order, afterKey, limit }),
            key: ({ key }) => key,
            print: ({ bytes }) => transactionJson(decodeTransaction(bytes)),
        });
    }
    utxos(address, request, reply) {
        return answerList({
            request,
            reply,
            cursor: coinCursor,
            read: (afterKey, limit) => this.listCoins.execute(address, afterKey ?? -1, limit),
            key: ({ key }) => key,
            print: ({ txid, vout, value, height }) => ({ txid: toHex(txid), vout, value, height }),
        });
    }
};
__decorate([
    Post(),
    HttpCode(200),
    ApiOperation({
        summary: 'Make a wallet',
        description: 'A key pair; the server keeps nothing of it. A body is ignored.',
    }),
    ApiOkResponse({ type: CreateWalletResponse }),
    Refusals({}),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", []),
    __metadata("design:returntype", void 0)
], WalletsController.prototype, "create", null);
__decorate([
    Get(':address/balance'),
    ApiOperation({ summary: 'Balance', description: 'The sum of the unspent outputs of stored blocks.' }),
    ApiParam(ADDRESS),
    ApiOkResponse({ type: BalanceResponse }),
    Refusals({ 400: ['invalid address'] }),
    __param(0, Param('address')),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String]),
    __metadata("design:returntype", Promise)
], WalletsController.prototype, "balance", null);
__decorate([
    Get(':address/transactions'),
    ApiOperation({
        summary: 'History',
        description: 'The transactions in which the address stands in an output, in chain order; the whole list unless `limit` or `cursor` is given.',
    }),
    ApiParam(ADDRESS),
    ApiQuery({
        name: 'direction',
        required: false,
        enum: ['received', 'sent', 'all'],
        description: '`sent`: it owns an input',
    }),
    ApiQuery({ name: 'order', required: false, enum: ['asc', 'desc'], description: '`desc`: newest first' }),
    PagedQuery(),
    ApiOkResponse({ type: [TransactionResponse] }),
    Refusals({
        400: [
            'invalid address',
            'direction must be received, sent or all',
            'order must be asc or desc',
            'limit must be an integer from 1 to 1000',
            'invalid cursor',
        ],
    }),
    __param(0, Param('address')),
    __param(1, Req()),
    __param(2, Res({ passthrough: true })),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String, Object, Object]),
    __metadata("design:returntype", void 0)
], WalletsController.prototype, "transactions", null);
__decorate([
    Get(':address/utxos'),
    ApiOperation({
        summary: 'Unspent outputs',
        description: 'The coins that the wallet can spend, oldest first. One that a block on its way spends is not listed.',
    }),
    ApiParam(ADDRESS),
    PagedQuery(),
    ApiOkResponse({ type: [UnspentOutputResponse] }),
    Refusals({ 400: ['invalid address', 'limit must be an integer from 1 to 1000', 'invalid cursor'] }),
    __param(0, Param('address')),
    __param(1, Req()),
    __param(2, Res({ passthrough: true })),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String, Object, Object]),
    __metadata("design:returntype", void 0)
], WalletsController.prototype, "utxos", null);
WalletsController = __decorate([
    ApiTags('wallets'),
    Controller('wallets'),
    __metadata("design:paramtypes", [CreateWallet,
        ReadBalance,
        ListHistory,
        ListCoins])
], WalletsController);
export { WalletsController };
//# sourceMappingURL=wallets.controller.js.map