import { BEFORE_ALL_EVENTS, type EventBell, type EventLog, type EventPage, type LoggedEvent } from '@app/kernel';
import type { StreamableFile } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { prefersEventStream } from '../accept-header.js';
import { eventJson } from './event-json.js';
import { eventFrame, STREAM_TIMES, type StreamTimes, streamEvents } from './event-stream.js';
import { EventTail } from './event-tail.js';
import type { Wanted } from './live-reader.js';
import type { LogCursor } from './log-cursor.js';
import { LogReads } from './log-reads.js';
import { OpenStreams, type StreamLimits } from './open-streams.js';

/** What a caller asked for, when it is settled that they may have it. */
export interface EventsRequest extends Wanted {
  /** A cursor, `latest`, or nothing for the beginning. */
  readonly after?: string | undefined;
  readonly limit?: number | undefined;
  /** Whether only some may have it. Their stream ends after a while, and they show again that they may. */
  readonly isPrivate?: boolean | undefined;
}

export interface EventAnswersOptions extends StreamLimits {
  readonly cursor: LogCursor;
  readonly bell: EventBell;
  readonly times?: StreamTimes | undefined;
  onFailure(error: unknown): void;
}

/** How the documents describe what a browser sends when it connects again. */
export const LAST_EVENT_ID = {
  name: 'Last-Event-ID',
  description: 'For a stream: the `id` of the last event that came. It counts more than `after`',
  required: false,
  schema: { type: 'string' as const },
};

const DEFAULT_PAGE = 100;
/** Events read at once for a stream that begins behind the end. */
const BACKLOG_PAGE = 500;
/** Sent first, so that the caller has the headers at once; a browser reconnects after so many milliseconds. */
const OPENING = Buffer.from('retry: 1000\n\n');

/** Answers `GET /events` of an API: with a page, or with a stream for who accepts one. */
export class EventAnswers {
  private readonly tail: EventTail;
  private readonly streams: OpenStreams;
  private readonly reads = new LogReads();
  /** Ends the streams of a server that stops. */
  private readonly stopping = new AbortController();

  constructor(
    private readonly log: EventLog,
    private readonly options: EventAnswersOptions,
  ) {
    this.tail = new EventTail(log, (event) => this.frame(event), options.onFailure);
    this.streams = new OpenStreams(options);
    options.bell.onRing(() => this.tail.wake());
  }

  get openStreams(): number {
    return this.streams.count;
  }

  get lagSeconds(): number {
    return this.tail.lagSeconds;
  }

  stop(): void {
    this.stopping.abort();
  }

  /** @throws InvalidLogCursor · CursorAheadOfLog · HttpRefusal when too many streams are open */
  async answer(asked: EventsRequest, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
    reply.header('Vary', 'Accept');
    // The answer to HEAD is read to its end, which a stream does not have.
    const wantsStream = request.method === 'GET' && prefersEventStream(request.headers.accept);
    if (!wantsStream) return this.pageJson(await this.firstPage(asked, asked.limit ?? DEFAULT_PAGE, request.ip));
    const lastEventId = request.headers['last-event-id'];
    const after = typeof lastEventId === 'string' && lastEventId !== '' ? lastEventId : asked.after;
    reply.header('X-Accel-Buffering', 'no');
    return this.stream({ ...asked, after }, request.ip);
  }

  private async stream(asked: EventsRequest, caller: string): Promise<StreamableFile> {
    const giveBack = this.streams.take(caller);
    try {
      // What fails here still gets a proper error.
      const first = await this.firstPage(asked, BACKLOG_PAGE, caller);
      const { times = STREAM_TIMES } = this.options;
      const lastsMs = asked.isPrivate ? times.privateStreamMs : undefined;
      const options = { stopping: this.stopping.signal, lastsMs, times, onEnd: giveBack };
      return streamEvents((over) => this.follow(asked, first, over, caller), options);
    } catch (error) {
      giveBack();
      throw error;
    }
  }

  private async firstPage({ after, types, subject }: EventsRequest, limit: number, caller: string): Promise<EventPage> {
    if (after === 'latest') return this.log.page({ after: await this.log.end(), limit, types, subject });
    const place = this.options.cursor.decode(after);
    return this.reads.answer(caller, () => this.log.page({ after: place, limit, types, subject }));
  }

  /** What was there before, page by page, then what happens, and again pages for one who fell behind. */
  private async *follow(
    { types, subject }: Wanted,
    first: EventPage,
    over: AbortSignal,
    caller: string,
  ): AsyncGenerator<Buffer> {
    yield OPENING;
    for (let page = first; !over.aborted; ) {
      if (page.events.length > 0) yield Buffer.concat(page.events.map((event) => this.frame(event)));
      let place = page.next;
      if (!page.hasMore) {
        const reader = this.tail.join(place, { types, subject });
        try {
          yield* reader.chunks(over);
        } finally {
          this.tail.leave(reader);
        }
        place = reader.place;
      }
      if (over.aborted) return;
      page = await this.reads.goOn(caller, () => this.log.page({ after: place, limit: BACKLOG_PAGE, types, subject }));
    }
  }

  private frame(event: LoggedEvent): Buffer {
    return eventFrame(eventJson(event, this.options.cursor), this.options.cursor.encode(event.place));
  }

  private pageJson({ events, next, hasMore }: EventPage) {
    const cursor = next === BEFORE_ALL_EVENTS ? null : this.options.cursor.encode(next);
    return {
      events: events.map((event) => eventJson(event, this.options.cursor)),
      next_cursor: cursor,
      has_more: hasMore,
    };
  }
}
