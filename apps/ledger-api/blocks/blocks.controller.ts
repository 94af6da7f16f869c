import { BrowseBlocks } from '@app/chain';
import { CursorFormat } from '@app/infrastructure/http/cursor.js';
import { Refusals } from '@app/infrastructure/http/refusals.js';
import { sliceOf } from '@app/kernel';
import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access } from '../access/access.js';
import { answerList } from '../presentation/paged-list.js';
import { PagedQuery } from '../presentation/paged-query.js';
import { readOrder } from '../presentation/read-order.js';
import {
  BlockHeaderResponse,
  BlockResponse,
  BlockSummaryResponse,
  blockMembers,
  headerJson,
  readBlockName,
  summaryJson,
} from './blocks.dto.js';
import { PrintedBlocks } from './printed-blocks.js';

const blockCursor = new CursorFormat('blocks', ['integer']);
const INDEX = { name: 'index', description: 'A height, a hash of 64 hex characters, or `tip`' };

@ApiTags('blocks')
@Controller('blocks')
export class BlocksController {
  private readonly printed = new PrintedBlocks();

  constructor(private readonly blocks: BrowseBlocks) {}

  @Get()
  @Access('anyone')
  @ApiOperation({
    operationId: 'listBlocks',
    summary: 'Every block',
    description: 'Ordered by height; the whole list unless `limit` or `cursor` is given.',
  })
  @ApiQuery({ name: 'order', required: false, enum: ['asc', 'desc'], description: '`desc`: highest first' })
  @PagedQuery()
  @ApiOkResponse({ type: [BlockSummaryResponse] })
  @Refusals({ 400: ['order must be asc or desc', 'limit must be an integer from 1 to 1000', 'invalid cursor'] })
  async list(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const order = readOrder(request.query);
    const [step, first] = order === 'asc' ? [1, 0] : [-1, Number.MAX_SAFE_INTEGER];
    return answerList({
      request,
      reply,
      cursor: blockCursor.of({ order }),
      read: async (after, limit) => {
        const from = after === undefined ? first : after + step;
        return sliceOf(await this.blocks.summaries(from, limit + 1, order), limit);
      },
      key: ({ height }) => height,
      print: summaryJson,
    });
  }

  @Get(':index')
  @Access('anyone')
  @ApiOperation({ operationId: 'getBlock', summary: 'A block' })
  @ApiParam(INDEX)
  @ApiOkResponse({ type: BlockResponse })
  @Refusals({ 400: ['invalid block index'], 404: ['block not found'] })
  async find(@Param('index') name: string) {
    const height = await this.blocks.height(readBlockName(name));
    return this.printed.answer(height, async () => blockMembers(await this.blocks.block({ height })));
  }

  @Get(':index/header')
  @Access('anyone')
  @ApiOperation({
    operationId: 'getBlockHeader',
    summary: 'The header of a block',
    description: 'All that its hash commits to: enough to check proof of work and inclusion proofs.',
  })
  @ApiParam(INDEX)
  @ApiOkResponse({ type: BlockHeaderResponse })
  @Refusals({ 400: ['invalid block index'], 404: ['block not found'] })
  async header(@Param('index') name: string) {
    const { header, hash } = await this.blocks.header(readBlockName(name));
    return headerJson(header, hash);
  }
}
