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
import { toHex } from "../../../libs/chain/index.js";
import { Refusals } from "../../../libs/infrastructure/http/refusals.js";
import { FundWallet } from "../../../libs/wallet/index.js";
import { Body, Controller, HttpCode, Ip, Post, Res } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { UNAVAILABLE } from '../presentation/unavailable.js';
import { FundRequest, FundResponse } from './faucet.dto.js';
let FaucetController = class FaucetController {
    fundWallet;
    constructor(fundWallet) {
        this.fundWallet = fundWallet;
    }
    async fund(body, ip, reply) {
        const request = FundRequest.read(body);
        const { address, txid, blockHash } = await this.fundWallet.execute({ ...request, ip });
        reply.header('X-Transaction-Id', toHex(txid));
        return { address, amount: request.amount, block_hash: toHex(blockHash) };
    }
};
__decorate([
    Post('fund'),
    HttpCode(200),
    ApiOperation({
        summary: 'Fund a wallet',
        description: 'Mints the fixed reward of 15000 units to the address. `amount` is recorded in the books and decides nothing.',
    }),
    ApiBody({ type: FundRequest }),
    ApiOkResponse({
        type: FundResponse,
        headers: { 'X-Transaction-Id': { description: 'Hex ID of the reward', schema: { type: 'string' } } },
    }),
    Refusals({
        400: ['invalid request body', 'address and positive amount are required', 'invalid address'],
        409: ['the supply cap is reached'],
        503: UNAVAILABLE,
    }),
    __param(0, Body()),
    __param(1, Ip()),
    __param(2, Res({ passthrough: true })),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, String, Object]),
    __metadata("design:returntype", Promise)
], FaucetController.prototype, "fund", null);
FaucetController = __decorate([
    ApiTags('faucet'),
    Controller('admin'),
    __metadata("design:paramtypes", [FundWallet])
], FaucetController);
export { FaucetController };
//# sourceMappingURL=faucet.controller.js.map