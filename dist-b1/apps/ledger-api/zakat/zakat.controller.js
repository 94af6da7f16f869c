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
import { Refusals } from "../../../libs/infrastructure/http/refusals.js";
import { RunZakat } from "../../../libs/zakat/index.js";
import { Controller, HttpCode, Ip, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ZakatRunResponse } from './zakat.dto.js';
let ZakatController = class ZakatController {
    runZakat;
    constructor(runZakat) {
        this.runZakat = runZakat;
    }
    async run(ip) {
        const { totalWallets, processed, totalUnits, blockHashes } = await this.runZakat.execute({ ip });
        return { total_wallets: totalWallets, processed, total_zakat: totalUnits, block_hashes: blockHashes };
    }
};
__decorate([
    Post('run'),
    HttpCode(200),
    ApiOperation({
        summary: 'Deduct zakat',
        description: 'Charges every registered wallet floor(balance × 25 / 1000) and pays it to `ZAKAT_WALLET_ADDRESS`, many wallets to a block. A run that was interrupted is completed, and answered, instead of a new one; nobody is charged twice in one run. A call during a run joins it. A body is ignored.',
    }),
    ApiOkResponse({ type: ZakatRunResponse }),
    Refusals({
        500: [
            'database not configured',
            'ZAKAT_WALLET_ADDRESS not set',
            'failed to list wallet profiles',
            'failed to persist zakat deduction',
        ],
    }),
    __param(0, Ip()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String]),
    __metadata("design:returntype", Promise)
], ZakatController.prototype, "run", null);
ZakatController = __decorate([
    ApiTags('zakat'),
    Controller('zakat'),
    __metadata("design:paramtypes", [RunZakat])
], ZakatController);
export { ZakatController };
//# sourceMappingURL=zakat.controller.js.map