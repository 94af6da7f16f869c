import { DetailRefusals } from '@app/infrastructure/http/refusals.js';
import { FollowCoin } from '@app/node-registry';
import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AdministratorActs } from '../access/node-acts.js';
import {
  DevnetAddressResponse,
  FaucetRequest,
  FaucetResponse,
  MineRequest,
  MineResponse,
  readFaucet,
  readMine,
} from './devnet.dto.js';
import { PlayCoin } from './play-coin.js';

@ApiTags('devnet')
@Controller('devnet')
export class DevnetController {
  constructor(
    private readonly devnet: PlayCoin,
    private readonly following: FollowCoin,
  ) {}

  @Post('faucet')
  @HttpCode(200)
  @AdministratorActs()
  @ApiOperation({
    summary: 'Play money for an address',
    description: 'The payment waits for a block, from the timer or from `/devnet/mine`.',
  })
  @ApiBody({ type: FaucetRequest })
  @ApiOkResponse({ type: FaucetResponse })
  @DetailRefusals({ 400: ['Invalid recipient address', 'Invalid amount', 'Insufficient balance'], 422: [] })
  async faucet(@Body() body: unknown) {
    const { address, amountUnits } = readFaucet(body);
    const txid = await this.devnet.faucet(address, amountUnits);
    await this.following.catchUp();
    return { txid };
  }

  @Post('mine')
  @HttpCode(200)
  @AdministratorActs()
  @ApiOperation({ summary: 'Mine blocks now', description: 'Six make a deposit spendable.' })
  @ApiBody({ type: MineRequest })
  @ApiOkResponse({ type: MineResponse })
  @DetailRefusals({ 422: [] })
  async mine(@Body() body: unknown) {
    const height = await this.devnet.mine(readMine(body));
    await this.following.catchUp();
    return { height };
  }

  @Get('address')
  @AdministratorActs()
  @ApiOperation({
    summary: 'An address of somebody else',
    description: 'Outside the registry’s wallet, to pay to.',
  })
  @ApiOkResponse({ type: DevnetAddressResponse })
  async address() {
    return { address: await this.devnet.newAddress('outside') };
  }
}
