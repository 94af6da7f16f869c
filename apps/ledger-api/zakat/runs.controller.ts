import { PageCursor } from '@app/infrastructure/http/cursor.js';
import { eventFrame, streamEvents } from '@app/infrastructure/http/events/event-stream.js';
import { leadOn } from '@app/infrastructure/http/paging.js';
import { CurrentPrincipal } from '@app/infrastructure/http/principal.js';
import { Refusals } from '@app/infrastructure/http/refusals.js';
import { sliceOf } from '@app/kernel';
import { FollowRun, RunAssessment } from '@app/zakat';
import { Controller, Get, HttpCode, type OnModuleDestroy, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access } from '../access/access.js';
import { nameOf, type Principal } from '../access/principal.js';
import { AssessmentPath } from './assessments.dto.js';
import { BegunRunResponse, RunPath, RunResponse, RunsQuery, RunsResponse, runJson } from './runs.dto.js';

const ADMINISTRATORS = { demo: 'guest', production: 'administrator' } as const;
const NOT_CONFIGURED = { database_not_configured: 'database not configured' };
const NOT_FOUND = { zakat_run_not_found: 'zakat run not found' };
const NOT_WRITING = { not_writing: 'this server does not accept writes at the moment, try again' };

const runCursor = new PageCursor('zakat runs');

@ApiTags('zakat')
@Controller('zakat')
export class RunsController implements OnModuleDestroy {
  /** Ends the streams of a server that stops. */
  private readonly stopping = new AbortController();

  constructor(
    private readonly runs: RunAssessment,
    private readonly followRun: FollowRun,
  ) {}

  onModuleDestroy(): void {
    this.stopping.abort();
  }

  @Post('assessments/:id/run')
  @HttpCode(202)
  @Access(ADMINISTRATORS, 'zakat')
  @ApiOperation({
    operationId: 'runZakatAssessment',
    summary: 'Charge what was assessed',
    description:
      'Begins the run of an approved assessment, which charges each `DUE` line its amount in the background, many to a block. A wallet is charged once in a period, whatever route, policy or pool charges it. An assessment has one run: a repeated call answers with it. A run that was interrupted goes on by itself.',
  })
  @ApiAcceptedResponse({ type: BegunRunResponse })
  @Refusals({
    404: { assessment_not_found: 'assessment not found' },
    409: {
      assessment_not_approved: 'the assessment is not approved',
      assessment_changed: 'what is due has changed, make a new assessment',
      assessment_in_progress: 'an assessment is being made, try again',
    },
    500: { ...NOT_CONFIGURED, zakat_pool_not_set: 'ZAKAT_WALLET_ADDRESS not set' },
    503: NOT_WRITING,
  })
  async begin(@Param() { id }: AssessmentPath, @CurrentPrincipal() principal: Principal) {
    return { run_id: (await this.runs.begin(id, nameOf(principal))).id };
  }

  @Get('runs')
  @Access(ADMINISTRATORS, 'read')
  @ApiOperation({
    operationId: 'listZakatRuns',
    summary: 'Runs of assessments',
    description: 'Newest first. A `Link` header leads to older ones.',
  })
  @ApiOkResponse({ type: RunsResponse })
  @Refusals({
    400: { invalid_limit: 'limit must be an integer from 1 to 1000', invalid_cursor: 'invalid cursor' },
    500: NOT_CONFIGURED,
  })
  async list(
    @Query() { limit = 20, cursor }: RunsQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const before = runCursor.decode(cursor);
    const page = sliceOf(await this.runs.page(before === undefined ? undefined : Number(before), limit + 1), limit);
    leadOn(page, { cursor: runCursor, key: ({ number }) => number, link: { request, reply, limit } });
    return { runs: page.rows.map(runJson) };
  }

  @Get('runs/:id')
  @Access(ADMINISTRATORS, 'read')
  @ApiOperation({ operationId: 'getZakatRun', summary: 'How far a run is' })
  @ApiOkResponse({ type: RunResponse })
  @Refusals({ 404: NOT_FOUND, 500: NOT_CONFIGURED })
  async find(@Param() { id }: RunPath) {
    return runJson(await this.runs.progress(id));
  }

  @Get('runs/:id/progress')
  @Access(ADMINISTRATORS, 'read')
  @ApiOperation({
    operationId: 'followZakatRun',
    summary: 'Follow a run',
    description:
      'Server-Sent Events: the run as `GET /zakat/runs/{id}` answers it, at once and whenever it has come further, until it is complete.',
  })
  @ApiProduces('text/event-stream')
  @ApiOkResponse({ schema: { type: 'string' } })
  @Refusals({ 404: NOT_FOUND, 500: NOT_CONFIGURED })
  async follow(@Param() { id }: RunPath) {
    await this.runs.progress(id);
    return streamEvents((over) => this.steps(id, over), { stopping: this.stopping.signal });
  }

  private async *steps(id: string, over: AbortSignal): AsyncGenerator<Buffer> {
    for await (const step of this.followRun.execute(id, over)) yield eventFrame(runJson(step));
  }

  @Post('runs/:id/resume')
  @HttpCode(202)
  @Access(ADMINISTRATORS, 'zakat')
  @ApiOperation({
    operationId: 'resumeZakatRun',
    summary: 'Try again what was set aside',
    description: 'Outstanding and failed lines are charged where that is possible now.',
  })
  @ApiAcceptedResponse({ type: BegunRunResponse })
  @Refusals({ 404: NOT_FOUND, 500: NOT_CONFIGURED, 503: NOT_WRITING })
  async resume(@Param() { id }: RunPath) {
    return { run_id: (await this.runs.resume(id)).id };
  }
}
