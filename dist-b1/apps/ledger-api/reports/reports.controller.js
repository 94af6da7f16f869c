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
import { streamJsonObject } from "../../../libs/infrastructure/http/json-stream.js";
import { nextPageLink, readPage } from "../../../libs/infrastructure/http/paging.js";
import { Refusals } from "../../../libs/infrastructure/http/refusals.js";
import { ReportWallet } from "../../../libs/reporting/index.js";
import { Controller, Get, Ip, Param, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { PagedQuery } from '../presentation/paged-query.js';
import { recordJson, WalletReportResponse, zakatRecordJson } from './reports.dto.js';
const rowCursor = new CursorFormat('report', ['integer']);
const DEFAULT_PAGE = 100;
let ReportsController = class ReportsController {
    reportWallet;
    constructor(reportWallet) {
        this.reportWallet = reportWallet;
    }
    async wallet(address, request, reply, ip) {
        this.reportWallet.available();
        const { limit, cursor } = readPage(request.query);
        const afterKey = cursor === undefined ? -1 : Number(rowCursor.decode(cursor)[0]);
        const paged = limit !== undefined || cursor !== undefined;
        const size = limit ?? DEFAULT_PAGE;
        const report = await this.reportWallet.execute({ address, afterKey, limit: paged ? size + 1 : undefined, ip });
        const transactions = paged ? await this.page(report.transactions, size, request, reply) : report.transactions;
        return streamJsonObject({
            wallet_address: report.address,
            balance: report.balance,
            total_sent: report.totals.sent,
            total_received: report.totals.received,
            total_zakat: report.totalZakat,
            transactions: printed(transactions),
            zakat_records: report.zakatRecords.map(zakatRecordJson),
        });
    }
    async page(rows, size, request, reply) {
        const page = [];
        for await (const row of rows)
            page.push(row);
        if (page.length > size) {
            page.length = size;
            const next = rowCursor.encode([BigInt(page.at(-1).key)]);
            reply.header('Link', nextPageLink(request.url, { limit: size, cursor: next }));
        }
        return page;
    }
};
__decorate([
    Get('wallet/:address'),
    ApiOperation({
        summary: 'All that the books say of a wallet',
        description: '`limit` and `cursor` page through `transactions`; totals and `zakat_records` are always whole.',
    }),
    ApiParam({ name: 'address', description: '64 hex characters; upper case means the same wallet' }),
    PagedQuery(),
    ApiOkResponse({ type: WalletReportResponse }),
    Refusals({
        400: ['invalid address', 'limit must be an integer from 1 to 1000', 'invalid cursor'],
        500: ['database not configured', 'failed to list transactions', 'failed to list zakat records'],
    }),
    __param(0, Param('address')),
    __param(1, Req()),
    __param(2, Res({ passthrough: true })),
    __param(3, Ip()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String, Object, Object, String]),
    __metadata("design:returntype", Promise)
], ReportsController.prototype, "wallet", null);
ReportsController = __decorate([
    ApiTags('reports'),
    Controller('reports'),
    __metadata("design:paramtypes", [ReportWallet])
], ReportsController);
export { ReportsController };
async function* printed(rows) {
    for await (const row of rows)
        yield recordJson(row);
}
//# sourceMappingURL=reports.controller.js.map