import { createHash } from 'node:crypto';
import fc from 'fast-check';
import type { Operation } from './api-document.js';
import type { FuzzedWorld } from './fuzzed-world.js';
import { JsonTexts } from './json-texts.js';
import { type FuzzRequest, requestsFor } from './requests.js';

export interface FuzzOptions {
  /** Requests per route. */
  runs: number;
  seed: number;
  /** Less than `runs` when they take longer than this, shared out evenly among the routes. */
  minutes?: number | undefined;
  /** Only this API, and routes whose `METHOD path` contains this text. */
  api?: string | undefined;
  route?: string | undefined;
}

export interface RouteReport {
  api: string;
  /** `POST /api/v1/register`. */
  route: string;
  sent: number;
  /** How often each status was answered. */
  statuses: Record<number, number>;
  slowestMs: number;
  /** The smallest request found that is answered wrongly, and how. */
  failure?: { request: FuzzRequest; faults: string[] };
}

/** Routes that are tried at the same time: the server is kept busy, and each answer still belongs to one request. */
const AT_ONCE = 8;

/** Fuzzes every documented route, `runs` requests each, and shrinks what it finds. */
export async function fuzz(world: FuzzedWorld, options: FuzzOptions): Promise<RouteReport[]> {
  const queue = world.documents.flatMap((document) => {
    const texts = new JsonTexts(document, world.target.known[document.api]);
    return document.operations().map((operation) => ({ operation, texts }));
  });
  const chosen = interleaved(queue.filter(({ operation }) => isChosen(operation, options)));
  const limitMs = (options.minutes ?? 60) * 60_000 * Math.min(1, AT_ONCE / chosen.length);
  const reports: RouteReport[] = [];
  const work = async () => {
    for (let next = chosen.shift(); next; next = chosen.shift())
      reports.push(await fuzzRoute(world, next.operation, next.texts, { ...options, limitMs }));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return reports.sort((left, right) => `${left.api} ${left.route}`.localeCompare(`${right.api} ${right.route}`));
}

async function fuzzRoute(
  world: FuzzedWorld,
  operation: Operation,
  texts: JsonTexts,
  { runs, seed, limitMs }: FuzzOptions & { limitMs: number },
): Promise<RouteReport> {
  const report: RouteReport = { api: operation.api, route: nameOf(operation), sent: 0, statuses: {}, slowestMs: 0 };
  let last: string[] = [];
  const property = fc.asyncProperty(requestsFor(operation, texts, world.target.callers), async (request) => {
    const startedAt = performance.now();
    const { status, faults } = await world.try(request);
    report.slowestMs = Math.max(report.slowestMs, Math.round(performance.now() - startedAt));
    report.sent++;
    report.statuses[status] = (report.statuses[status] ?? 0) + 1;
    if (faults.length > 0) last = faults;
    return faults.length === 0;
  });
  const outcome = await fc.check(property, {
    numRuns: runs,
    seed: seedOf(seed, report.route),
    interruptAfterTimeLimit: limitMs,
  });
  const request = outcome.counterexample?.[0];
  if (outcome.failed && request) report.failure = { request, faults: last };
  return report;
}

function isChosen(operation: Operation, { api, route }: FuzzOptions): boolean {
  return (api === undefined || operation.api === api) && (route === undefined || nameOf(operation).includes(route));
}

/** Another one for each route, so that not all of them are asked alike, and the same for a route tried alone. */
function seedOf(seed: number, route: string): number {
  return createHash('sha256').update(`${seed} ${route}`).digest().readInt32BE(0);
}

function nameOf({ method, path }: Operation): string {
  return `${method} ${path}`;
}

/** Reads of both APIs before writes of both. */
function interleaved<Entry extends { operation: Operation }>(entries: readonly Entry[]): Entry[] {
  const order = ['GET', 'POST', 'PUT', 'DELETE'];
  return [...entries].sort(
    (left, right) => order.indexOf(left.operation.method) - order.indexOf(right.operation.method),
  );
}
