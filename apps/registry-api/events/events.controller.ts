import { EventAnswers, LAST_EVENT_ID } from '@app/infrastructure/http/events/event-answers.js';
import { LogCursor } from '@app/infrastructure/http/events/log-cursor.js';
import { CurrentPrincipal } from '@app/infrastructure/http/principal.js';
import { DetailRefusals } from '@app/infrastructure/http/refusals.js';
import { type Caller, CredentialPolicy, RegistryIdentity, RegistryLog, readableEvents } from '@app/node-registry';
import { Controller, Get, type OnModuleDestroy, Query, Req, Res } from '@nestjs/common';
import { ApiExtraModels, ApiHeader, ApiOkResponse, ApiOperation, ApiTags, getSchemaPath } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AnyoneMay, ReaderMay } from '../access/node-acts.js';
import {
  EventChainQuery,
  EventChainResponse,
  EventsQuery,
  linkJson,
  RegistryEventsResponse,
  typesOf,
} from './events.dto.js';

const INVALID_CURSOR = {
  invalid_cursor: ['invalid cursor', 'the cursor is of the ledger', 'the cursor is ahead of this log'],
};
const cursor = new LogCursor('registry');

@ApiTags('events')
@Controller('events')
export class EventsController implements OnModuleDestroy {
  constructor(
    private readonly answers: EventAnswers,
    private readonly log: RegistryLog,
    private readonly policy: CredentialPolicy,
    private readonly identity: RegistryIdentity,
  ) {}

  onModuleDestroy(): void {
    this.answers.stop();
  }

  @Get()
  @ReaderMay()
  @ApiExtraModels(RegistryEventsResponse)
  @ApiOperation({
    operationId: 'readEvents',
    summary: 'What has happened',
    description: `In the order of the log. Nothing ever appears before a place that was read. Keep \`next_cursor\`, or the \`cursor\` of the event that was handled
last, and go on behind it.

With \`Accept: text/event-stream\` the same as Server-Sent Events: those before first, then those that happen. \`id\` is the cursor and \`data\` the
event; \`Last-Event-ID\` resumes, and counts more than \`after\`. A comment line comes every 15 seconds.

The directory of nodes (\`node.*\` and \`reputation.changed\`) is public. In production the events of wallets, payments and deposits are for the node
that \`node\` names, which signs the request, and all events for administrators; in demo mode everybody may read everything.
A stream that only they may have ends after ten minutes, and is resumed with credentials again. Each event has its place
in the log that the registry signs: \`proof\`.`,
  })
  @ApiHeader(LAST_EVENT_ID)
  @ApiOkResponse({
    content: {
      'application/json': { schema: { $ref: getSchemaPath(RegistryEventsResponse) } },
      'text/event-stream': { schema: { type: 'string' } },
    },
  })
  @DetailRefusals({
    400: INVALID_CURSOR,
    422: {},
    429: { too_many_streams: 'too many event streams from this address, try again later' },
    503: {
      too_many_streams: 'too many event streams, try again later',
      log_busy: 'too many read the events at once, try again later',
    },
  })
  list(
    @Query() query: EventsQuery,
    @CurrentPrincipal() caller: Caller,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { after, limit, node: subject } = query;
    const { types, isPrivate } = readableEvents({ caller, node: subject, types: typesOf(query) }, this.policy);
    return this.answers.answer({ after, limit, types, subject, isPrivate }, request, reply);
  }

  @Get('chain')
  @AnyoneMay()
  @ApiOperation({
    operationId: 'readEventChain',
    summary: 'The hashes and signatures of the log, without what it says',
    description:
      'Every event has a link here. With the links of those that a reader may not see they can follow the log without a gap, and verify that nothing was left out, moved or changed.',
  })
  @ApiOkResponse({ type: EventChainResponse })
  @DetailRefusals({ 400: INVALID_CURSOR, 422: {} })
  async chain(@Query() { after, limit }: EventChainQuery) {
    const links = await this.log.links({ after: cursor.decode(after), limit: limit! });
    const last = links.at(-1);
    return {
      links: links.map((link) => linkJson(link, this.identity)),
      next_cursor: last ? cursor.encode(last.place) : (after ?? null),
    };
  }
}
