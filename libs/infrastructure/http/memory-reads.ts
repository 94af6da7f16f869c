import { randomUUID } from 'node:crypto';
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import { followRequest, type RequestFollowers } from './access-log.js';
import { JSON_TYPE } from './json-writer.js';
import { refuseBadShape, refuseForeignHost } from './request-shape.js';
import type { Headers } from './security-headers.js';
import type { OpenAnswers } from './transport-errors.js';

/** A GET that anybody may ask and that memory answers at once. */
export interface MemoryRead {
  /** A route with one parameter, `/api/v1/wallets/:address/balance`. It answers whatever is not answered here. */
  readonly route: string;
  /** The answer as JSON; `undefined` when memory alone does not know. Whatever it throws leaves the request to the route. */
  read(parameter: string): string | undefined;
}

export interface MemoryReadsOptions {
  reads: readonly MemoryRead[];
  /** On every answer. */
  headers: Headers;
  /** Names this server answers to, in lower case; `undefined` for any. */
  hosts: ReadonlySet<string> | undefined;
  openAnswers: OpenAnswers;
  isStopping: () => boolean;
  followers: RequestFollowers;
}

interface Place extends MemoryRead {
  readonly before: string;
  readonly after: string;
}

/**
 * Answers the plainest of requests before any framework looks at them: what is in memory costs less to find than to route.
 * Only a success is answered here, and only where the {@link installRequestGate gate} and the route have nothing to add to it:
 * no query, no body, no page of another origin. Everything else, errors above all, takes the long way, which must be there too
 * and must say the same.
 */
export class MemoryReads {
  private readonly places: readonly Place[];
  private readonly headers: readonly string[];

  constructor(private readonly options: MemoryReadsOptions) {
    this.places = options.reads.map((read) => placeOf(read));
    this.headers = [...Object.entries(options.headers).flat(), 'content-type', JSON_TYPE];
  }

  /** Puts itself before the listener that `server` has. */
  install(server: Server): void {
    const [next] = server.listeners('request') as RequestListener[];
    if (next === undefined) throw new Error('a server without a listener for requests has no long way');
    server.removeAllListeners('request').on('request', (request, response) => {
      if (!this.answer(request, response)) next(request, response);
    });
  }

  private answer(request: IncomingMessage, response: ServerResponse): boolean {
    const url = request.url ?? '';
    const place = this.places.find(({ before, after }) => url.startsWith(before) && url.endsWith(after));
    if (place === undefined || !this.isPlain(request)) return false;
    const json = readOf(place, url);
    if (json === undefined) return false;
    this.options.openAnswers.add(response);
    const id = randomUUID();
    const ip = request.socket.remoteAddress;
    followRequest({ id, method: 'GET', route: place.route, ip }, response, this.options.followers);
    response.writeHead(200, [...this.headers, 'x-request-id', id, 'content-length', String(Buffer.byteLength(json))]);
    response.end(json);
    return true;
  }

  private isPlain(request: IncomingMessage): boolean {
    const { method, headers } = request;
    if (method !== 'GET' || headers.origin !== undefined || this.options.isStopping()) return false;
    if (headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined) return false;
    try {
      const host = refuseBadShape(request);
      if (this.options.hosts) refuseForeignHost(host, this.options.hosts);
      return true;
    } catch {
      return false; // the gate refuses it in the app's words
    }
  }
}

/** What needs no decoding and cannot be more than one segment of a path. */
const PLAIN_PARAMETER = /^[0-9A-Za-z]+$/;

function readOf(place: Place, url: string): string | undefined {
  const parameter = url.slice(place.before.length, url.length - place.after.length);
  if (!PLAIN_PARAMETER.test(parameter)) return undefined;
  try {
    return place.read(parameter);
  } catch {
    return undefined; // the route throws it again, and answers
  }
}

function placeOf(read: MemoryRead): Place {
  const parts = /^([^:]+):[^:/]+(\/[^:]*)?$/.exec(read.route);
  if (!parts) throw new Error(`${read.route} has not one parameter`);
  return { route: read.route, read: read.read, before: parts[1]!, after: parts[2] ?? '' };
}
