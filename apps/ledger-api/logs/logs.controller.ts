import { CursorFormat } from '@app/infrastructure/http/cursor.js';
import { cutPage, nextPageLink } from '@app/infrastructure/http/paging.js';
import { Refusals } from '@app/infrastructure/http/refusals.js';
import { AppMode } from '@app/kernel';
import { ListSystemLogs } from '@app/reporting';
import { Controller, Get, Ip, Query, Req, Res, UseGuards } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access } from '../access/access.js';
import { BooksAvailable } from '../reports/books-available.guard.js';
import { LogsQuery, SystemLogsResponse } from './logs.dto.js';
import { maskIpAddress, maskMailAddresses } from './mask-personal-data.js';

const entryCursor = new CursorFormat('logs', ['integer']).of({});

@ApiTags('reports')
@Controller('logs')
export class LogsController {
  constructor(
    private readonly listSystemLogs: ListSystemLogs,
    private readonly mode: AppMode,
  ) {}

  @Get('system')
  @Access({ demo: 'guest', production: 'administrator' })
  @UseGuards(BooksAvailable)
  @ApiOperation({
    operationId: 'listSystemLogs',
    summary: "The operator's journal",
    description:
      'Newest first. A `Link` header leads to older entries. In production e-mail and network addresses are masked.',
  })
  @ApiOkResponse({ type: SystemLogsResponse })
  @Refusals({
    400: { invalid_limit: 'limit must be an integer from 1 to 1000', invalid_cursor: 'invalid cursor' },
    500: { database_not_configured: 'database not configured', report_failed: 'failed to list system logs' },
  })
  async system(
    @Query() { limit = 100, cursor }: LogsQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Ip() ip: string,
  ) {
    const beforeId = cursor === undefined ? undefined : String(entryCursor.decode(cursor)[0]);
    const { page, last } = cutPage(await this.listSystemLogs.execute(limit + 1, beforeId, ip), limit);
    if (last) reply.header('Link', nextPageLink(request.url, { limit, cursor: entryCursor.encode([BigInt(last.id)]) }));
    return {
      logs: page.map(({ id, level, type, message, ip: address, timestampMs }) => ({
        id,
        level,
        type,
        message: this.mode.isProduction ? maskMailAddresses(message) : message,
        ip: this.mode.isProduction ? maskIpAddress(address) : address,
        timestamp: new Date(timestampMs).toISOString(),
      })),
    };
  }
}
