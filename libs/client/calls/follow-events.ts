import { errorOf, MizanError, Throttled, Unavailable } from '../errors/mizan-error.js';
import { readJson } from '../json/read-json.js';
import type { Connection } from './connection.js';
import { headersOf } from './exchange.js';
import { readBody } from './read-body.js';
import { failureOfAnswer } from './read-failure.js';
import { readFrames } from './read-frames.js';
import { sleep } from './sleep.js';

/** Which events are followed, and from where. */
export interface FollowOptions {
  /** Begin behind this cursor, or with what happens from now on: `latest`. Without it, at the beginning. */
  readonly after?: string | undefined;
  /** Ends the iteration, without an error. */
  readonly signal?: AbortSignal | undefined;
}

/** How one API tells events. */
export interface EventFeed {
  readonly path: string;
  /** The schema of an event, where money stands in it. */
  readonly answer: string;
  readonly query: Readonly<Record<string, string | undefined>>;
  /** A cursor behind everything that has happened so far; undefined while nothing has. */
  latest(): Promise<string | undefined>;
}

const FIRST_DELAY_MS = 250;
const MAX_DELAY_MS = 30_000;

/**
 * Events as they happen, those before first, over as many connections as it takes: each begins behind the last event that was
 * handed out, so none is missed or repeated while the iteration lasts. The cursor goes into the query, not into `Last-Event-ID`, which
 * would make a browser ask first whether it may.
 *
 * @throws MizanError when the server refuses, and would again
 */
export async function* followEvents<Event extends { cursor: string }>(
  connection: Connection,
  feed: EventFeed,
  { after, signal }: FollowOptions,
): AsyncGenerator<Event, void, undefined> {
  // What happens between two connections is not lost although no event has come yet.
  let cursor = after;
  for (let failures = 0; !signal?.aborted; failures += 1) {
    let retryAfter = 0;
    try {
      if (cursor === 'latest') cursor = await feed.latest();
      for await (const event of connected<Event>(connection, feed, cursor, signal)) {
        failures = 0;
        cursor = event.cursor;
        yield event;
      }
    } catch (error) {
      if (signal?.aborted) return;
      if (!isTransient(error)) throw error;
      retryAfter = error.retryAfter ?? 0;
    }
    const longest = Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** failures);
    const delayMs = Math.max(retryAfter * 1000, longest * (0.5 + Math.random() / 2));
    await sleep(delayMs, signal).catch(() => undefined);
  }
}

/** The events of one connection, until it ends. */
async function* connected<Event>(
  connection: Connection,
  { path, query, answer }: EventFeed,
  after: string | undefined,
  signal: AbortSignal | undefined,
): AsyncGenerator<Event> {
  const given = Object.entries({ ...query, after }).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  const target = given.length > 0 ? `${path}?${new URLSearchParams(given)}` : path;
  const leaving = new AbortController();
  const leave = () => leaving.abort();
  signal?.addEventListener('abort', leave, { once: true });
  try {
    const prepared = { method: 'GET', target, body: undefined, headers: {}, accept: 'text/event-stream' };
    const headers = await headersOf(connection, prepared, undefined);
    const { fetch, baseUrl, shapes, maxAnswerBytes } = connection;
    const request = { method: 'GET', headers, body: null, redirect: 'manual', credentials: 'omit' } as const;
    const response = await fetch(baseUrl + target, { ...request, signal: leaving.signal }).catch(lost);
    if (response.status !== 200 || !response.body) {
      const body = await readBody(response.body, maxAnswerBytes, leaving.signal).catch(lost);
      throw errorOf(failureOfAnswer({ status: response.status, headers: response.headers, body }).facts);
    }
    for await (const data of readFrames(response.body, maxAnswerBytes)) yield readJson(data, answer, shapes) as Event;
  } finally {
    signal?.removeEventListener('abort', leave);
    leave();
  }
}

function lost(cause: unknown): never {
  throw new Unavailable({ status: 0, code: 'no_connection', detail: 'the connection failed or was lost', cause });
}

/** A connection that was lost, and a server that is busy or starting. */
function isTransient(error: unknown): error is MizanError {
  return error instanceof Unavailable || error instanceof Throttled;
}
