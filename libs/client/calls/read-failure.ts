import type { FailureFacts } from '../errors/mizan-error.js';
import { NoAnswer, textOf, type WholeAnswer } from './exchange.js';

/** What a failed attempt says, and what follows from it. */
export interface Failure {
  readonly facts: FailureFacts;
  /** Another attempt may succeed. */
  readonly isTransient: boolean;
  /** What was known of the request before this attempt has not become clearer: it may have been carried out, or still be. */
  readonly isAmbiguous: boolean;
  /** The request was not even looked at. */
  readonly isUntouched: boolean;
}

const TRANSIENT = new Set([408, 429, 502, 503, 504]);
const STILL_RUNNING = new Set(['request_in_flight', 'payment_in_flight']);
const AMBIGUOUS = new Set([
  ...STILL_RUNNING,
  'outcome_unknown',
  'payment_undecided',
  'zakat_run_interrupted',
  'database_unavailable',
  'internal_error',
]);
const MOST_CHARACTERS = 500;

/** Of an answer whose status is that of an error. */
export function failureOfAnswer(answer: WholeAnswer): Failure {
  const { status, headers } = answer;
  const text = textOf(answer);
  const problem = problemOf(text);
  const code = typeof problem.code === 'string' ? problem.code : '';
  const detail = typeof problem.detail === 'string' ? problem.detail : text.trim().slice(0, MOST_CHARACTERS);
  const facts = {
    status,
    code,
    detail: detail || `the server answered ${status}`,
    errors: Array.isArray(problem.errors) ? problem.errors : undefined,
    retryAfter: secondsOf(headers.get('retry-after')),
    requestId: headers.get('x-request-id') ?? undefined,
  };
  return {
    facts,
    isTransient: TRANSIENT.has(status) || STILL_RUNNING.has(code) || code === 'internal_error',
    isAmbiguous: AMBIGUOUS.has(code) || status === 502 || status === 504 || (status >= 500 && code === ''),
    isUntouched: status === 429 || code === 'stopping',
  };
}

/** @throws `error` when it is not that of an attempt */
export function failureOfAttempt(error: unknown): Failure {
  if (!(error instanceof NoAnswer)) throw error;
  const { code, message: detail, cause, wasSent } = error;
  const facts = { status: 0, code, detail, cause };
  return { facts, isTransient: true, isAmbiguous: wasSent, isUntouched: !wasSent };
}

/** The answer says that it was done, and cannot be read. */
export function unreadable({ status, headers }: WholeAnswer, cause: unknown): Failure {
  const detail = 'the answer of the server cannot be read';
  const requestId = headers.get('x-request-id') ?? undefined;
  const facts = { status, code: 'unreadable_answer', detail, requestId, cause };
  return { facts, isTransient: false, isAmbiguous: true, isUntouched: false };
}

function problemOf(text: string): { code?: unknown; detail?: unknown; errors?: unknown } {
  try {
    return Object(JSON.parse(text)) as object;
  } catch {
    return {};
  }
}

/** `Retry-After` is a number of seconds, or a date (RFC 9110). */
function secondsOf(text: string | null): number | undefined {
  if (text === null) return undefined;
  if (/^\d+$/.test(text)) return Number(text);
  const atMs = Date.parse(text);
  return Number.isNaN(atMs) ? undefined : Math.max(0, Math.ceil((atMs - Date.now()) / 1000));
}
