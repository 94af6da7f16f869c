import { PageCursor } from '@app/infrastructure/http/cursor.js';
import { streamJsonObject } from '@app/infrastructure/http/json-stream.js';
import { leadOn } from '@app/infrastructure/http/paging.js';
import { Refusals } from '@app/infrastructure/http/refusals.js';
import { ReportWallet, type WalletReport } from '@app/reporting';
import { ADDRESS_REFUSALS } from '@app/wallet';
import { Controller, Get, Ip, Param, Query, Req, Res, UseGuards } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access } from '../access/access.js';
import { AddressPath } from '../presentation/address-path.dto.js';
import { PageQuery } from '../presentation/page-query.dto.js';
import { UnreadableTransactions } from '../presentation/unreadable-transactions.js';
import { BooksAvailable } from './books-available.guard.js';
import { recordJson, WalletReportResponse, zakatRecordJson } from './reports.dto.js';

const DEFAULT_PAGE = 100;

@ApiTags('reports')
@Controller('reports')
export class ReportsController {
  constructor(
    private readonly reportWallet: ReportWallet,
    private readonly unreadable: UnreadableTransactions,
  ) {}

  @Get('wallet/:address')
  @Access({ demo: 'guest', production: 'owner' }, 'read')
  @UseGuards(BooksAvailable)
  @ApiOperation({
    operationId: 'getWalletReport',
    summary: 'All that the books say of a wallet',
    description:
      'Everything is as of one block: `balance` = `total_credited` - `total_debited` = the sum of `balance_change` over all transactions. `total_sent` and `total_received` add recorded amounts instead, and the faucet records what was asked for, not what it minted. `limit` and `cursor` page through `transactions`; totals and `zakat_records` are always whole, and as of the request for that page.',
  })
  @ApiOkResponse({ type: WalletReportResponse })
  @Refusals({
    400: {
      invalid_address: ADDRESS_REFUSALS,
      invalid_limit: 'limit must be an integer from 1 to 1000',
      invalid_cursor: 'invalid cursor',
    },
    500: {
      database_not_configured: 'database not configured',
      report_failed: ['failed to list transactions', 'failed to list zakat records'],
    },
  })
  async wallet(
    @Query() { limit, cursor }: PageQuery,
    @Param() { address }: AddressPath,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Ip() ip: string,
  ) {
    const rowCursor = new PageCursor('report', { address });
    const afterKey = Number(rowCursor.decode(cursor) ?? -1);
    const paged = limit !== undefined || cursor !== undefined;
    const size = limit ?? DEFAULT_PAGE;
    const report = await this.reportWallet.execute({ address, afterKey, limit: paged ? size : undefined, ip });
    if (report.page)
      leadOn(report.page, { cursor: rowCursor, key: ({ key }) => key, link: { request, reply, limit: size } });
    return streamJsonObject({
      wallet_address: report.address,
      balance: report.totals.balance,
      total_sent: report.totals.sent,
      total_received: report.totals.received,
      total_zakat: report.totalZakat,
      total_credited: report.totals.credited,
      total_debited: report.totals.debited,
      total_minted: report.totals.minted,
      transactions: printed(report.transactions, this.unreadable),
      zakat_records: report.zakatRecords.map(zakatRecordJson),
    });
  }
}

async function* printed(rows: WalletReport['transactions'], unreadable: UnreadableTransactions) {
  for await (const row of rows) {
    const record = unreadable.setAside(row, () => recordJson(row));
    if (record) yield record;
  }
}
