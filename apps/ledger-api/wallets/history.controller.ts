import { PageCursor } from '@app/infrastructure/http/cursor.js';
import { CurrentPrincipal } from '@app/infrastructure/http/principal.js';
import { Refusals } from '@app/infrastructure/http/refusals.js';
import { TIME_REFUSALS } from '@app/kernel';
import { ListWalletLines } from '@app/reporting';
import { ADDRESS_REFUSALS, ReadNotes } from '@app/wallet';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Access } from '../access/access.js';
import { type Principal, walletOf } from '../access/principal.js';
import { AddressPath } from '../presentation/address-path.dto.js';
import { HistoryLinesQuery, HistoryResponse, historyLineJson } from './history.dto.js';

const DEFAULT_PAGE = 100;

@ApiTags('wallets')
@Controller('wallets/:address/history')
export class HistoryController {
  constructor(
    private readonly listLines: ListWalletLines,
    private readonly readNotes: ReadNotes,
  ) {}

  @Get()
  @Access('guest', 'read')
  @ApiOperation({
    operationId: 'listWalletHistory',
    summary: 'History with the balance after each transaction',
    description:
      'What came and went, newest first. `balance_after` is exact on any page and with any filter. The work for a page is bounded, so one may have fewer lines than `limit` although `next_cursor` leads to others. Notes are told to payer and payee alone. Times are those of blocks, in UTC: `from` is included, `to` is included when it is a day and not when it is a moment.',
  })
  @ApiOkResponse({ type: HistoryResponse })
  @Refusals({
    400: {
      invalid_address: ADDRESS_REFUSALS,
      invalid_time: TIME_REFUSALS,
      invalid_parameter: 'type must be one of: reward, send, zakat_deduction',
      invalid_limit: 'limit must be an integer from 1 to 1000',
      invalid_cursor: 'invalid cursor',
    },
  })
  async list(
    @Query() query: HistoryLinesQuery,
    @Param() { address }: AddressPath,
    @CurrentPrincipal() principal: Principal,
  ) {
    const { from, to, type, limit = DEFAULT_PAGE } = query;
    const cursor = new PageCursor('history lines', { address, from, to, type });
    const after = cursor.decode(query.cursor);
    const beforeKey = after === undefined ? undefined : Number(after);
    const { lines, lastKey } = await this.listLines.execute({ address, from, to, type, beforeKey, limit });
    const next_cursor = lastKey === undefined ? null : cursor.encode(BigInt(lastKey));
    const notes = await this.readNotes.execute(
      lines.map(({ txid }) => txid),
      walletOf(principal),
    );
    return { lines: lines.map((line) => historyLineJson(line, notes)), next_cursor };
  }
}
