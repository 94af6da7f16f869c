import { Refusals } from '@app/infrastructure/http/refusals.js';
import { ReportDays } from '@app/reporting';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Access } from '../access/access.js';
import { StatsQuery, StatsResponse, statsJson } from './stats.dto.js';

@ApiTags('blocks')
@Controller('stats')
export class StatsController {
  constructor(private readonly reportDays: ReportDays) {}

  @Get()
  @Access('anyone')
  @ApiOperation({
    operationId: 'getStats',
    summary: 'Supply, wallets, transactions and volume, day by day',
    description:
      'Days are those of UTC, by the times of blocks; one without blocks has zeros, and the supply and the wallets of the day before. It is kept with each block, so it costs the same on a chain of any length.',
  })
  @ApiOkResponse({ type: StatsResponse })
  @Refusals({ 400: { invalid_parameter: 'days must be an integer from 1 to 3660' } })
  async days(@Query() { days = 30 }: StatsQuery) {
    return statsJson(await this.reportDays.execute(days));
  }
}
