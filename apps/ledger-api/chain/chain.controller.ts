import { ReadSupply, VerifyChain } from '@app/chain';
import { Refusals } from '@app/infrastructure/http/refusals.js';
import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Access } from '../access/access.js';
import { ChainResponse, ChainVerificationResponse, chainJson, verificationJson } from './chain.dto.js';

@ApiTags('blocks')
@Controller('chain')
export class ChainController {
  constructor(
    private readonly readSupply: ReadSupply,
    private readonly verifyChain: VerifyChain,
  ) {}

  @Get()
  @Access('anyone')
  @ApiOperation({ operationId: 'getChain', summary: 'The state of the chain' })
  @ApiOkResponse({ type: ChainResponse })
  @Refusals({})
  async describe() {
    const { tip, parts } = await this.readSupply.execute();
    return chainJson(tip, parts);
  }

  @Get('verify')
  @Access({ demo: 'guest', production: 'administrator' }, 'read')
  @ApiOperation({
    operationId: 'verifyChain',
    summary: 'Verify the whole chain',
    description:
      'Replays every block from genesis in a thread of its own: headers, Merkle roots, signatures, amounts, the orders of what was issued and redeemed with their approvals, and the stored unspent outputs against the result. Callers at the same time share one replay.',
  })
  @ApiOkResponse({ type: ChainVerificationResponse })
  @Refusals({})
  async verify() {
    return verificationJson(await this.verifyChain.execute());
  }
}
