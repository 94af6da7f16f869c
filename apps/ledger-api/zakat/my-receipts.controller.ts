import { PageCursor } from '@app/infrastructure/http/cursor.js';
import { CurrentPrincipal } from '@app/infrastructure/http/principal.js';
import { Refusals } from '@app/infrastructure/http/refusals.js';
import { ReadReceipts } from '@app/zakat';
import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access } from '../access/access.js';
import type { UserPrincipal } from '../access/principal.js';
import { PageQuery } from '../presentation/page-query.dto.js';
import { answerList } from '../presentation/paged-list.js';
import { ReceiptLineResponse, receiptLineJson } from './receipts.dto.js';

@ApiTags('zakat')
@Controller('me/zakat/receipts')
export class MyReceiptsController {
  constructor(private readonly receipts: ReadReceipts) {}

  @Get()
  @Access('user', 'read')
  @ApiOperation({
    operationId: 'listMyZakatReceipts',
    summary: 'Your receipts',
    description: 'The newest first; the whole list unless `limit` or `cursor` is given.',
  })
  @ApiOkResponse({ type: [ReceiptLineResponse] })
  @Refusals({
    400: { invalid_limit: 'limit must be an integer from 1 to 1000', invalid_cursor: 'invalid cursor' },
    500: { database_not_configured: 'database not configured' },
  })
  list(
    @Query() page: PageQuery,
    @CurrentPrincipal() { address }: UserPrincipal,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return answerList({
      request,
      page,
      reply,
      cursor: new PageCursor('zakat receipts', { address }),
      read: (beforeKey, limit) => this.receipts.list({ address, beforeKey, limit }),
      key: ({ key }) => key,
      print: receiptLineJson,
    });
  }
}
