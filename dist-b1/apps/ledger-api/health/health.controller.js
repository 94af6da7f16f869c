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
import { BrowseBlocks } from "../../../libs/chain/index.js";
import { LeadChain } from "../../../libs/utxo/index.js";
import { Controller, Get, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { StorageHealth } from '../storage-health.js';
import { HealthResponse, ReadinessResponse } from './health.dto.js';
const READY_WITHIN_MS = 2_000;
let HealthController = class HealthController {
    storage;
    leadership;
    blocks;
    constructor(storage, leadership, blocks) {
        this.storage = storage;
        this.leadership = leadership;
        this.blocks = blocks;
    }
    health() {
        return { status: 'ok' };
    }
    async ready(reply) {
        const answers = await this.storage.healthy(READY_WITHIN_MS);
        if (!answers) {
            reply.code(503).header('Retry-After', '2');
            return { status: 'unavailable', database: 'unreachable', writer: this.leadership.leading };
        }
        const { header } = await this.blocks.tip();
        return { status: 'ready', database: this.storage.name, writer: this.leadership.leading, height: header.height };
    }
};
__decorate([
    Get(),
    ApiOperation({ summary: 'Liveness: the process answers' }),
    ApiOkResponse({ type: HealthResponse }),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", []),
    __metadata("design:returntype", void 0)
], HealthController.prototype, "health", null);
__decorate([
    Get('ready'),
    ApiOperation({
        summary: 'Readiness: the database answers too',
        description: '`writer` says whether this process accepts writes.',
    }),
    ApiOkResponse({ type: ReadinessResponse }),
    ApiResponse({ status: 503, description: 'Not ready', type: ReadinessResponse }),
    __param(0, Res({ passthrough: true })),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object]),
    __metadata("design:returntype", Promise)
], HealthController.prototype, "ready", null);
HealthController = __decorate([
    ApiTags('health'),
    Controller('health'),
    __metadata("design:paramtypes", [StorageHealth,
        LeadChain,
        BrowseBlocks])
], HealthController);
export { HealthController };
//# sourceMappingURL=health.controller.js.map