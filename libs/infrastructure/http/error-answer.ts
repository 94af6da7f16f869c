import { DomainError, type RefusalKind } from '@app/kernel';
import { HttpException } from '@nestjs/common';
import { type FieldIssue, issuesOf } from './field-issue.js';
import { HttpRefusal } from './http-refusal.js';

/** What a caller is told about an error, before the app chooses its form. */
export interface ErrorAnswer {
  status: number;
  /** Stable, for programs. */
  code: string;
  /** One line, for people. Empty for an answer without a body. */
  text: string;
  headers: Record<string, string>;
  /** Sent as JSON in place of the text, whatever the app's form. */
  body?: unknown;
  /** What is wrong with the request, field by field, where that is known. */
  issues?: readonly FieldIssue[];
  /** The one field that the text is about, when there are no issues. */
  field?: string;
  /** What is wrong with that field, where the text says less. */
  why?: string;
  /** The error is our fault and its cause belongs in the log. */
  isFault: boolean;
}

/** What an API says otherwise than the kind and the text of a refusal do, by `DomainError.code`. */
export type AnswerTable = Readonly<Record<string, { status?: number; text?: string; body?: unknown }>>;

const STATUS_OF_KIND: Record<RefusalKind, number> = {
  invalid: 400,
  denied: 403,
  missing: 404,
  conflict: 409,
  throttled: 429,
  unavailable: 503,
};

const WORDS_OF_STATUS: Record<number, [code: string, text: string]> = {
  400: ['malformed_request', 'malformed request'],
  404: ['page_not_found', '404 page not found'],
  405: ['method_not_allowed', 'method not allowed'],
  408: ['request_timeout', 'request timeout'],
  413: ['body_too_large', 'request body too large'],
  414: ['uri_too_long', 'request target too long'],
  415: ['unsupported_media_type', 'send Content-Type: application/json'],
  417: ['expectation_failed', 'expectation failed'],
  431: ['headers_too_large', 'request header fields too large'],
  503: ['unavailable', 'service unavailable'],
};

/** The answer that a bare status gets: from the framework, or from Node's HTTP parser. */
export function answerForStatus(status: number, headers: Record<string, string> = {}): ErrorAnswer {
  const [code, text] = WORDS_OF_STATUS[status] ?? (status < 500 ? ['refused', 'request refused'] : internal);
  return { status, code, text, headers, isFault: false };
}

const internal = ['internal_error', 'internal error'] as const;

/** Turns whatever was thrown into an answer. Only a `DomainError` speaks for itself; of anything else nothing gets out. */
export function answerFor(error: unknown, table: AnswerTable = {}): ErrorAnswer {
  if (error instanceof DomainError) return answerForRefusal(error, table[error.code]);
  const status = frameworkStatus(error);
  if (status !== undefined && status < 500) return answerForStatus(status);
  return { ...answerForStatus(500), isFault: true };
}

function answerForRefusal(error: DomainError, entry: AnswerTable[string] | undefined): ErrorAnswer {
  const own = error instanceof HttpRefusal ? error : undefined;
  const status = entry?.status ?? own?.status ?? STATUS_OF_KIND[error.kind];
  const headers: Record<string, string> = { ...own?.headers };
  if (error.retryAfterSeconds !== undefined) headers['Retry-After'] = String(Math.max(1, error.retryAfterSeconds));
  else if (status === 503) headers['Retry-After'] = '5';
  return {
    status,
    code: error.code,
    text: entry?.text ?? error.message,
    headers,
    body: entry?.body,
    issues: issuesOf(error),
    field: error.field,
    why: error.why,
    isFault: status >= 500 && error.cause !== undefined,
  };
}

/** The status of an error that Fastify, Nest or a dropped connection raised, else `undefined`. */
function frameworkStatus(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  if (typeof error !== 'object' || error === null) return undefined;
  const { code, statusCode } = error as { code?: unknown; statusCode?: unknown };
  const fromFramework = typeof code === 'string' && (code.startsWith('FST_ERR_') || code === 'ECONNRESET');
  return fromFramework && typeof statusCode === 'number' ? statusCode : undefined;
}
