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
import { CursorFormat } from "../../../libs/infrastructure/http/cursor.js";
import { streamJsonObject } from "../../../libs/infrastructure/http/json-stream.js";
import { Refusals } from "../../../libs/infrastructure/http/refusals.js";
import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiQuery, ApiTags } from '@nestjs/swagger';
import { answerList } from '../presentation/paged-list.js';
import { PagedQuery } from '../presentation/paged-query.js';
import { readOrder } from '../presentation/read-order.js';
import { BlockHeaderResponse, BlockResponse, BlockSummaryResponse, blockMembers, headerJson, readBlockName, summaryJson, } from './blocks.dto.js';
const blockCursor = new CursorFormat('blocks', ['integer']);
const INDEX = { name: 'index', description: 'A height, a hash of 64 hex characters, or `tip`' };
let BlocksController = class BlocksController {
    blocks;
    constructor(blocks) {
        this.blocks = blocks;
    }
    async list(request, reply) {
        const order = readOrder(request.query);
        const [step, first] = order === 'asc' ? [1, 0] : [-1, Number.MAX_SAFE_INTEGER];
        return answerList({
            request,
            reply,
            cursor: blockCursor,
            read: async (after, limit) => this.blocks.summaries(after === undefined ? first : after + step, limit, order),
            key: ({ height }) => height,
            print: summaryJson,
        });
    }
    async find(name) {
        return streamJsonObject(blockMembers(await this.blocks.block(readBlockName(name))));
    }
    async header(name) {
        const { header, hash } = await this.blocks.block(readBlockName(name));
        return headerJson(header, hash);
    }
};
__decorate([
    Get(),
    ApiOperation({
        summary: 'Every block',
        description: 'Ordered by height; the whole list unless `limit` or `cursor` is given.',
    }),
    ApiQuery({ name: 'order', required: false, enum: ['asc', 'desc'], description: '`desc`: highest first' }),
    PagedQuery(),
    ApiOkResponse({ type: [BlockSummaryResponse] }),
    Refusals({ 400: ['order must be asc or desc', 'limit must be an integer from 1 to 1000', 'invalid cursor'] }),
    __param(0, Req()),
    __param(1, Res({ passthrough: true })),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object]),
    __metadata("design:returntype", Promise)
], BlocksController.prototype, "list", null);
__decorate([
    Get(':index'),
    ApiOperation({ summary: 'A block' }),
    ApiParam(INDEX),
    ApiOkResponse({ type: BlockResponse }),
    Refusals({ 400: ['invalid block index'], 404: ['block not found'] }),
    __param(0, Param('index')),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String]),
    __metadata("design:returntype", Promise)
], BlocksController.prototype, "find", null);
__decorate([
    Get(':index/header'),
    ApiOperation({
        summary: 'The header of a block',
        description: 'All that its hash commits to: enough to check proof of work and inclusion proofs.',
    }),
    ApiParam(INDEX),
    ApiOkResponse({ type: BlockHeaderResponse }),
    Refusals({ 400: ['invalid block index'], 404: ['block not found'] }),
    __param(0, Param('index')),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String]),
    __metadata("design:returntype", Promise)
], BlocksController.prototype, "header", null);
BlocksController = __decorate([
    ApiTags('blocks'),
    Controller('blocks'),
    __metadata("design:paramtypes", [BrowseBlocks])
], BlocksController);
export { BlocksController };
//# sourceMappingURL=blocks.controller.js.map