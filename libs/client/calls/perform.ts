import { errorOf, type MizanError, OutcomeUnknown } from '../errors/mizan-error.js';
import { readJson } from '../json/read-json.js';
import type { Connection } from './connection.js';
import { exchange, textOf, type WholeAnswer } from './exchange.js';
import { newIdempotencyKey } from './idempotency-key.js';
import type { CallOptions, Operation } from './operation.js';
import { type Fields, prepareRequest } from './prepare-request.js';
import { type Failure, failureOfAnswer, failureOfAttempt, unreadable } from './read-failure.js';
import { type Repetition, repetitionOf } from './repeatable.js';
import { sleep } from './sleep.js';

/** What an operation answered. */
export interface Performed {
  readonly body: unknown;
  readonly headers: WholeAnswer['headers'];
}

const FIRST_DELAY_MS = 200;
const MAX_DELAY_MS = 5_000;

/**
 * Carries an operation out: sends it, and again where that is safe, until it is answered or the time is over. What takes an
 * idempotency key has the same one in every attempt.
 *
 * @throws MizanError, and the reason of the signal
 */
export async function perform(
  connection: Connection,
  name: string,
  operation: Operation,
  { signal, onUnclear, ...fields }: Fields & CallOptions,
): Promise<Performed> {
  const request = prepareRequest(operation, fields);
  const repetition = repetitionOf(name, operation);
  const key =
    repetition === 'keyed' ? ((fields.idempotencyKey as string | undefined) ?? newIdempotencyKey()) : undefined;
  const endsAt = performance.now() + connection.timeoutMs;
  let isUnclear = false;
  for (let retries = 0; ; retries++) {
    const timeoutMs = Math.min(connection.attemptTimeoutMs, endsAt - performance.now());
    const attempt = exchange(connection, request, key, { timeoutMs, signal });
    const result = await attempt.then((answer) => readAnswer(answer, operation, connection), failureOfAttempt);
    if ('body' in result) return result;
    if (result.isAmbiguous && !isUnclear) onUnclear?.();
    isUnclear ||= result.isAmbiguous;
    const delayMs = delayBefore(retries, result);
    const isWorthIt = retries < connection.maxRetries && performance.now() + delayMs < endsAt;
    if (!mayRepeat(repetition, result) || !isWorthIt) throw finalError(repetition, result, isUnclear, key);
    await sleep(delayMs, signal);
  }
}

function readAnswer(answer: WholeAnswer, operation: Operation, { shapes }: Connection): Performed | Failure {
  if (answer.status < 200 || answer.status > 299) return failureOfAnswer(answer);
  if (operation.isFile) return { body: answer.body, headers: answer.headers };
  try {
    const body = readJson(textOf(answer), operation.answer, shapes);
    demandAll(operation, body, answer.headers);
    return { body, headers: answer.headers };
  } catch (error) {
    return unreadable(answer, error);
  }
}

/** Of what changes something all that is promised, of a list its items. @throws TypeError when an answer lacks it */
function demandAll({ facts = {}, holds = [], items }: Operation, body: unknown, headers: WholeAnswer['headers']): void {
  const { txid } = facts;
  if (txid !== undefined && !headers.get(txid)) throw new TypeError(`the answer has no ${txid}`);
  const hasItsForm = items === undefined ? Object(body) === body : Array.isArray(itemsOf(body, items));
  if (!hasItsForm) throw new TypeError('the answer has another form');
  const missing = holds.find((name) => !Object.hasOwn(body as object, name));
  if (missing !== undefined) throw new TypeError(`the answer has no ${missing}`);
}

/** Of the answer of a list, what stands in its member `items`; the answer itself when that is empty. */
export function itemsOf(body: unknown, items: string): unknown {
  return items === '' ? body : (Object(body) as Record<string, unknown>)[items];
}

function mayRepeat(repetition: Repetition, { isTransient, isUntouched }: Failure): boolean {
  return isTransient && (repetition !== 'once' || isUntouched);
}

function finalError(repetition: Repetition, failure: Failure, isUnclear: boolean, key: string | undefined): MizanError {
  if (repetition === 'read' || !isUnclear || failure.isSettled) return errorOf(failure.facts);
  return new OutcomeUnknown(failure.facts, key);
}

/** Exponential, with jitter so that many clients do not come back at once; at least as long as the server asks for. */
function delayBefore(retries: number, { facts: { retryAfter = 0 } }: Failure): number {
  const longest = Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** retries);
  return Math.max(retryAfter * 1000, longest * (0.5 + Math.random() / 2));
}
