import rateLimitPlugin from '@fastify/rate-limit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type AnswerWriter } from './answer-writer.js';
import { answerFor } from './error-answer.js';
import { HttpRefusal } from './http-refusal.js';

/** How much one address may ask of the routes of one class together. */
export interface RateLimitClass {
  /** Units in a window: a plain request is one, a larger one as many as {@link unitsOf} says. */
  readonly limit: number;
  readonly windowSeconds: number;
}

/** The classes of an API, and which of its routes belong to which. */
export interface RateLimits {
  /** `reads` and `writes` are the classes of GET and HEAD, and of any other method, where `routes` says nothing else. */
  readonly classes: Readonly<Record<'reads' | 'writes', RateLimitClass>> & Readonly<Record<string, RateLimitClass>>;
  /** Class by method and pattern (`POST /api/v1/wallets`); `unlimited` for what a probe asks all the time. */
  readonly routes: Readonly<Record<string, string>>;
  /** Routes that answer with lists, and about how many rows when no page is asked for. */
  readonly lists?: Readonly<Record<string, number>>;
}

/** Addresses remembered per class, the latest ones: what bounds the memory when a caller has very many. */
const REMEMBERED_ADDRESSES = 20_000;

const UNLIMITED = 'unlimited';

/** Bytes of a body, and rows of a page, that make one unit. */
const UNIT_BYTES = 16 * 1024;
const UNIT_ROWS = 100;
/** Rows that a list counts as which is whole when no page is asked for, however long. */
export const WHOLE_LIST = 1_000;
/** Rows of a page whose size is left to the server. */
const PAGE_ROWS = 100;
/** Of a body of 256 KB, the largest that a route takes. */
const MOST_UNITS = 16;

type Limiter = ReturnType<FastifyInstance['createRateLimit']>;

interface LimitedClass {
  /** `RateLimit-Policy` (draft-ietf-httpapi-ratelimit-headers). */
  readonly policy: string;
  readonly name: string;
  readonly count: Limiter;
}

/**
 * Counts requests by class and address, an IPv6 one by its /64, in fixed windows, and refuses with 429 what goes beyond. Counts are
 * this process's own: several processes together let through several times as much. Every answer of a limited route says in
 * `RateLimit` what is left. Install it after the request gate, whose answers (404, 405, a strange host) cost nothing that needs
 * a limit.
 */
export async function installRateLimits(
  server: FastifyInstance,
  limits: RateLimits,
  answers: AnswerWriter,
): Promise<void> {
  await server.register(rateLimitPlugin, { global: false, cache: REMEMBERED_ADDRESSES });
  const classes = new Map(
    Object.entries(limits.classes).map(([name, given]) => [name, limitedClass(server, name, given)]),
  );
  const unknown = Object.values(limits.routes).find((name) => name !== UNLIMITED && !classes.has(name));
  if (unknown !== undefined) throw new Error(`there is no class ${unknown} of limits`);
  server.addHook('onRequest', async (request, reply) => {
    const limited = classes.get(classOf(limits, request));
    if (limited === undefined) return;
    const refusal = await count(limited, unitsOf(limits, request), request, reply);
    if (refusal === undefined) return;
    answers.write(answerFor(refusal), request, reply);
    return reply;
  });
}

function classOf(limits: RateLimits, request: FastifyRequest): string {
  const route = routeOf(request);
  return limits.routes[route] ?? (route.startsWith('GET ') ? 'reads' : 'writes');
}

function routeOf({ method, routeOptions }: FastifyRequest): string {
  return `${method === 'HEAD' ? 'GET' : method} ${routeOptions.url}`;
}

/** What a request may cost before it is read: by the bytes of its body, and by the rows that it asks for. */
function unitsOf({ lists = {} }: RateLimits, request: FastifyRequest): number {
  const { 'content-length': announced, 'transfer-encoding': encoding } = request.headers;
  const bytes = encoding === undefined ? Number(announced ?? 0) : request.routeOptions.bodyLimit;
  const units = Math.max(bytes / UNIT_BYTES, rowsOf(request, lists[routeOf(request)]) / UNIT_ROWS);
  return Math.min(Math.max(1, Math.ceil(units)), MOST_UNITS);
}

function rowsOf({ query }: FastifyRequest, unasked: number | undefined): number {
  if (unasked === undefined) return 0;
  const { limit, cursor } = query as { limit?: unknown; cursor?: unknown };
  if (limit === undefined) return cursor === undefined ? unasked : PAGE_ROWS;
  // A value that is not a number is refused, which costs nothing.
  return Math.min(Number(limit) || 0, WHOLE_LIST);
}

function limitedClass(server: FastifyInstance, name: string, { limit, windowSeconds }: RateLimitClass): LimitedClass {
  return {
    name,
    policy: `"${name}";q=${limit};w=${windowSeconds}`,
    count: server.createRateLimit({ max: limit, timeWindow: windowSeconds * 1000 }),
  };
}

async function count(
  limited: LimitedClass,
  units: number,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<HttpRefusal | undefined> {
  let outcome = await limited.count(request);
  for (let more = 1; more < units && !outcome.isAllowed && !outcome.isExceeded; more++) {
    outcome = await limited.count(request);
  }
  if (outcome.isAllowed) return undefined;
  reply.header('RateLimit-Policy', limited.policy);
  reply.header('RateLimit', `"${limited.name}";r=${outcome.remaining};t=${outcome.ttlInSeconds}`);
  if (!outcome.isExceeded) return undefined;
  return new HttpRefusal({
    status: 429,
    code: 'too_many_requests',
    message: 'too many requests',
    retryAfterSeconds: outcome.ttlInSeconds,
  });
}
