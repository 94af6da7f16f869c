import type { FastifyReply, FastifyRequest } from 'fastify';
import { HttpRefusal } from './http-refusal.js';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

export interface CrossOriginOptions {
  /** Origins whose pages may read answers and send requests, as a browser writes them: `http://localhost:3000`. */
  origins: readonly string[];
  methods: readonly string[];
  /** Headers of answers that those pages may read, beside the common ones. */
  exposedHeaders: readonly string[];
}

const COMMON_HEADERS = ['Link', 'RateLimit', 'RateLimit-Policy', 'Retry-After', 'X-Request-Id'];

/** On every answer, since another origin may get another one. */
export const VARIES_BY_ORIGIN = { vary: 'Origin' } as const;

/** What pages of other origins may do: read with CORS when they are on the list, and change nothing when they are not. */
export class CrossOrigin {
  private readonly origins: ReadonlySet<string>;
  private readonly methods: string;
  private readonly exposedHeaders: string;

  constructor(options: CrossOriginOptions) {
    this.origins = new Set(options.origins);
    this.methods = options.methods.join(', ');
    this.exposedHeaders = [...COMMON_HEADERS, ...options.exposedHeaders].join(', ');
  }

  /** Sets the CORS headers (Fetch Standard, "CORS protocol"). An origin that is not on the list gets none. */
  describe(request: FastifyRequest, reply: FastifyReply): void {
    const { origin } = request.headers;
    if (origin === undefined || !this.origins.has(origin)) return;
    reply.header('Access-Control-Allow-Origin', origin);
    reply.header('Access-Control-Expose-Headers', this.exposedHeaders);
    if (request.method !== 'OPTIONS') return;
    reply.header('Access-Control-Allow-Methods', this.methods);
    reply.header('Access-Control-Allow-Headers', 'Content-Type, Accept, Authorization, Idempotency-Key');
    reply.header('Access-Control-Max-Age', '600');
  }

  /**
   * A page elsewhere can make a browser send a simple POST without asking first; on a server that trusts loopback that
   * would move money. Browsers say so in `Sec-Fetch-Site`, which a page cannot set.
   *
   * @throws HttpRefusal 403
   */
  refuseForgery(request: FastifyRequest): void {
    const site = request.headers['sec-fetch-site'];
    if (site !== 'cross-site' && site !== 'same-site') return;
    if (SAFE_METHODS.has(request.method) || this.origins.has(request.headers.origin ?? '')) return;
    throw new HttpRefusal({ status: 403, code: 'cross_site_request', message: 'cross-site request refused' });
  }
}
