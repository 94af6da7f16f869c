import { COINBASE_REWARD, toHex } from '@app/chain';
import { LimitSending } from '@app/identity';
import { IdempotencyKey, TakesIdempotencyKey } from '@app/infrastructure/http/idempotency-key.js';
import { CurrentPrincipal } from '@app/infrastructure/http/principal.js';
import { Refusals } from '@app/infrastructure/http/refusals.js';
import { ADDRESS_REFUSALS, FundWallet } from '@app/wallet';
import { Body, Controller, Ip, Post, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Access } from '../access/access.js';
import { keyHolderOf, nameOf, type Principal } from '../access/principal.js';
import { KEY_REFUSALS, markReplay, REPLAYED_HEADER } from '../presentation/idempotency-key.js';
import { UNAVAILABLE } from '../presentation/unavailable.js';
import { FundRequest, FundResponse } from './faucet.dto.js';

@ApiTags('faucet')
@Controller('admin')
export class FaucetController {
  constructor(
    private readonly fundWallet: FundWallet,
    private readonly limits: LimitSending,
  ) {}

  @Post('fund')
  @Access({ demo: 'guest', production: 'administrator' }, 'issue')
  @ApiOperation({
    operationId: 'fundWallet',
    summary: 'Fund a wallet',
    description:
      'Mints the fixed reward of 15000 units to the address. `amount` is recorded in the books and decides nothing.',
  })
  @TakesIdempotencyKey()
  @ApiOkResponse({
    type: FundResponse,
    headers: {
      'X-Transaction-Id': { description: 'Hex ID of the reward', schema: { type: 'string' } },
      ...REPLAYED_HEADER,
    },
  })
  @Refusals({
    ...KEY_REFUSALS,
    400: {
      ...KEY_REFUSALS[400],
      invalid_request: 'invalid request body',
      fields_required: 'address and positive amount are required',
      invalid_address: ADDRESS_REFUSALS,
    },
    403: {
      receiver_not_allowed: 'this key may not pay to this address',
      key_limit_reached: 'the limit of this key for a day is reached',
    },
    409: { ...KEY_REFUSALS[409], supply_exhausted: 'the supply cap is reached' },
    503: UNAVAILABLE,
  })
  async fund(
    @Body() request: FundRequest,
    @Ip() ip: string,
    @CurrentPrincipal() principal: Principal,
    @IdempotencyKey() key: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const actor = nameOf(principal);
    const idempotency = key === undefined ? undefined : { key, caller: keyHolderOf(principal) };
    const { address, txid, blockHash, isReplay } = await this.limits.issueWithin(
      principal.kind === 'anonymous' ? undefined : principal.key,
      { address: request.address, amount: COINBASE_REWARD },
      () => this.fundWallet.execute({ ...request, ip, actor, idempotency }),
    );
    markReplay(reply, isReplay);
    reply.header('X-Transaction-Id', toHex(txid));
    return { address, amount: request.amount, block_hash: toHex(blockHash) };
  }
}
