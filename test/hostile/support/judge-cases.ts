import { converse } from './converse.js';
import { bytesOf, CANARY, type HostileCase, isHead } from './hostile-case.js';
import { faultsOf } from './oracle.js';
import { type RawAnswer, readAnswers } from './raw-answers.js';
import { rawRequest } from './raw-request.js';
import type { World } from './world.js';

const PROBE = { ledger: '/api/v1/health', registry: '/nodes/health' };
const AT_ONCE = 8;

/**
 * Sends cases, a few at once and each on a connection of its own, and says what is wrong with the outcomes: nothing, when all
 * goes well. A case that may change something has the server to itself.
 */
export async function judgeCases(world: World, cases: readonly HostileCase[]): Promise<string[]> {
  const problems: string[] = [];
  const judge = async (hostile: HostileCase) => {
    const found = await problemsOf(world, hostile).catch((error: Error) => [error.message]);
    problems.push(...found.map((problem) => `${hostile.name}: ${problem}`));
  };
  for (const hostile of cases) if (hostile.changes) await judge(hostile);
  const before = await world.state();
  const queue = cases.filter(({ changes }) => !changes);
  const work = async () => {
    for (let hostile = queue.shift(); hostile; hostile = queue.shift()) await judge(hostile);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  const after = await world.state();
  if (after !== before) problems.push(`something changed: ${difference(before, after)}`);
  return problems;
}

/** Sends a case and, on the same connection, a request that is in order. */
async function problemsOf(world: World, hostile: HostileCase): Promise<string[]> {
  const sent = hostile.send(world);
  const probe = rawRequest({ target: PROBE[hostile.api], headers: { Connection: 'close' } });
  const { bytes, closedAfterMs } = await converse(world.port(hostile.api), [bytesOf(sent), probe]);
  const answers = readAnswers(bytes, isHead(sent) ? [0] : []);
  const expected = [hostile.status, hostile.closes ? [] : 200].flat();
  const statuses = answers.map(({ status }) => status);
  const own = hostile.closes ? answers : answers.slice(0, -1);
  const problems = own.flatMap((answer) => [...faultsOf(answer, hostile.api), ...repeated(answer, hostile)]);
  const body = own.at(-1)?.body ?? '';
  if (statuses.join() !== expected.join())
    problems.push(`answered ${statuses}, expected ${expected} (${body.slice(0, 120).trim()})`);
  if (closedAfterMs === undefined) problems.push('the connection stays open');
  if (hostile.says !== undefined && !says(body, hostile.says))
    problems.push(`says ${JSON.stringify(body.slice(0, 120))}`);
  return problems;
}

function says(body: string, expected: string | RegExp): boolean {
  return typeof expected === 'string' ? body === expected : expected.test(body);
}

function difference(before: string, after: string): string {
  const at = [...before].findIndex((character, index) => character !== after[index]);
  return [before, after].map((text) => text.slice(Math.max(0, at - 60), at + 60)).join(' -> ');
}

/** What the answer should have kept to itself. */
function repeated(answer: RawAnswer, { secret }: HostileCase): string[] {
  const text = JSON.stringify(answer);
  return [
    ...(answer.status >= 400 && text.includes(CANARY) ? ['it repeats what was sent'] : []),
    ...(secret !== undefined && text.includes(secret) ? ['it repeats a secret'] : []),
  ];
}
