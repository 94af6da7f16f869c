import { PageCursor } from '@app/infrastructure/http/cursor.js';
import { IdempotencyKey, TakesIdempotencyKey } from '@app/infrastructure/http/idempotency-key.js';
import { CurrentPrincipal } from '@app/infrastructure/http/principal.js';
import { Refusals } from '@app/infrastructure/http/refusals.js';
import { ApproveAssessment, AssessZakat, parseDay, parseHijriDate, parsePeriod, ReadAssessments } from '@app/zakat';
import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access } from '../access/access.js';
import { keyHolderOf, nameOf, type Principal } from '../access/principal.js';
import { KEY_REFUSALS, markReplay, REPLAYED_HEADER } from '../presentation/idempotency-key.js';
import { invalidBody } from '../presentation/invalid-request.js';
import { answerList } from '../presentation/paged-list.js';
import { streamLinesCsv } from './assessment-csv.js';
import { AssessmentLineResponse, AssessmentLinesQuery, assessmentLineJson } from './assessment-lines.dto.js';
import { AssessmentPath, AssessmentRequest, AssessmentResponse, assessmentJson } from './assessments.dto.js';
import { ApprovalRequest } from './runs.dto.js';

const ADMINISTRATORS = { demo: 'guest', production: 'administrator' } as const;
const NOT_CONFIGURED = { database_not_configured: 'database not configured' };
const NOT_FOUND = { assessment_not_found: 'assessment not found' };

@ApiTags('zakat')
@Controller('zakat/assessments')
export class AssessmentsController {
  constructor(
    private readonly assessZakat: AssessZakat,
    private readonly assessments: ReadAssessments,
    private readonly approve: ApproveAssessment,
  ) {}

  @Post()
  @HttpCode(201)
  @Access(ADMINISTRATORS, 'zakat')
  @ApiOperation({
    operationId: 'assessZakat',
    summary: 'Assess zakat',
    description:
      'Reckons what every registered wallet owes on a date, by the policy in force, and keeps the lines with their hash. It charges no one. Read at the last block of the valuation date; for a date that has not come it is a forecast on the blocks of now. One is made at a time.',
  })
  @TakesIdempotencyKey()
  @ApiCreatedResponse({ type: AssessmentResponse, headers: REPLAYED_HEADER })
  @Refusals({
    400: {
      ...KEY_REFUSALS[400],
      invalid_request: 'invalid request body',
      invalid_period: 'invalid period',
      invalid_date: 'invalid date',
      invalid_hijri_date: 'invalid Hijri date',
      no_such_hijri_date: 'no such date in the Hijri calendar',
      valuation_before_chain: 'the chain began after this date',
    },
    409: {
      ...KEY_REFUSALS[409],
      nisab_not_set: 'no nisab recorded',
      assessment_in_progress: 'an assessment is being made, try again',
    },
    422: KEY_REFUSALS[422],
    500: NOT_CONFIGURED,
    503: { not_writing: 'this server does not accept writes at the moment, try again' },
  })
  async assess(
    @Body() request: AssessmentRequest,
    @CurrentPrincipal() principal: Principal,
    @IdempotencyKey() key: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { record: assessment, isReplay } = await this.assessZakat.execute({
      period: parsePeriod(request.period),
      valuation: valuationOf(request),
      author: nameOf(principal),
      idempotency: key === undefined ? undefined : { key, caller: keyHolderOf(principal) },
    });
    markReplay(reply, isReplay);
    return assessmentJson(await this.approve.standing(assessment.id));
  }

  @Get(':id')
  @Access(ADMINISTRATORS, 'read')
  @ApiOperation({ operationId: 'getZakatAssessment', summary: 'An assessment' })
  @ApiOkResponse({ type: AssessmentResponse })
  @Refusals({ 404: NOT_FOUND, 500: NOT_CONFIGURED })
  async find(@Param() { id }: AssessmentPath) {
    return assessmentJson(await this.approve.standing(id));
  }

  @Post(':id/approve')
  @HttpCode(200)
  @Access(ADMINISTRATORS, 'zakat')
  @ApiOperation({
    operationId: 'approveZakatAssessment',
    summary: 'Approve an assessment',
    description:
      'As many different administrators as the policy says approve the hash of the lines that they have looked at; the one who made it may be among them. It is reckoned again first: when chain or declarations would make another one of it now, it is refused.',
  })
  @ApiOkResponse({ type: AssessmentResponse })
  @Refusals({
    400: { invalid_request: 'invalid request body' },
    404: NOT_FOUND,
    409: {
      assessment_provisional: 'a forecast cannot be approved',
      assessment_changed: 'what is due has changed, make a new assessment',
      assessment_approved_already: 'you have approved this assessment already',
      assessment_in_progress: 'an assessment is being made, try again',
    },
    500: NOT_CONFIGURED,
  })
  async approveHash(
    @Param() { id }: AssessmentPath,
    @Body() { hash }: ApprovalRequest,
    @CurrentPrincipal() principal: Principal,
  ) {
    return assessmentJson(await this.approve.execute(id, { hash, actor: nameOf(principal) }));
  }

  @Get(':id/lines')
  @Access(ADMINISTRATORS, 'read')
  @ApiOperation({
    operationId: 'listZakatAssessmentLines',
    summary: 'Its lines',
    description: 'In the order of their addresses; the whole list unless `limit` or `cursor` is given.',
  })
  @ApiOkResponse({ type: [AssessmentLineResponse] })
  @Refusals({
    400: {
      invalid_limit: 'limit must be an integer from 1 to 1000',
      invalid_cursor: 'invalid cursor',
      invalid_parameter: 'reason must be one of the reasons of an assessment',
    },
    404: NOT_FOUND,
    500: NOT_CONFIGURED,
  })
  async lines(
    @Param() { id }: AssessmentPath,
    @Query() { reason, ...page }: AssessmentLinesQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    await this.assessments.find(id);
    return answerList({
      request,
      page,
      reply,
      cursor: new PageCursor('zakat assessment lines', { id, reason }),
      read: (afterPosition, limit) => this.assessments.lines({ assessmentId: id, reason, afterPosition, limit }),
      key: ({ position }) => position,
      print: assessmentLineJson,
    });
  }

  @Get(':id/lines.csv')
  @Access(ADMINISTRATORS, 'read')
  @ApiOperation({
    operationId: 'downloadZakatAssessmentLines',
    summary: 'Its lines as a sheet',
    description:
      'RFC 4180 with a header. A name that a spreadsheet would take for a formula has an apostrophe before it.',
  })
  @ApiProduces('text/csv')
  @ApiOkResponse({ schema: { type: 'string' } })
  @Refusals({ 404: NOT_FOUND, 500: NOT_CONFIGURED })
  async csv(@Param() { id }: AssessmentPath) {
    const { period } = await this.assessments.find(id);
    return streamLinesCsv(`zakat-${period}.csv`, (afterPosition, limit) =>
      this.assessments.lines({ assessmentId: id, reason: undefined, afterPosition, limit }),
    );
  }
}

/** @throws InvalidRequest unless exactly one date is given · InvalidDay · InvalidHijriDate */
function valuationOf({ valuation_date, hijri_date }: AssessmentRequest) {
  if ((valuation_date === undefined) === (hijri_date === undefined)) throw invalidBody();
  return valuation_date === undefined ? { hijri: parseHijriDate(hijri_date!) } : { day: parseDay(valuation_date) };
}
