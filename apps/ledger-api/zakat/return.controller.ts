import { Refusals } from '@app/infrastructure/http/refusals.js';
import { ReportPeriod } from '@app/zakat';
import { Controller, Get, Param, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { Access } from '../access/access.js';
import { ReturnPath, ReturnResponse, returnCsv, returnJson } from './return.dto.js';

const RULE = { demo: 'guest', production: 'administrator' } as const;
const REFUSALS = {
  400: { invalid_period: 'invalid period' },
  404: { period_not_charged: 'nothing was charged for this period' },
  500: { database_not_configured: 'database not configured' },
};

@ApiTags('zakat')
@Controller('zakat/periods/:period')
export class ReturnController {
  constructor(private readonly reportPeriod: ReportPeriod) {}

  @Get('return')
  @Access(RULE, 'read')
  @ApiOperation({
    operationId: 'getZakatReturn',
    summary: 'The return of a period',
    description:
      'What was assessed, charged and refunded, of all pools that were paid in the period: assessed + unassessed = charged + outstanding + failed + pending. A wallet that was charged counts as that, by whatever run. Any other wallet counts as the last assessment has it whose run was begun; assessments that were not approved or not run do not count.',
  })
  @ApiOkResponse({ type: ReturnResponse })
  @Refusals(REFUSALS)
  async find(@Param() { period }: ReturnPath) {
    return returnJson(await this.reportPeriod.execute(period));
  }

  @Get('return.csv')
  @Access(RULE, 'read')
  @ApiOperation({ operationId: 'getZakatReturnSheet', summary: 'The return of a period as a sheet (RFC 4180)' })
  @ApiProduces('text/csv')
  @ApiOkResponse({
    description:
      'Columns: period, item (`assessed`, `unassessed`, `charged`, `outstanding`, `failed`, `pending`, four of `EXEMPT_…`, `refunded`, `net`), number, units',
    content: { 'text/csv': { schema: { type: 'string' } } },
  })
  @Refusals(REFUSALS)
  async sheet(@Param() { period }: ReturnPath) {
    const sheet = Buffer.from(returnCsv(await this.reportPeriod.execute(period)));
    const disposition = `attachment; filename="zakat-return-${period}.csv"`;
    return new StreamableFile(sheet, { type: 'text/csv; charset=utf-8', disposition });
  }
}
