import { PageCursor } from '@app/infrastructure/http/cursor.js';
import { leadOn } from '@app/infrastructure/http/paging.js';
import { Refusals } from '@app/infrastructure/http/refusals.js';
import { AppMode, sliceOf } from '@app/kernel';
import { ListSystemLogs } from '@app/reporting';
import { Controller, Get, Ip, Query, Req, Res, UseGuards } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access } from '../access/access.js';
import { BooksAvailable } from '../reports/books-available.guard.js';
import { LogsQuery, SystemLogsResponse } from './logs.dto.js';
import { maskIpAddress, maskMailAddresses } from './mask-personal-data.js';

const entryCursor = new PageCursor('logs');

@ApiTags('reports')
@Controller('logs')
export class LogsController {
  constructor(
    private readonly listSystemLogs: ListSystemLogs,
    private readonly mode: AppMode,
  ) {}

  @Get('system')
  @Access({ demo: 'guest', production: 'administrator' }, 'admin')
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
    const beforeId = entryCursor.decode(cursor)?.toString();
    const page = sliceOf(await this.listSystemLogs.execute(limit + 1, beforeId, ip), limit);
    leadOn(page, { cursor: entryCursor, key: ({ id }) => id, link: { request, reply, limit } });
    return {
      logs: page.rows.map(({ id, level, type, message, ip: address, timestampMs }) => ({
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
