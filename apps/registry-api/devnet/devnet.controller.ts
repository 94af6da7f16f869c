import { TakesIdempotencyKey } from '@app/infrastructure/http/idempotency-key.js';
import { CurrentPrincipal } from '@app/infrastructure/http/principal.js';
import { DetailRefusals } from '@app/infrastructure/http/refusals.js';
import { requireIdempotencyKey } from '@app/kernel';
import { type Caller, keyHolderOf } from '@app/node-registry';
import { FollowCoin, parseFlop } from '@app/node-wallet';
import { Body, Controller, Get, Headers, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AdministratorActs } from '../access/node-acts.js';
import { DevnetAddressResponse, FaucetRequest, FaucetResponse, MineRequest, MineResponse } from './devnet.dto.js';
import { DevnetControls, type KeyedRequest } from './devnet-controls.js';

const REPEATABLE =
  'With an `Idempotency-Key` the request can be repeated safely: the same key and body give the first answer again.';
const KEY_REFUSALS = {
  400: { invalid_idempotency_key: 'Invalid Idempotency-Key' },
  409: { payment_in_flight: 'A request with this Idempotency-Key is still being processed' },
  422: { idempotency_key_reused: 'Idempotency-Key was already used for another request' },
} as const;

@ApiTags('devnet')
@Controller('devnet')
export class DevnetController {
  constructor(
    private readonly devnet: DevnetControls,
    private readonly following: FollowCoin,
  ) {}

  @Post('faucet')
  @AdministratorActs()
  @ApiOperation({
    operationId: 'payFromDevnet',
    summary: 'Play money for an address',
    description: `The payment waits for a block, from the timer or from \`/devnet/mine\`. ${REPEATABLE}`,
  })
  @TakesIdempotencyKey()
  @ApiOkResponse({ type: FaucetResponse })
  @DetailRefusals({
    ...KEY_REFUSALS,
    400: {
      ...KEY_REFUSALS[400],
      invalid_recipient: 'Invalid recipient address',
      invalid_amount: 'Invalid amount',
      amount_below_dust: "Invalid amount: below the coin's dust limit of 0.01 FLOP",
      insufficient_core_funds: 'Insufficient balance',
    },
  })
  async faucet(
    @Body() { address, amount }: FaucetRequest,
    @CurrentPrincipal() caller: Caller,
    @Headers('idempotency-key') key: string | undefined,
  ) {
    const txid = await this.devnet.faucet(address, parseFlop(amount), keyedRequest(caller, key));
    await this.following.catchUp();
    return { txid };
  }

  @Post('mine')
  @AdministratorActs()
  @ApiOperation({
    operationId: 'mineDevnet',
    summary: 'Mine blocks now',
    description: `Six make a deposit spendable. ${REPEATABLE}`,
  })
  @TakesIdempotencyKey()
  @ApiOkResponse({ type: MineResponse })
  @DetailRefusals(KEY_REFUSALS)
  async mine(
    @Body() { blocks }: MineRequest,
    @CurrentPrincipal() caller: Caller,
    @Headers('idempotency-key') key: string | undefined,
  ) {
    const height = await this.devnet.mine(Number(blocks), keyedRequest(caller, key));
    await this.following.catchUp();
    return { height };
  }

  @Get('address')
  @AdministratorActs()
  @ApiOperation({
    operationId: 'createDevnetAddress',
    summary: 'An address of somebody else',
    description: 'Outside the registry’s wallet, to pay to.',
  })
  @ApiOkResponse({ type: DevnetAddressResponse })
  async address() {
    return { address: await this.devnet.newAddress('outside') };
  }
}

/** @throws InvalidIdempotencyKey */
function keyedRequest(caller: Caller, key: string | undefined): KeyedRequest | undefined {
  requireIdempotencyKey(key);
  return key === undefined ? undefined : { caller: keyHolderOf(caller), key };
}
