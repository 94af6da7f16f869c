import type { FastifyReply, FastifyRequest } from 'fastify';
import { HttpRefusal } from './http-refusal.js';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);
/** What a preflight allows at any path, as both older programs did; the others only where a route takes them. */
const USUAL_METHODS = ['GET', 'POST'];
const OTHER_METHODS = ['PUT', 'PATCH', 'DELETE'];

export interface CrossOriginOptions {
  /** Origins whose pages may read answers and send requests, as a browser writes them: `http://localhost:3000`. */
  origins: readonly string[];
  /** Headers that those pages may send, beside the common ones. */
  requestHeaders: readonly string[];
  /** Headers of answers that those pages may read, beside the common ones. */
  exposedHeaders: readonly string[];
  /** Hears of every request of a page whose origin is not on the list. */
  onRefused: (origin: string) => void;
}

const COMMON_REQUEST_HEADERS = ['Content-Type', 'Accept', 'Authorization', 'Idempotency-Key', 'Last-Event-ID'];
const COMMON_HEADERS = [
  'Allow',
  'Link',
  'RateLimit',
  'RateLimit-Policy',
  'Retry-After',
  'WWW-Authenticate',
  'X-Request-Id',
];

/** On every answer, since another origin may get another one. */
export const VARIES_BY_ORIGIN = { vary: 'Origin' } as const;

/** What pages of other origins may do: read with CORS when they are on the list, and change nothing when they are not. */
export class CrossOrigin {
  private readonly origins: ReadonlySet<string>;
  private readonly requestHeaders: string;
  private readonly exposedHeaders: string;
  private readonly onRefused: (origin: string) => void;

  constructor(options: CrossOriginOptions) {
    this.origins = new Set(options.origins);
    this.onRefused = options.onRefused;
    this.requestHeaders = [...COMMON_REQUEST_HEADERS, ...options.requestHeaders].join(', ');
    this.exposedHeaders = [...COMMON_HEADERS, ...options.exposedHeaders].join(', ');
  }

  /**
   * Sets the CORS headers (Fetch Standard, "CORS protocol"). An origin that is not on the list gets none.
   *
   * @param served the methods of the path, as `Allow` lists them; asked for a preflight only
   */
  describe(request: FastifyRequest, reply: FastifyReply, served: () => string | undefined): void {
    const { origin, host = '' } = request.headers;
    if (origin === undefined) return;
    if (!this.origins.has(origin)) {
      if (!isOriginOf(origin, host)) this.onRefused(origin);
      return;
    }
    reply.header('Access-Control-Allow-Origin', origin);
    reply.header('Access-Control-Expose-Headers', this.exposedHeaders);
    if (request.method !== 'OPTIONS') return;
    reply.header('Access-Control-Allow-Methods', methodsWith(served()));
    reply.header('Access-Control-Allow-Headers', this.requestHeaders);
    reply.header('Access-Control-Max-Age', '600');
  }

  /**
   * A page elsewhere can make a browser send a simple POST without asking first; on a server that trusts loopback that
   * would move money. Browsers say so in `Sec-Fetch-Site`, and where they leave it out (plain HTTP in a local network, older
   * ones) in `Origin`; a page can set neither. `Origin: null` is an unknown origin.
   *
   * @throws HttpRefusal 403
   */
  refuseForgery(request: FastifyRequest): void {
    if (SAFE_METHODS.has(request.method)) return;
    const { origin, host, 'sec-fetch-site': site } = request.headers;
    if (origin !== undefined && this.origins.has(origin)) return;
    const isForeign = origin !== undefined && !isOriginOf(origin, host ?? '');
    if (!isForeign && site !== 'cross-site' && site !== 'same-site') return;
    throw new HttpRefusal({ status: 403, code: 'cross_site_request', message: 'cross-site request refused' });
  }
}

/**
 * Whether a page that this server itself sent has this origin. The scheme does not count: a proxy may have ended TLS. The port
 * does: another program on this machine is a stranger.
 */
function isOriginOf(origin: string, host: string): boolean {
  const [, scheme, authority] = /^(https?):\/\/([^/]+)$/.exec(origin) ?? [];
  if (scheme === undefined || authority === undefined) return false;
  const usualPort = scheme === 'https' ? ':443' : ':80';
  const plain = (text: string) => (text.endsWith(usualPort) ? text.slice(0, -usualPort.length) : text).toLowerCase();
  return plain(authority) === plain(host);
}

function methodsWith(served = ''): string {
  const known = served.split(', ');
  return [...USUAL_METHODS, ...OTHER_METHODS.filter((method) => known.includes(method)), 'OPTIONS'].join(', ');
}
