import { Refusals } from '@app/infrastructure/http/refusals.js';
import { RunZakat } from '@app/zakat';
import { Controller, HttpCode, Ip, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Access } from '../access/access.js';
import { ZakatRunResponse } from './zakat.dto.js';

@ApiTags('zakat')
@Controller('zakat')
export class ZakatController {
  constructor(private readonly runZakat: RunZakat) {}

  @Post('run')
  @HttpCode(200)
  @Access({ demo: 'guest', production: 'administrator' })
  @ApiOperation({
    summary: 'Deduct zakat',
    description:
      'Charges every registered wallet floor(balance × 25 / 1000) and pays it to `ZAKAT_WALLET_ADDRESS`, many wallets to a block. A run that was interrupted is completed, and answered, instead of a new one; nobody is charged twice in one run. A call during a run joins it. A body is ignored.',
  })
  @ApiOkResponse({ type: ZakatRunResponse })
  @Refusals({
    500: [
      'database not configured',
      'ZAKAT_WALLET_ADDRESS not set',
      'failed to list wallet profiles',
      'failed to persist zakat deduction',
    ],
  })
  async run(@Ip() ip: string) {
    const { totalWallets, processed, totalUnits, blockHashes } = await this.runZakat.execute({ ip });
    return { total_wallets: totalWallets, processed, total_zakat: totalUnits, block_hashes: blockHashes };
  }
}
