import { IdempotencyKey, TakesIdempotencyKey } from '@app/infrastructure/http/idempotency-key.js';
import { CurrentPrincipal } from '@app/infrastructure/http/principal.js';
import { Refusals } from '@app/infrastructure/http/refusals.js';
import { parsePeriod, RunZakat } from '@app/zakat';
import { Body, Controller, Ip, Post, Res, UseInterceptors } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Access } from '../access/access.js';
import { keyHolderOf, type Principal } from '../access/principal.js';
import { KEY_REFUSALS, markReplay, REPLAYED_HEADER } from '../presentation/idempotency-key.js';
import { IgnoreForeignBody } from './ignore-foreign-body.js';
import { ZakatRunRequest, ZakatRunResponse } from './zakat.dto.js';

@ApiTags('zakat')
@Controller('zakat')
export class ZakatController {
  constructor(private readonly runZakat: RunZakat) {}

  @Post('run')
  @Access({ demo: 'guest', production: 'administrator' }, 'zakat')
  @ApiOperation({
    operationId: 'runZakat',
    summary: 'Deduct zakat',
    description:
      'Charges every registered wallet floor(balance × 25 / 1000) and pays it to `ZAKAT_WALLET_ADDRESS`, or to the pool that `POST /zakat/pool` made, many wallets to a block. A run that was interrupted is completed, and answered, instead of a new one; no one is charged twice in one run. A call during a run joins it. With a `period` or an `Idempotency-Key` there is one run for it, however often it is asked for; in production one of them is required. In a demo, a body that is no JSON object is ignored.',
  })
  @UseInterceptors(IgnoreForeignBody)
  @TakesIdempotencyKey()
  @ApiBody({ type: ZakatRunRequest, required: false })
  @ApiOkResponse({ type: ZakatRunResponse, headers: REPLAYED_HEADER })
  @Refusals({
    ...KEY_REFUSALS,
    400: {
      ...KEY_REFUSALS[400],
      invalid_request: 'invalid request body',
      invalid_period: 'invalid period',
      period_required: 'period or Idempotency-Key is required',
    },
    500: {
      database_not_configured: 'database not configured',
      zakat_pool_not_set: 'ZAKAT_WALLET_ADDRESS not set',
      wallets_not_listed: 'failed to list wallet profiles',
      zakat_run_interrupted: 'failed to persist zakat deduction',
    },
    503: { not_writing: 'this server does not accept writes at the moment, try again' },
  })
  async run(
    @Body() request: ZakatRunRequest,
    @Ip() ip: string,
    @CurrentPrincipal() principal: Principal,
    @IdempotencyKey() key: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const period = request.period === undefined ? undefined : parsePeriod(request.period);
    const idempotency = key === undefined ? undefined : { key, caller: keyHolderOf(principal) };
    const report = await this.runZakat.execute({ ip, period, idempotency });
    markReplay(reply, report.isReplay);
    return {
      total_wallets: report.totalWallets,
      processed: report.processed,
      total_zakat: report.totalUnits,
      block_hashes: report.blockHashes,
      // The specification's call has neither, and gets exactly the answer that is specified.
      ...((period !== undefined || key !== undefined) && { pool_address: report.poolAddress }),
    };
  }
}
