import { PageCursor } from '@app/infrastructure/http/cursor.js';
import { IdempotencyKey, TakesIdempotencyKey } from '@app/infrastructure/http/idempotency-key.js';
import { CurrentPrincipal } from '@app/infrastructure/http/principal.js';
import { Refusals } from '@app/infrastructure/http/refusals.js';
import { ADDRESS_REFUSALS } from '@app/wallet';
import { DeclareDebt, type DeclaredDebt, ListDeclarations, type Numbered, SettleDebt } from '@app/zakat';
import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access } from '../access/access.js';
import { nameOf, type Principal } from '../access/principal.js';
import { keyedBy, markReplay, REPLAYED_HEADER } from '../presentation/idempotency-key.js';
import { answerList } from '../presentation/paged-list.js';
import {
  DebtPath,
  DebtRequest,
  DebtResponse,
  DeclarationsQuery,
  dayOf,
  debtJson,
  declarationOf,
  SettleRequest,
} from './debts.dto.js';
import { DEBT_REFUSALS, NOT_CONFIGURED, PAGE_REFUSALS, SETTLE_REFUSALS } from './zakat-refusals.js';

@ApiTags('zakat')
@Controller('zakat/debts')
export class DebtsController {
  constructor(
    private readonly listDeclarations: ListDeclarations,
    private readonly declareDebt: DeclareDebt,
    private readonly settleDebt: SettleDebt,
  ) {}

  @Get()
  @Access({ demo: 'guest', production: 'administrator' }, 'read')
  @ApiOperation({
    operationId: 'listZakatDebts',
    summary: 'Declared debts',
    description:
      'In the order in which they were declared, settled ones included; the whole list unless `limit` or `cursor` is given.',
  })
  @ApiOkResponse({ type: [DebtResponse] })
  @Refusals({ 400: { invalid_address: ADDRESS_REFUSALS, ...PAGE_REFUSALS }, 500: NOT_CONFIGURED })
  list(
    @Query() page: DeclarationsQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const walletAddress = page.wallet_address;
    return answerList<Numbered<DeclaredDebt>>({
      request,
      page,
      reply,
      cursor: new PageCursor('zakat debts', { walletAddress }),
      read: (afterNumber, limit) => this.listDeclarations.debtsAfter({ walletAddress, afterNumber, limit }),
      key: ({ number }) => number,
      print: debtJson,
    });
  }

  @Post()
  @Access({ demo: 'guest', production: 'administrator' }, 'zakat')
  @ApiOperation({
    operationId: 'declareZakatDebt',
    summary: 'Declare a debt of a wallet’s owner',
    description: 'Which debts are deducted is for the policy to say. Owners declare their own at `/me/zakat/debts`.',
  })
  @TakesIdempotencyKey()
  @ApiOkResponse({ type: DebtResponse, headers: REPLAYED_HEADER })
  @Refusals(DEBT_REFUSALS)
  async declare(
    @Body() request: DebtRequest,
    @CurrentPrincipal() principal: Principal,
    @IdempotencyKey() key: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const who = { declaredBy: nameOf(principal), idempotency: keyedBy(principal, key) };
    const order = { ...declarationOf(request), walletAddress: request.wallet_address, ...who };
    const { record, isReplay } = await this.declareDebt.execute(order);
    markReplay(reply, isReplay);
    return debtJson(record);
  }

  @Post(':id/settle')
  @Access({ demo: 'guest', production: 'administrator' }, 'zakat')
  @ApiOperation({
    operationId: 'settleZakatDebt',
    summary: 'Say that a debt is no longer owed',
    description: 'The debt stays, and says so. Once more, for the same day or for none, changes nothing.',
  })
  @ApiBody({ type: SettleRequest, required: false })
  @ApiOkResponse({ type: DebtResponse })
  @Refusals(SETTLE_REFUSALS)
  async settle(
    @Body() { settled_on }: SettleRequest,
    @Param() { id }: DebtPath,
    @CurrentPrincipal() principal: Principal,
  ) {
    const order = { id, walletAddress: undefined, settledOn: dayOf(settled_on), settledBy: nameOf(principal) };
    return debtJson(await this.settleDebt.execute(order));
  }
}
