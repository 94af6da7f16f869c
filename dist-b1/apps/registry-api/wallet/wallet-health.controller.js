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
import { ShowReserves } from "../../../libs/node-registry/index.js";
import { Controller, Get, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { REGISTRY_API } from '../registry.openapi.js';
import { ReservesResponse, readinessJson, reservesJson, WalletHealthResponse, WalletReadinessResponse, } from './wallet-health.dto.js';
let WalletHealthController = class WalletHealthController {
    reserves;
    constructor(reserves) {
        this.reserves = reserves;
    }
    health() {
        return { status: 'ok', service: 'wallet', version: REGISTRY_API.version };
    }
    async ready(reply) {
        const readiness = await this.reserves.readiness().catch(() => undefined);
        if (!readiness?.isReady)
            reply.code(503).header('Retry-After', '5');
        return readinessJson(readiness);
    }
    async show() {
        const { books, audit } = await this.reserves.execute();
        return reservesJson(books, audit);
    }
};
__decorate([
    Get(['health', 'status/health']),
    ApiOperation({ summary: 'Liveness: the process answers' }),
    ApiOkResponse({ type: WalletHealthResponse }),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", []),
    __metadata("design:returntype", void 0)
], WalletHealthController.prototype, "health", null);
__decorate([
    Get('health/ready'),
    ApiOperation({
        summary: 'Readiness: the database and Core answer, blocks are followed, and the books agree with Core',
    }),
    ApiOkResponse({ type: WalletReadinessResponse }),
    ApiResponse({ status: 503, description: 'Not ready', type: WalletReadinessResponse }),
    __param(0, Res({ passthrough: true })),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object]),
    __metadata("design:returntype", Promise)
], WalletHealthController.prototype, "ready", null);
__decorate([
    Get('reserves'),
    ApiOperation({
        summary: 'The auditor’s proof',
        description: 'What all nodes together can ask for, what the operator owns, and what Core holds, compared to the unit after every block. A drift other than 0 stops all sending.',
    }),
    ApiOkResponse({ type: ReservesResponse }),
    DetailRefusals({ 503: ['database unavailable'] }),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", []),
    __metadata("design:returntype", Promise)
], WalletHealthController.prototype, "show", null);
WalletHealthController = __decorate([
    ApiTags('wallet'),
    Controller('wallet'),
    __metadata("design:paramtypes", [ShowReserves])
], WalletHealthController);
export { WalletHealthController };
//# sourceMappingURL=wallet-health.controller.js.map