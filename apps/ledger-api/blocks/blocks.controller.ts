import { BrowseBlocks } from '@app/chain';
import { PageCursor } from '@app/infrastructure/http/cursor.js';
import { Refusals } from '@app/infrastructure/http/refusals.js';
import { sliceOf } from '@app/kernel';
import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access } from '../access/access.js';
import { answerList } from '../presentation/paged-list.js';
import {
  BlockHeaderResponse,
  BlockPath,
  BlockResponse,
  BlockSummaryResponse,
  BlocksQuery,
  blockMembers,
  headerJson,
  readBlockName,
  summaryJson,
} from './blocks.dto.js';
import { PrintedBlocks } from './printed-blocks.js';

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
  @ApiOkResponse({ type: [BlockSummaryResponse] })
  @Refusals({
    400: {
      invalid_parameter: 'order must be asc or desc',
      invalid_limit: 'limit must be an integer from 1 to 1000',
      invalid_cursor: 'invalid cursor',
    },
  })
  async list(
    @Query() page: BlocksQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { order = 'asc' } = page;
    const [step, first] = order === 'asc' ? [1, 0] : [-1, Number.MAX_SAFE_INTEGER];
    return answerList({
      request,
      page,
      reply,
      cursor: new PageCursor('blocks', { order }),
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
  @ApiOkResponse({ type: BlockResponse })
  @Refusals({ 400: { invalid_parameter: 'invalid block index' }, 404: { block_not_found: 'block not found' } })
  async find(@Param() { index }: BlockPath) {
    const height = await this.blocks.height(readBlockName(index));
    return this.printed.answer(height, async () => blockMembers(await this.blocks.block({ height })));
  }

  @Get(':index/header')
  @Access('anyone')
  @ApiOperation({
    operationId: 'getBlockHeader',
    summary: 'The header of a block',
    description: 'All that its hash commits to: enough to check proof of work and inclusion proofs.',
  })
  @ApiOkResponse({ type: BlockHeaderResponse })
  @Refusals({ 400: { invalid_parameter: 'invalid block index' }, 404: { block_not_found: 'block not found' } })
  async header(@Param() { index }: BlockPath) {
    const { header, hash } = await this.blocks.header(readBlockName(index));
    return headerJson(header, hash);
  }
}
