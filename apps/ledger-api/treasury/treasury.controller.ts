import { Refusals } from '@app/infrastructure/http/refusals.js';
import { TreasuryPolicy, TreasuryWallet } from '@app/treasury';
import { ReadBalance } from '@app/wallet';
import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Access } from '../access/access.js';
import { ORDER_ACCESS } from './order-answers.js';
import { TreasuryResponse } from './orders.dto.js';

@ApiTags('treasury')
@Controller('treasury')
export class TreasuryController {
  constructor(
    private readonly wallet: TreasuryWallet,
    private readonly policy: TreasuryPolicy,
    private readonly readBalance: ReadBalance,
  ) {}

  @Get()
  @Access(ORDER_ACCESS, 'read')
  @ApiOperation({
    operationId: 'getTreasury',
    summary: 'The wallet that units are redeemed out of, and what the treasury is bound to',
  })
  @ApiOkResponse({ type: TreasuryResponse })
  @Refusals({})
  async describe() {
    const { address } = this.wallet;
    return {
      address,
      balance: await this.readBalance.execute(address),
      approvals: this.policy.approvals,
      issue_limit_per_day: this.policy.limitOf('issue'),
      redemption_limit_per_day: this.policy.limitOf('redemption'),
    };
  }
}
