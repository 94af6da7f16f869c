import { LimitSending } from '@app/identity';
import { IdempotencyKey, TakesIdempotencyKey } from '@app/infrastructure/http/idempotency-key.js';
import { CurrentPrincipal } from '@app/infrastructure/http/principal.js';
import { Refusals } from '@app/infrastructure/http/refusals.js';
import { DecideOrder, ProposeOrder, TreasuryWallet } from '@app/treasury';
import { Body, Controller, Get, Ip, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access } from '../access/access.js';
import { nameOf, type Principal } from '../access/principal.js';
import { markReplay, REPLAYED_HEADER } from '../presentation/idempotency-key.js';
import { UNAVAILABLE } from '../presentation/unavailable.js';
import {
  APPROVAL_REFUSALS,
  answerOrders,
  approveWithin,
  grantOf,
  LIST_REFUSALS,
  ORDER_ACCESS,
  ORDER_NOT_FOUND,
  PROPOSAL_REFUSALS,
  proposerOf,
  REJECTION_REFUSALS,
} from './order-answers.js';
import {
  ApproveOrderRequest,
  OrderPath,
  OrderResponse,
  OrdersQuery,
  orderJson,
  RedemptionRequest,
  RejectOrderRequest,
} from './orders.dto.js';

const UNCOVERED = { insufficient_funds: 'insufficient funds', too_many_coins: 'failed to create transaction' };

@ApiTags('treasury')
@Controller('treasury/redemptions')
export class RedemptionsController {
  constructor(
    private readonly proposeOrder: ProposeOrder,
    readonly decide: DecideOrder,
    readonly limits: LimitSending,
    private readonly wallet: TreasuryWallet,
  ) {}

  @Post()
  @Access(ORDER_ACCESS, 'issue')
  @ApiOperation({
    operationId: 'proposeRedemption',
    summary: 'Propose to redeem units',
    description:
      'Takes units out of circulation, for good: out of the wallet of the treasury (`GET /treasury`), to an address that no key can spend from. Nothing is done until as many different administrators as `TREASURY_APPROVALS` says have approved the hash that is answered; the one who proposes may be one of them. An idempotency key is kept for good.',
  })
  @TakesIdempotencyKey()
  @ApiOkResponse({ type: OrderResponse, headers: REPLAYED_HEADER })
  @Refusals(PROPOSAL_REFUSALS)
  async propose(
    @Body() { amount, reference }: RedemptionRequest,
    @CurrentPrincipal() principal: Principal,
    @IdempotencyKey() key: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const proposal = { amount, reference };
    const { order, isReplay } = await this.limits.issueWithin(
      grantOf(principal),
      { ...proposal, address: this.wallet.address },
      () => this.proposeOrder.execute('redemption', proposal, proposerOf(principal, key)),
    );
    markReplay(reply, isReplay);
    return orderJson(order);
  }

  @Get()
  @Access(ORDER_ACCESS, 'read')
  @ApiOperation({
    operationId: 'listRedemptions',
    summary: 'Orders to redeem units',
    description: 'The newest first; the whole list unless `limit` or `cursor` is given.',
  })
  @ApiOkResponse({ type: [OrderResponse] })
  @Refusals(LIST_REFUSALS)
  list(@Query() page: OrdersQuery, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return answerOrders(this.decide, { kind: 'redemption', cursor: 'redemptions', page }, { request, reply });
  }

  @Get(':id')
  @Access(ORDER_ACCESS, 'read')
  @ApiOperation({ operationId: 'getRedemption', summary: 'An order to redeem units' })
  @ApiOkResponse({ type: OrderResponse })
  @Refusals({ 404: ORDER_NOT_FOUND })
  async find(@Param() { id }: OrderPath) {
    return orderJson(await this.decide.find('redemption', id));
  }

  @Post(':id/approve')
  @Access(ORDER_ACCESS, 'issue')
  @ApiOperation({
    operationId: 'approveRedemption',
    summary: 'Approve an order to redeem units',
    description:
      'The last approval that is needed redeems exactly the amount, once. An order that the wallet does not cover stays approved. Where that was interrupted, any approval goes on with it; an order that is mined is answered as it is.',
  })
  @ApiOkResponse({ type: OrderResponse, headers: REPLAYED_HEADER })
  @Refusals({
    ...APPROVAL_REFUSALS,
    400: { ...APPROVAL_REFUSALS[400], ...UNCOVERED },
    503: UNAVAILABLE,
  })
  async approve(
    @Param() { id }: OrderPath,
    @Body() { hash }: ApproveOrderRequest,
    @CurrentPrincipal() principal: Principal,
    @Ip() ip: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { order, isReplay } = await approveWithin(this, { kind: 'redemption', id, hash }, { principal, ip });
    markReplay(reply, isReplay);
    return orderJson(order);
  }

  @Post(':id/reject')
  @Access(ORDER_ACCESS, 'issue')
  @ApiOperation({
    operationId: 'rejectRedemption',
    summary: 'Reject an order to redeem units',
    description: 'For good, as long as it is not mined. Its reference is free again.',
  })
  @ApiOkResponse({ type: OrderResponse })
  @Refusals(REJECTION_REFUSALS)
  async reject(
    @Param() { id }: OrderPath,
    @Body() { reason }: RejectOrderRequest,
    @CurrentPrincipal() principal: Principal,
    @Ip() ip: string,
  ) {
    return orderJson(await this.decide.reject({ kind: 'redemption', id, actor: nameOf(principal), ip }, reason));
  }
}
