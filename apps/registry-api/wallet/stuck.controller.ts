import { CurrentPrincipal } from '@app/infrastructure/http/principal.js';
import { DetailRefusals } from '@app/infrastructure/http/refusals.js';
import { type Caller, nameOf } from '@app/node-registry';
import { EndWhatIsStuck } from '@app/node-wallet';
import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AdministratorActs } from '../access/node-acts.js';
import { CORE_REFUSALS } from './core-refusals.js';
import {
  DismissRowRequest,
  EndPaymentRequest,
  PaymentEndedResponse,
  paymentEndedJson,
  RowDismissedResponse,
  StuckResponse,
  stuckJson,
} from './stuck.dto.js';

@ApiTags('wallet')
@Controller('wallet/reserves/stuck')
export class StuckController {
  constructor(private readonly stuck: EndWhatIsStuck) {}

  @Get()
  @AdministratorActs()
  @ApiOperation({
    operationId: 'listStuckPayments',
    summary: 'What does not come to an end by itself',
    description:
      'Payments that Flopcoin Core refuses or that are not known to be with it, and what Core tells in a form that cannot be read. Of each at most 500.',
  })
  @ApiOkResponse({ type: StuckResponse })
  @DetailRefusals({ 503: { database_unavailable: 'database unavailable' } })
  async show() {
    return stuckJson(await this.stuck.show());
  }

  @Post('end')
  @AdministratorActs()
  @ApiOperation({
    operationId: 'endStuckPayment',
    summary: 'End a payment that is stuck',
    description:
      'Only when it cannot pay any more: one of its coins is spent by another transaction that is deep in the chain, or Core has refused it each time that it was offered. Its money is back at once. The reason and who gave it are in the audit trail.',
  })
  @ApiOkResponse({ type: PaymentEndedResponse })
  @DetailRefusals({
    404: { stuck_payment_not_found: 'No payment under way has this transaction' },
    409: {
      payment_is_living: 'The payment is in a block or in the mempool of Flopcoin Core: it is on its way',
      payment_may_be_paid:
        'Others may have the payment and it may still be mined: spend one of its coins in Flopcoin Core, and it ends when that is deep enough',
    },
    422: {},
    ...CORE_REFUSALS,
  })
  async end(@Body() { txid, reason }: EndPaymentRequest, @CurrentPrincipal() caller: Caller) {
    return paymentEndedJson(await this.stuck.endPayment(txid, { reason, actor: nameOf(caller) }));
  }

  @Post('dismiss')
  @AdministratorActs()
  @ApiOperation({
    operationId: 'dismissRow',
    summary: 'Expect nothing any more of a row that was set aside',
    description:
      'It is not read again. What Core holds for it and the books do not is a drift from then on, which `mizan reserves adopt` takes into the books. The reason and who gave it are in the audit trail.',
  })
  @ApiOkResponse({ type: RowDismissedResponse })
  @DetailRefusals({
    404: { set_aside_row_not_found: 'Nothing that was set aside has this name' },
    422: {},
    503: { database_unavailable: 'database unavailable' },
  })
  async dismiss(@Body() { row, reason }: DismissRowRequest, @CurrentPrincipal() caller: Caller) {
    await this.stuck.dismissRow(row, { reason, actor: nameOf(caller) });
    return { success: true, row };
  }
}
