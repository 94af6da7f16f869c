import { IdempotencyKey, TakesIdempotencyKey } from '@app/infrastructure/http/idempotency-key.js';
import { CurrentPrincipal } from '@app/infrastructure/http/principal.js';
import { Refusals } from '@app/infrastructure/http/refusals.js';
import { DeclareDebt, FileExemption, ReadMyZakat, SettleDebt } from '@app/zakat';
import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Access } from '../access/access.js';
import { nameOf, type UserPrincipal } from '../access/principal.js';
import { keyedBy, markReplay, REPLAYED_HEADER } from '../presentation/idempotency-key.js';
import { DebtPath, DebtResponse, dayOf, debtJson, declarationOf, MyDebtRequest, SettleRequest } from './debts.dto.js';
import { ExemptionResponse, exemptionJson, filingOf, MyExemptionRequest } from './exemptions.dto.js';
import { MyZakatResponse, myZakatJson } from './my-zakat.dto.js';
import { DEBT_REFUSALS, EXEMPTION_REFUSALS, NOT_CONFIGURED, SETTLE_REFUSALS } from './zakat-refusals.js';

/** What owners declare themselves. */
@ApiTags('zakat')
@Controller('me/zakat')
export class MyZakatController {
  constructor(
    private readonly readMyZakat: ReadMyZakat,
    private readonly declareDebt: DeclareDebt,
    private readonly settleDebt: SettleDebt,
    private readonly fileExemption: FileExemption,
  ) {}

  @Get()
  @Access('user', 'read')
  @ApiOperation({
    operationId: 'getMyZakat',
    summary: 'How you stand',
    description:
      'Your lunar year so far, what an assessment of today and one of the next anniversary would say of your wallet, with the policy and the nisab that they go by, your debts and exemptions, also those that an administrator entered, and your newest receipts. Nothing is charged by it.',
  })
  @ApiOkResponse({ type: MyZakatResponse })
  @Refusals({ 500: NOT_CONFIGURED })
  async mine(@CurrentPrincipal() { address }: UserPrincipal) {
    return myZakatJson(address, await this.readMyZakat.execute(address));
  }

  @Post('debts')
  @Access('user', 'zakat')
  @ApiOperation({
    operationId: 'declareMyZakatDebt',
    summary: 'Declare a debt of yours',
    description: 'Which debts are deducted is for the policy to say.',
  })
  @TakesIdempotencyKey()
  @ApiOkResponse({ type: DebtResponse, headers: REPLAYED_HEADER })
  @Refusals(DEBT_REFUSALS)
  async declare(
    @Body() request: MyDebtRequest,
    @CurrentPrincipal() principal: UserPrincipal,
    @IdempotencyKey() key: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const who = { declaredBy: nameOf(principal), idempotency: keyedBy(principal, key) };
    const order = { ...declarationOf(request), walletAddress: principal.address, ...who };
    const { record, isReplay } = await this.declareDebt.execute(order);
    markReplay(reply, isReplay);
    return debtJson(record);
  }

  @Post('debts/:id/settle')
  @Access('user', 'zakat')
  @ApiOperation({
    operationId: 'settleMyZakatDebt',
    summary: 'Say that you no longer owe a debt',
    description: 'The debt stays, and says so. Once more, for the same day or for none, changes nothing.',
  })
  @ApiBody({ type: SettleRequest, required: false })
  @ApiOkResponse({ type: DebtResponse })
  @Refusals(SETTLE_REFUSALS)
  async settle(
    @Body() { settled_on }: SettleRequest,
    @Param() { id }: DebtPath,
    @CurrentPrincipal() principal: UserPrincipal,
  ) {
    const { address: walletAddress } = principal;
    const order = { id, walletAddress, settledOn: dayOf(settled_on), settledBy: nameOf(principal) };
    return debtJson(await this.settleDebt.execute(order));
  }

  @Post('exemptions')
  @Access('user', 'zakat')
  @ApiOperation({
    operationId: 'fileMyZakatExemption',
    summary: 'Enter an exemption of yours',
    description:
      'It is filed today, in the time zone of the policy, and counts once an administrator accepts it. A paper that came in earlier is entered by an administrator.',
  })
  @TakesIdempotencyKey()
  @ApiOkResponse({ type: ExemptionResponse, headers: REPLAYED_HEADER })
  @Refusals(EXEMPTION_REFUSALS)
  async file(
    @Body() request: MyExemptionRequest,
    @CurrentPrincipal() principal: UserPrincipal,
    @IdempotencyKey() key: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const who = { filedBy: nameOf(principal), idempotency: keyedBy(principal, key) };
    const filing = { ...filingOf(request), walletAddress: principal.address, filedOn: undefined };
    const { record, isReplay } = await this.fileExemption.execute({ ...filing, ...who });
    markReplay(reply, isReplay);
    return exemptionJson(record);
  }
}
