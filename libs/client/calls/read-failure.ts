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
  /** It is the last word on all attempts with one key: none was carried out, and none is under way. */
  readonly isSettled: boolean;
}

const STILL_RUNNING = new Set(['request_in_flight', 'payment_in_flight']);

/** What the operator has to change first. */
const LASTING = new Set(['report_failed', 'database_not_configured', 'zakat_pool_not_set']);

/**
 * Refusals that the servers give only after they looked the key up, which would have found what an earlier attempt did. All
 * others come before: what guards access (401, 403), bodies and routes is asked first, and so is a proxy. A used one-time
 * password tells nothing either, since the attempt that used it may still be paying.
 */
const SETTLED = new Set([
  'idempotency_key_reused',
  'insufficient_funds',
  'too_many_coins',
  'invalid_transaction',
  'supply_exhausted',
  'insufficient_balance',
  'insufficient_core_funds',
  'invalid_recipient',
  'invalid_amount',
  'amount_above_limit',
  'amount_below_dust',
  'fee_above_cap',
  'rate_limit_exceeded',
]);

/** With these a server says that it did nothing. After every other answer from 500 a change may have been made. */
const NOTHING_DONE = new Set([
  'stopping',
  'busy',
  'not_writing',
  'block_not_committed',
  'sends_frozen',
  'node_sends_frozen',
  'coins_not_ready',
  'not_ready_to_send',
  'core_refused',
  'core_unavailable',
  'core_wallet_locked',
  'core_keypool_empty',
  'wrong_chain_or_wallet',
  'codes_not_deliverable',
  'otp_not_generated',
  ...LASTING,
]);
const MOST_CHARACTERS = 500;

/** Of an answer whose status is that of an error. */
export function failureOfAnswer(answer: WholeAnswer): Failure {
  const { status, headers } = answer;
  if (status < 400) return redirected(answer);
  const text = textOf(answer);
  const problem = problemOf(text);
  const code = typeof problem.code === 'string' && problem.code !== '' ? problem.code : 'unknown';
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
    isTransient: status === 408 || status === 429 || STILL_RUNNING.has(code) || (status >= 500 && !LASTING.has(code)),
    isAmbiguous: STILL_RUNNING.has(code) || (status >= 500 && !NOTHING_DONE.has(code)),
    isUntouched: status === 429 || code === 'stopping',
    isSettled: status < 500 && SETTLED.has(code),
  };
}

/** A request is for one server alone, with all its secrets. Browsers hide where it was sent to, and the status as well. */
function redirected({ status, headers }: WholeAnswer): Failure {
  const location = headers.get('location');
  const place = location !== null && URL.canParse(location) ? ` to ${new URL(location).origin}` : '';
  const detail = `the server redirects${place}, which is not followed: look at the base URL`;
  const facts = { status, code: 'redirected', detail };
  return { facts, isTransient: false, isAmbiguous: false, isUntouched: false, isSettled: false };
}

/** @throws `error` when it is not that of an attempt */
export function failureOfAttempt(error: unknown): Failure {
  if (!(error instanceof NoAnswer)) throw error;
  const { code, message: detail, cause, wasSent } = error;
  const facts = { status: 0, code, detail, cause };
  const isTransient = code === 'timeout' || code === 'no_connection';
  return { facts, isTransient, isAmbiguous: wasSent, isUntouched: !wasSent, isSettled: false };
}

/** The answer says that it was done, and cannot be read. */
export function unreadable({ status, headers }: WholeAnswer, cause: unknown): Failure {
  const detail = 'the answer of the server cannot be read';
  const requestId = headers.get('x-request-id') ?? undefined;
  const facts = { status, code: 'unreadable_answer', detail, requestId, cause };
  return { facts, isTransient: true, isAmbiguous: true, isUntouched: false, isSettled: false };
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
  if (/^\s*\d+\s*$/.test(text)) return Number(text);
  const atMs = Date.parse(text);
  return Number.isNaN(atMs) ? undefined : Math.max(0, Math.ceil((atMs - Date.now()) / 1000));
}
