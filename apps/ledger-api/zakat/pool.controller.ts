import { CurrentPrincipal } from '@app/infrastructure/http/principal.js';
import { Refusals } from '@app/infrastructure/http/refusals.js';
import { MakePool, ReportPool } from '@app/zakat';
import { Controller, Get, Ip, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Access } from '../access/access.js';
import { nameOf, type Principal } from '../access/principal.js';
import { PoolReportResponse, PoolWalletResponse, poolReportJson, poolWalletJson } from './pool.dto.js';

@ApiTags('zakat')
@Controller('zakat/pool')
export class PoolController {
  constructor(
    private readonly makePool: MakePool,
    private readonly reportPool: ReportPool,
  ) {}

  @Get()
  @Access('anyone')
  @ApiOperation({
    operationId: 'getZakatPool',
    summary: 'What came into the zakat pool and went out of it',
    description:
      'For everybody. What was received less what was paid is the balance, which is the sum of the unspent outputs of the address: `GET /wallets/{address}/utxos` lists them.',
  })
  @ApiOkResponse({ type: PoolReportResponse })
  @Refusals({
    500: {
      database_not_configured: 'database not configured',
      zakat_pool_not_set: 'ZAKAT_WALLET_ADDRESS not set',
    },
  })
  async report() {
    return poolReportJson(await this.reportPool.execute());
  }

  @Post()
  @Access({ demo: 'guest', production: 'administrator' }, 'zakat')
  @ApiOperation({
    operationId: 'makeZakatPool',
    summary: 'Make the wallet of the zakat pool',
    description:
      'Once. Its key is made and kept on the server, sealed as the keys of users are, and signs the payments of vouchers. It is the pool where `ZAKAT_WALLET_ADDRESS` is not set. A body is ignored.',
  })
  @ApiOkResponse({ type: PoolWalletResponse })
  @Refusals({
    409: {
      zakat_pool_made_already: 'the zakat pool has its wallet already',
      zakat_pool_held_elsewhere: 'ZAKAT_WALLET_ADDRESS names the zakat pool, and its key is held elsewhere',
    },
    500: { database_not_configured: 'database not configured' },
  })
  async make(@CurrentPrincipal() principal: Principal, @Ip() ip: string) {
    return poolWalletJson(await this.makePool.execute({ actor: nameOf(principal), ip }));
  }
}
