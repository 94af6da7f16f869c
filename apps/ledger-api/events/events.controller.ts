import { EventAnswers, LAST_EVENT_ID } from '@app/infrastructure/http/events/event-answers.js';
import { CurrentPrincipal } from '@app/infrastructure/http/principal.js';
import { Refusals } from '@app/infrastructure/http/refusals.js';
import { AppMode } from '@app/kernel';
import { ADDRESS_REFUSALS, parseAddress } from '@app/wallet';
import { Controller, Get, type OnModuleDestroy, Query, Req, Res } from '@nestjs/common';
import { ApiExtraModels, ApiHeader, ApiOkResponse, ApiOperation, ApiTags, getSchemaPath } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access } from '../access/access.js';
import type { Principal } from '../access/principal.js';
import { grantEvents } from './event-rights.js';
import { EVENT_DATA, EventsPageResponse, EventsQuery, readEventTypes } from './events.dto.js';

@ApiTags('events')
@Controller('events')
export class EventsController implements OnModuleDestroy {
  constructor(
    private readonly events: EventAnswers,
    private readonly mode: AppMode,
  ) {}

  onModuleDestroy(): void {
    this.events.stop();
  }

  @Get()
  @Access('guest', 'read')
  @ApiExtraModels(EventsPageResponse, ...EVENT_DATA)
  @ApiOperation({
    operationId: 'readEvents',
    summary: 'What has happened',
    description: `In the order in which it was committed, which is that of the chain: a block, each of its transactions, and what these meant. Nothing ever
appears before a place that was read. Keep \`next_cursor\`, or the \`cursor\` of the event that was handled last, and go on behind it.

With \`Accept: text/event-stream\` the same as Server-Sent Events: those before first, then those that happen. \`id\` is the cursor and \`data\` the
event; \`Last-Event-ID\` resumes, and counts more than \`after\`. A comment line comes every 15 seconds.

In production everybody is told of blocks and transactions, the owner of a wallet what concerns it (\`address\`), and administrators everything.
A stream that only they may have ends after ten minutes, and is resumed with the token again.`,
  })
  @ApiHeader(LAST_EVENT_ID)
  @ApiOkResponse({
    description: 'A page, or a stream for who accepts one',
    content: {
      'application/json': { schema: { $ref: getSchemaPath(EventsPageResponse) } },
      'text/event-stream': { schema: { type: 'string' } },
    },
  })
  @Refusals({
    400: {
      invalid_limit: 'limit must be an integer from 1 to 1000',
      invalid_parameter: ['unknown event type', 'wallet events need an address'],
      invalid_address: ADDRESS_REFUSALS,
      invalid_cursor: ['invalid cursor', 'the cursor is of the registry', 'the cursor is ahead of this log'],
    },
    401: { authentication_required: 'authentication required' },
    403: { not_your_wallet: 'not your wallet', administrators_only: 'administrators only' },
    429: { too_many_streams: 'too many event streams from this address, try again later' },
    503: {
      too_many_streams: 'too many event streams, try again later',
      log_busy: 'too many read the events at once, try again later',
    },
  })
  list(
    @Query() { after, limit, types, address }: EventsQuery,
    @CurrentPrincipal() principal: Principal,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const subject = address === undefined ? undefined : parseAddress(address);
    const granted = grantEvents({ types: readEventTypes(types), address: subject }, principal, this.mode);
    return this.events.answer({ after, limit, ...granted, subject }, request, reply);
  }
}
