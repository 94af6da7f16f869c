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
import { DetailRefusals } from "../../../libs/infrastructure/http/refusals.js";
import { FollowCoin } from "../../../libs/node-registry/index.js";
import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { DevnetAddressResponse, FaucetRequest, FaucetResponse, MineRequest, MineResponse, readFaucet, readMine, } from './devnet.dto.js';
import { PlayCoin } from './play-coin.js';
let DevnetController = class DevnetController {
    devnet;
    following;
    constructor(devnet, following) {
        this.devnet = devnet;
        this.following = following;
    }
    async faucet(body) {
        const { address, amountUnits } = readFaucet(body);
        const txid = await this.devnet.faucet(address, amountUnits);
        await this.following.catchUp();
        return { txid };
    }
    async mine(body) {
        const height = await this.devnet.mine(readMine(body));
        await this.following.catchUp();
        return { height };
    }
    async address() {
        return { address: await this.devnet.newAddress('outside') };
    }
};
__decorate([
    Post('faucet'),
    HttpCode(200),
    ApiOperation({
        summary: 'Play money for an address',
        description: 'Demo only. The payment waits for a block, from the timer or from `/devnet/mine`.',
    }),
    ApiBody({ type: FaucetRequest }),
    ApiOkResponse({ type: FaucetResponse }),
    DetailRefusals({ 400: ['Invalid recipient address', 'Invalid amount', 'Insufficient balance'], 422: [] }),
    __param(0, Body()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object]),
    __metadata("design:returntype", Promise)
], DevnetController.prototype, "faucet", null);
__decorate([
    Post('mine'),
    HttpCode(200),
    ApiOperation({ summary: 'Mine blocks now', description: 'Demo only. Six make a deposit spendable.' }),
    ApiBody({ type: MineRequest }),
    ApiOkResponse({ type: MineResponse }),
    DetailRefusals({ 422: [] }),
    __param(0, Body()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object]),
    __metadata("design:returntype", Promise)
], DevnetController.prototype, "mine", null);
__decorate([
    Get('address'),
    ApiOperation({
        summary: 'An address of somebody else',
        description: 'Demo only: outside the registry’s wallet, to pay to.',
    }),
    ApiOkResponse({ type: DevnetAddressResponse }),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", []),
    __metadata("design:returntype", Promise)
], DevnetController.prototype, "address", null);
DevnetController = __decorate([
    ApiTags('devnet'),
    Controller('devnet'),
    __metadata("design:paramtypes", [PlayCoin,
        FollowCoin])
], DevnetController);
export { DevnetController };
//# sourceMappingURL=devnet.controller.js.map