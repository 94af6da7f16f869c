import { CurrentPrincipal } from '@app/infrastructure/http/principal.js';
import { DetailRefusals } from '@app/infrastructure/http/refusals.js';
import { type Caller, nameOf } from '@app/node-registry';
import { CorrectReserves } from '@app/node-wallet';
import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AdministratorActs } from '../access/node-acts.js';
import { CORE_REFUSALS } from './core-refusals.js';
import {
  AdoptReservesRequest,
  adoptedJson,
  explanationJson,
  ReservesAdoptedResponse,
  ReservesExplanationResponse,
} from './reserve-corrections.dto.js';

@ApiTags('wallet')
@Controller('wallet/reserves')
export class ReserveCorrectionsController {
  constructor(private readonly corrections: CorrectReserves) {}

  @Get('explanation')
  @AdministratorActs()
  @ApiOperation({
    operationId: 'explainReserves',
    summary: 'What is behind a drift',
    description:
      'Audits anew and lists the transactions of Core’s wallet that the books have no account of. What an audit can book by itself is booked already.',
  })
  @ApiOkResponse({ type: ReservesExplanationResponse })
  @DetailRefusals(CORE_REFUSALS)
  async explain() {
    return explanationJson(await this.corrections.explain());
  }

  @Post('adopt')
  @AdministratorActs()
  @ApiOperation({
    operationId: 'adoptReserves',
    summary: 'Take a drift into the books, for the house',
    description:
      'Books the transactions of a finding, and what none of them explains, to the operator’s own money, and audits: payments go on at once. The txid of one of its transactions takes that one alone, and payments go on when no difference is left. The reason and who gave it are in the audit trail. Repeating the request answers as the first time.',
  })
  @ApiOkResponse({ type: ReservesAdoptedResponse })
  @DetailRefusals({
    409: {
      nothing_to_adopt: 'The ledger and Flopcoin Core agree: there is nothing to adopt',
      finding_outdated: 'The difference is another one now: explain it again',
    },
    422: {},
    ...CORE_REFUSALS,
  })
  async adopt(@Body() { finding, reason }: AdoptReservesRequest, @CurrentPrincipal() caller: Caller) {
    return adoptedJson(await this.corrections.adopt({ finding, reason, actor: nameOf(caller) }));
  }
}
