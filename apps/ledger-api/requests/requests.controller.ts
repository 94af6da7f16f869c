import { PageCursor } from '@app/infrastructure/http/cursor.js';
import { IdempotencyKey, TakesIdempotencyKey } from '@app/infrastructure/http/idempotency-key.js';
import { CurrentPrincipal } from '@app/infrastructure/http/principal.js';
import { Refusals } from '@app/infrastructure/http/refusals.js';
import { MakeRequest, ReadRequests, type ShownRequest } from '@app/wallet';
import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access } from '../access/access.js';
import type { Principal, UserPrincipal } from '../access/principal.js';
import { KEY_REFUSALS, markReplay, REPLAYED_HEADER } from '../presentation/idempotency-key.js';
import { PageQuery } from '../presentation/page-query.dto.js';
import { answerList } from '../presentation/paged-list.js';
import {
  PayablePaymentRequestResponse,
  PaymentRequestPath,
  PaymentRequestRequest,
  PaymentRequestResponse,
  payableRequestJson,
  paymentRequestJson,
} from './requests.dto.js';

const NOT_FOUND = { request_not_found: 'payment request not found' };

@ApiTags('requests')
@Controller('requests')
export class RequestsController {
  constructor(
    private readonly makeRequest: MakeRequest,
    private readonly requests: ReadRequests,
  ) {}

  @Post()
  @Access('user', 'requests')
  @ApiOperation({
    operationId: 'requestPayment',
    summary: 'Ask for a payment to your wallet',
    description:
      'Anyone who knows the ID can look at the request and pay it, by a transfer to its address with the ID as `request`. What counts is what such transfers have paid on the chain; the one that reaches the amount ends it. A key is kept for good.',
  })
  @TakesIdempotencyKey()
  @ApiOkResponse({ type: PayablePaymentRequestResponse, headers: REPLAYED_HEADER })
  @Refusals({
    ...KEY_REFUSALS,
    400: {
      ...KEY_REFUSALS[400],
      invalid_request: 'invalid request body',
      amount_not_positive: 'amount must be positive',
      invalid_note: 'note must be a text of 1 to 140 characters',
      invalid_reference: 'reference must be a text of 1 to 64 characters',
      invalid_expiry: 'expires_in must be 1 to 31536000 seconds',
    },
    409: { ...KEY_REFUSALS[409], too_many_open_requests: 'too many open payment requests' },
  })
  async make(
    @Body() { amount, note, expires_in: expiresIn, reference }: PaymentRequestRequest,
    @CurrentPrincipal() { userId, address }: UserPrincipal,
    @IdempotencyKey() idempotencyKey: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const wish = { userId, address, amount, note, expiresIn, reference, idempotencyKey };
    const { request, isReplay } = await this.makeRequest.execute(wish);
    markReplay(reply, isReplay);
    return payableRequestJson(await this.requests.show(request), true);
  }

  @Get()
  @Access('user', 'read')
  @ApiOperation({
    operationId: 'listPaymentRequests',
    summary: 'Your payment requests',
    description: 'The newest first; the whole list unless `limit` or `cursor` is given.',
  })
  @ApiOkResponse({ type: [PaymentRequestResponse] })
  @Refusals({
    400: { invalid_limit: 'limit must be an integer from 1 to 1000', invalid_cursor: 'invalid cursor' },
  })
  list(
    @Query() page: PageQuery,
    @CurrentPrincipal() { userId }: UserPrincipal,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return answerList<ShownRequest>({
      request,
      page,
      reply,
      cursor: new PageCursor('payment requests', { userId }),
      read: (beforeNumber, limit) => this.requests.list({ userId, beforeNumber, limit }),
      key: ({ number }) => number,
      print: (shown) => paymentRequestJson(shown, true),
    });
  }

  @Get(':id')
  @Access('guest', 'read')
  @ApiOperation({
    operationId: 'getPaymentRequest',
    summary: 'A payment request, to pay it or to see whether it was paid',
    description: 'For everybody who knows the ID. Who made it is shown `reference` as well.',
  })
  @ApiOkResponse({ type: PayablePaymentRequestResponse })
  @Refusals({ 404: NOT_FOUND })
  async find(@Param() { id }: PaymentRequestPath, @CurrentPrincipal() principal: Principal) {
    const request = await this.requests.find(id);
    return payableRequestJson(request, principal.kind === 'user' && principal.userId === request.userId);
  }

  @Post(':id/cancel')
  @Access('user', 'requests')
  @ApiOperation({
    operationId: 'cancelPaymentRequest',
    summary: 'Withdraw a payment request',
    description: 'Nothing more is paid for it. What was paid stays with you. Once more changes nothing.',
  })
  @ApiOkResponse({ type: PaymentRequestResponse })
  @Refusals({ 404: NOT_FOUND, 409: { request_closed: 'the payment request has been paid' } })
  async cancel(@Param() { id }: PaymentRequestPath, @CurrentPrincipal() { userId }: UserPrincipal) {
    return paymentRequestJson(await this.requests.cancel(id, userId), true);
  }
}
