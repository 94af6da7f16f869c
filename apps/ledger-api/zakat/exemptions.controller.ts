import { PageCursor } from '@app/infrastructure/http/cursor.js';
import { IdempotencyKey, TakesIdempotencyKey } from '@app/infrastructure/http/idempotency-key.js';
import { CurrentPrincipal } from '@app/infrastructure/http/principal.js';
import { Refusals } from '@app/infrastructure/http/refusals.js';
import { ADDRESS_REFUSALS } from '@app/wallet';
import { DecideExemption, type FiledExemption, FileExemption, ListDeclarations, type Numbered } from '@app/zakat';
import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access } from '../access/access.js';
import { nameOf, type Principal } from '../access/principal.js';
import { keyedBy, markReplay, REPLAYED_HEADER } from '../presentation/idempotency-key.js';
import { answerList } from '../presentation/paged-list.js';
import { DeclarationsQuery, dayOf } from './debts.dto.js';
import {
  EndRequest,
  ExemptionPath,
  ExemptionRequest,
  ExemptionResponse,
  exemptionJson,
  filingOf,
} from './exemptions.dto.js';
import { DATE_REFUSALS, EXEMPTION_REFUSALS, NOT_CONFIGURED, PAGE_REFUSALS } from './zakat-refusals.js';

const ENDED = { exemption_ended: 'the exemption has ended' };
const NOT_FOUND = { exemption_not_found: 'exemption not found' };

@ApiTags('zakat')
@Controller('zakat/exemptions')
export class ExemptionsController {
  constructor(
    private readonly listDeclarations: ListDeclarations,
    private readonly fileExemption: FileExemption,
    private readonly decide: DecideExemption,
  ) {}

  @Get()
  @Access({ demo: 'guest', production: 'administrator' }, 'read')
  @ApiOperation({
    operationId: 'listZakatExemptions',
    summary: 'Exemptions',
    description:
      'In the order in which they were entered, ended ones included; the whole list unless `limit` or `cursor` is given.',
  })
  @ApiOkResponse({ type: [ExemptionResponse] })
  @Refusals({ 400: { invalid_address: ADDRESS_REFUSALS, ...PAGE_REFUSALS }, 500: NOT_CONFIGURED })
  list(
    @Query() page: DeclarationsQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const walletAddress = page.wallet_address;
    return answerList<Numbered<FiledExemption>>({
      request,
      page,
      reply,
      cursor: new PageCursor('zakat exemptions', { walletAddress }),
      read: (afterNumber, limit) => this.listDeclarations.exemptionsAfter({ walletAddress, afterNumber, limit }),
      key: ({ number }) => number,
      print: exemptionJson,
    });
  }

  @Post()
  @Access({ demo: 'guest', production: 'administrator' }, 'zakat')
  @ApiOperation({
    operationId: 'fileZakatExemption',
    summary: 'Enter an exemption of a wallet’s owner',
    description: 'It counts once it is accepted. Owners enter their own at `/me/zakat/exemptions`.',
  })
  @TakesIdempotencyKey()
  @ApiOkResponse({ type: ExemptionResponse, headers: REPLAYED_HEADER })
  @Refusals(EXEMPTION_REFUSALS)
  async file(
    @Body() request: ExemptionRequest,
    @CurrentPrincipal() principal: Principal,
    @IdempotencyKey() key: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const who = { filedBy: nameOf(principal), idempotency: keyedBy(principal, key) };
    const filing = { ...filingOf(request), walletAddress: request.wallet_address, filedOn: dayOf(request.filed_on) };
    const { record, isReplay } = await this.fileExemption.execute({ ...filing, ...who });
    markReplay(reply, isReplay);
    return exemptionJson(record);
  }

  @Post(':id/accept')
  @Access({ demo: 'guest', production: 'administrator' }, 'zakat')
  @ApiOperation({
    operationId: 'acceptZakatExemption',
    summary: 'Accept an exemption',
    description:
      'It counts from the day on which it was filed; a CZ-50 for valuation dates at least 30 days later. Once more changes nothing.',
  })
  @ApiOkResponse({ type: ExemptionResponse })
  @Refusals({ 404: NOT_FOUND, 409: ENDED, 500: NOT_CONFIGURED })
  async accept(@Param() { id }: ExemptionPath, @CurrentPrincipal() principal: Principal) {
    return exemptionJson(await this.decide.accept(id, nameOf(principal)));
  }

  @Post(':id/end')
  @Access({ demo: 'guest', production: 'administrator' }, 'zakat')
  @ApiOperation({
    operationId: 'endZakatExemption',
    summary: 'End an exemption, or refuse it',
    description: 'It stays, and says so. Once more, for the same day or for none, changes nothing.',
  })
  @ApiBody({ type: EndRequest, required: false })
  @ApiOkResponse({ type: ExemptionResponse })
  @Refusals({
    400: { invalid_request: 'invalid request body', ...DATE_REFUSALS, invalid_exemption: 'invalid exemption' },
    404: NOT_FOUND,
    409: ENDED,
    500: NOT_CONFIGURED,
  })
  async end(
    @Body() { ended_on }: EndRequest,
    @Param() { id }: ExemptionPath,
    @CurrentPrincipal() principal: Principal,
  ) {
    return exemptionJson(await this.decide.end(id, nameOf(principal), dayOf(ended_on)));
  }
}
