import { PageCursor } from '@app/infrastructure/http/cursor.js';
import { IdempotencyKey, TakesIdempotencyKey } from '@app/infrastructure/http/idempotency-key.js';
import { CurrentPrincipal } from '@app/infrastructure/http/principal.js';
import { Refusals } from '@app/infrastructure/http/refusals.js';
import { ADDRESS_REFUSALS } from '@app/wallet';
import { DecideVoucher, PayVoucher, ProposeVoucher } from '@app/zakat';
import { Body, Controller, Get, Ip, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access } from '../access/access.js';
import { keyHolderOf, nameOf, type Principal } from '../access/principal.js';
import { KEY_REFUSALS, markReplay, REPLAYED_HEADER } from '../presentation/idempotency-key.js';
import { answerList } from '../presentation/paged-list.js';
import { UNAVAILABLE } from '../presentation/unavailable.js';
import {
  PayVoucherResponse,
  payVoucherJson,
  RejectVoucherRequest,
  VoucherPath,
  VoucherRequest,
  VoucherResponse,
  VouchersQuery,
  voucherJson,
} from './vouchers.dto.js';

const RULE = { demo: 'guest', production: 'administrator' } as const;
const NOT_CONFIGURED = { database_not_configured: 'database not configured' };
const NO_POOL = { ...NOT_CONFIGURED, zakat_pool_not_set: 'ZAKAT_WALLET_ADDRESS not set' };
const NOT_FOUND = { voucher_not_found: 'voucher not found' };
const IN_HAND = { voucher_in_hand: 'the voucher is being paid or rejected at the moment' };
const EXCESSIVE = {
  voucher_exceeds_receipt: 'the receipt does not hold this amount any more',
  voucher_exceeds_cap: 'more than the collectors may have of this period',
};

@ApiTags('zakat')
@Controller('zakat/vouchers')
export class VouchersController {
  constructor(
    private readonly proposeVoucher: ProposeVoucher,
    private readonly decideVoucher: DecideVoucher,
    private readonly payVoucher: PayVoucher,
  ) {}

  @Post()
  @Access(RULE, 'zakat')
  @ApiOperation({
    operationId: 'proposeZakatVoucher',
    summary: 'Propose a payment out of the pool',
    description:
      'A distribution to one of the eight asnaf, or a refund out of a receipt. It is paid when as many different administrators as the policy says have approved it; the one who proposed it may be one of them.',
  })
  @TakesIdempotencyKey()
  @ApiOkResponse({ type: VoucherResponse, headers: REPLAYED_HEADER })
  @Refusals({
    ...KEY_REFUSALS,
    400: {
      ...KEY_REFUSALS[400],
      invalid_request: 'invalid request body',
      asnaf_required: 'a distribution needs an asnaf and takes no receipt',
      receipt_required: 'a refund needs a receipt and takes no asnaf',
      invalid_address: ADDRESS_REFUSALS,
      invalid_beneficiary: 'invalid beneficiary',
      amount_not_positive: 'amount must be positive',
      invalid_note: 'invalid note',
    },
    404: { receipt_not_found: 'receipt not found', period_not_charged: 'nothing was charged for this period' },
    409: EXCESSIVE,
    500: NO_POOL,
  })
  async propose(
    @Body() request: VoucherRequest,
    @CurrentPrincipal() principal: Principal,
    @IdempotencyKey() key: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { kind, asnaf, period, beneficiary, amount, receipt, note } = request;
    const proposal = { kind, asnaf, period, beneficiary, amount, receipt, note };
    const { voucher, isReplay } = await this.proposeVoucher.execute(proposal, asker(principal, key));
    markReplay(reply, isReplay);
    return voucherJson(voucher);
  }

  @Get()
  @Access(RULE, 'read')
  @ApiOperation({
    operationId: 'listZakatVouchers',
    summary: 'Vouchers',
    description: 'The newest first; the whole list unless `limit` or `cursor` is given.',
  })
  @ApiOkResponse({ type: [VoucherResponse] })
  @Refusals({
    400: {
      invalid_parameter: 'state must be proposed, approved, paid or rejected',
      invalid_limit: 'limit must be an integer from 1 to 1000',
      invalid_cursor: 'invalid cursor',
    },
    500: NOT_CONFIGURED,
  })
  list(@Query() page: VouchersQuery, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const { state } = page;
    return answerList({
      request,
      page,
      reply,
      cursor: new PageCursor('zakat vouchers', { state }),
      read: (beforeNumber, limit) => this.decideVoucher.list({ state, beforeNumber, limit }),
      key: ({ number }) => number,
      print: voucherJson,
    });
  }

  @Get(':id')
  @Access(RULE, 'read')
  @ApiOperation({ operationId: 'getZakatVoucher', summary: 'A voucher' })
  @ApiOkResponse({ type: VoucherResponse })
  @Refusals({ 404: NOT_FOUND, 500: NOT_CONFIGURED })
  async find(@Param() { id }: VoucherPath) {
    return voucherJson(await this.decideVoucher.find(id));
  }

  @Post(':id/approve')
  @Access(RULE, 'zakat')
  @ApiOperation({
    operationId: 'approveZakatVoucher',
    summary: 'Approve a voucher',
    description:
      'The last approval that is needed takes the amount from what the receipt of a refund, or the cap of the collectors, still holds. A body is ignored.',
  })
  @ApiOkResponse({ type: VoucherResponse })
  @Refusals({
    404: NOT_FOUND,
    409: {
      voucher_approved_already: 'you have approved this voucher already',
      voucher_closed: 'this is decided already',
      ...EXCESSIVE,
    },
    500: NOT_CONFIGURED,
  })
  async approve(@Param() { id }: VoucherPath, @CurrentPrincipal() principal: Principal) {
    return voucherJson(await this.decideVoucher.approve(id, nameOf(principal)));
  }

  @Post(':id/reject')
  @Access(RULE, 'zakat')
  @ApiOperation({
    operationId: 'rejectZakatVoucher',
    summary: 'Reject a voucher',
    description: 'For good, as long as it is not paid.',
  })
  @ApiOkResponse({ type: VoucherResponse })
  @Refusals({
    400: { invalid_request: 'invalid request body', invalid_note: 'invalid note' },
    404: NOT_FOUND,
    409: { ...IN_HAND, voucher_closed: 'this is decided already' },
    500: NOT_CONFIGURED,
    503: { not_writing: 'this server does not accept writes at the moment, try again' },
  })
  async reject(
    @Param() { id }: VoucherPath,
    @Body() { reason }: RejectVoucherRequest,
    @CurrentPrincipal() principal: Principal,
  ) {
    return voucherJson(await this.decideVoucher.reject(id, { actor: nameOf(principal), reason }));
  }

  @Post(':id/pay')
  @Access(RULE, 'zakat')
  @ApiOperation({
    operationId: 'payZakatVoucher',
    summary: 'Pay a voucher',
    description:
      'Once: a voucher that is paid is answered as it was, with a key or without. Where `ZAKAT_WALLET_ADDRESS` names a pool whose key somebody else holds, the answer has the payment to sign, the same one as long as its coins are unspent; the voucher is paid when a block has that transaction, no matter who submits it. A body is ignored.',
  })
  @TakesIdempotencyKey()
  @ApiOkResponse({ type: PayVoucherResponse, headers: REPLAYED_HEADER })
  @Refusals({
    ...KEY_REFUSALS,
    400: {
      ...KEY_REFUSALS[400],
      insufficient_funds: 'insufficient funds',
      too_many_coins: 'failed to create transaction',
    },
    404: NOT_FOUND,
    409: {
      ...KEY_REFUSALS[409],
      voucher_not_approved: 'the voucher is not approved',
      voucher_of_other_pool: 'the voucher was proposed for another pool',
      ...IN_HAND,
      payment_order_taken: 'another voucher waits for the same payment: have that one signed first',
    },
    500: NO_POOL,
    503: UNAVAILABLE,
  })
  async pay(
    @Param() { id }: VoucherPath,
    @CurrentPrincipal() principal: Principal,
    @Ip() ip: string,
    @IdempotencyKey() key: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const paid = await this.payVoucher.execute({ id, ip, ...asker(principal, key) });
    markReplay(reply, paid.isReplay);
    return payVoucherJson(paid);
  }
}

function asker(principal: Principal, key: string | undefined) {
  const idempotency = key === undefined ? undefined : { key, caller: keyHolderOf(principal) };
  return { actor: nameOf(principal), idempotency };
}
