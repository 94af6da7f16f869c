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
import { DatabaseNotConfigured } from "../../../libs/kernel/index.js";
import { All, Controller, Get } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { REGISTRY_API } from '../registry.openapi.js';
/** Without a database there are no wallets: money is not kept in memory. */
let WalletsDisabledController = class WalletsDisabledController {
    health() {
        return { status: 'ok', service: 'wallet', version: REGISTRY_API.version };
    }
    refuse() {
        throw new DatabaseNotConfigured();
    }
};
__decorate([
    Get(['health', 'status/health']),
    openapi.ApiResponse({ status: 200 }),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", []),
    __metadata("design:returntype", void 0)
], WalletsDisabledController.prototype, "health", null);
__decorate([
    All('*'),
    openapi.ApiResponse({ status: 200 }),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", []),
    __metadata("design:returntype", void 0)
], WalletsDisabledController.prototype, "refuse", null);
WalletsDisabledController = __decorate([
    ApiExcludeController(),
    Controller('wallet')
], WalletsDisabledController);
export { WalletsDisabledController };
//# sourceMappingURL=wallets-disabled.controller.js.map