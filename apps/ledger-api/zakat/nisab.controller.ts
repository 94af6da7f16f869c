import { PageCursor } from '@app/infrastructure/http/cursor.js';
import { IdempotencyKey, TakesIdempotencyKey } from '@app/infrastructure/http/idempotency-key.js';
import { CurrentPrincipal } from '@app/infrastructure/http/principal.js';
import { Refusals } from '@app/infrastructure/http/refusals.js';
import { sliceOf } from '@app/kernel';
import { NisabSnapshots, type Numbered, type RecordedNisab, RecordNisab } from '@app/zakat';
import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access } from '../access/access.js';
import { nameOf, type Principal } from '../access/principal.js';
import { KEY_REFUSALS, keyedBy, markReplay, REPLAYED_HEADER } from '../presentation/idempotency-key.js';
import { PageQuery } from '../presentation/page-query.dto.js';
import { answerList } from '../presentation/paged-list.js';
import { NisabRequest, NisabResponse, nisabJson, nisabOrderOf } from './nisab.dto.js';
import { DATE_REFUSALS, NOT_CONFIGURED, PAGE_REFUSALS } from './zakat-refusals.js';

@ApiTags('zakat')
@Controller('zakat/nisab')
export class NisabController {
  constructor(
    private readonly snapshots: NisabSnapshots,
    private readonly recordNisab: RecordNisab,
  ) {}

  @Get()
  @Access('anyone')
  @ApiOperation({
    operationId: 'listNisab',
    summary: 'Snapshots of nisab',
    description:
      'The last recorded first; the whole list unless `limit` or `cursor` is given. Of a standard, the newest with `as_of` on or before a day is in force on it, and before the oldest the oldest; of one `as_of` the last recorded counts.',
  })
  @ApiOkResponse({ type: [NisabResponse] })
  @Refusals({ 400: PAGE_REFUSALS, 500: NOT_CONFIGURED })
  list(@Query() page: PageQuery, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return answerList<Numbered<RecordedNisab>>({
      request,
      page,
      reply,
      cursor: new PageCursor('zakat nisab'),
      read: async (before, limit) => sliceOf(await this.snapshots.page(before, limit + 1), limit),
      key: ({ number }) => number,
      print: nisabJson,
    });
  }

  @Post()
  @Access({ demo: 'guest', production: 'administrator' }, 'zakat')
  @ApiOperation({
    operationId: 'recordNisab',
    summary: 'Record what nisab is from a day on',
    description:
      'A snapshot is never changed; a later one with the same `as_of` counts in its place. It is written to the audit trail with its author.',
  })
  @TakesIdempotencyKey()
  @ApiOkResponse({ type: NisabResponse, headers: REPLAYED_HEADER })
  @Refusals({
    ...KEY_REFUSALS,
    400: {
      ...KEY_REFUSALS[400],
      invalid_request: 'invalid request body',
      invalid_nisab: 'invalid nisab',
      ...DATE_REFUSALS,
    },
    500: NOT_CONFIGURED,
  })
  async record(
    @Body() request: NisabRequest,
    @CurrentPrincipal() principal: Principal,
    @IdempotencyKey() key: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const order = { ...nisabOrderOf(request), author: nameOf(principal), idempotency: keyedBy(principal, key) };
    const { record, isReplay } = await this.recordNisab.execute(order);
    markReplay(reply, isReplay);
    return nisabJson(record);
  }
}
