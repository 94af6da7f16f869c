var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import * as openapi from "@nestjs/swagger";
import { BrowseBlocks, VerifyChain } from "../../../libs/chain/index.js";
import { Refusals } from "../../../libs/infrastructure/http/refusals.js";
import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ChainResponse, ChainVerificationResponse, chainJson, verificationJson } from './chain.dto.js';
let ChainController = class ChainController {
    blocks;
    verifyChain;
    constructor(blocks, verifyChain) {
        this.blocks = blocks;
        this.verifyChain = verifyChain;
    }
    async describe() {
        return chainJson(await this.blocks.tip());
    }
    async verify() {
        return verificationJson(await this.verifyChain.execute());
    }
};
__decorate([
    Get(),
    ApiOperation({ summary: 'The state of the chain' }),
    ApiOkResponse({ type: ChainResponse }),
    Refusals({}),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", []),
    __metadata("design:returntype", Promise)
], ChainController.prototype, "describe", null);
__decorate([
    Get('verify'),
    ApiOperation({
        summary: 'Verify the whole chain',
        description: 'Replays every block from genesis in a thread of its own: headers, Merkle roots, signatures, amounts, and the stored unspent outputs against the result. Callers at the same time share one replay.',
    }),
    ApiOkResponse({ type: ChainVerificationResponse }),
    Refusals({}),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", []),
    __metadata("design:returntype", Promise)
], ChainController.prototype, "verify", null);
ChainController = __decorate([
    ApiTags('blocks'),
    Controller('chain'),
    __metadata("design:paramtypes", [BrowseBlocks,
        VerifyChain])
], ChainController);
export { ChainController };
//# sourceMappingURL=chain.controller.js.map