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
import { CursorFormat } from "../../../libs/infrastructure/http/cursor.js";
import { cutPage, nextPageLink, readPage } from "../../../libs/infrastructure/http/paging.js";
import { Refusals } from "../../../libs/infrastructure/http/refusals.js";
import { ListSystemLogs } from "../../../libs/reporting/index.js";
import { Controller, Get, Ip, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { SystemLogsResponse } from './logs.dto.js';
const entryCursor = new CursorFormat('logs', ['integer']);
const DEFAULT_LIMIT = 100;
let LogsController = class LogsController {
    listSystemLogs;
    constructor(listSystemLogs) {
        this.listSystemLogs = listSystemLogs;
    }
    async system(request, reply, ip) {
        this.listSystemLogs.available();
        const { limit = DEFAULT_LIMIT, cursor } = readPage(request.query);
        const beforeId = cursor === undefined ? undefined : String(entryCursor.decode(cursor)[0]);
        const { page, last } = cutPage(await this.listSystemLogs.execute(limit + 1, beforeId, ip), limit);
        if (last)
            reply.header('Link', nextPageLink(request.url, { limit, cursor: entryCursor.encode([BigInt(last.id)]) }));
        return {
            logs: page.map(({ id, level, type, message, ip: address, timestampMs }) => ({
                id,
                level,
                type,
                message,
                ip: address,
                timestamp: new Date(timestampMs).toISOString(),
            })),
        };
    }
};
__decorate([
    Get('system'),
    ApiOperation({
        summary: "The operator's journal",
        description: 'Newest first. A `Link` header leads to older entries.',
    }),
    ApiQuery({ name: 'limit', required: false, schema: { type: 'integer', minimum: 1, maximum: 1000, default: 100 } }),
    ApiQuery({
        name: 'cursor',
        required: false,
        schema: { type: 'string' },
        description: 'From the `Link` header; opaque',
    }),
    ApiOkResponse({ type: SystemLogsResponse }),
    Refusals({
        400: ['limit must be an integer from 1 to 1000', 'invalid cursor'],
        500: ['database not configured', 'failed to list system logs'],
    }),
    __param(0, Req()),
    __param(1, Res({ passthrough: true })),
    __param(2, Ip()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object, String]),
    __metadata("design:returntype", Promise)
], LogsController.prototype, "system", null);
LogsController = __decorate([
    ApiTags('reports'),
    Controller('logs'),
    __metadata("design:paramtypes", [ListSystemLogs])
], LogsController);
export { LogsController };
//# sourceMappingURL=logs.controller.js.map