import type { FieldProblem } from '../generated/ledger/types.gen.js';

/** What is known of a failed call. */
export interface FailureFacts {
  /** Of the answer; 0 when none came. */
  readonly status: number;
  /**
   * Stable, for programs: that of the API; `no_connection`, `timeout`, `redirected`, `answer_too_large`, `unreadable_answer`,
   * `cursor_repeated` of this client; or `unknown` for an answer that has none, such as that of a proxy.
   */
  readonly code: string;
  /** For people. */
  readonly detail: string;
  /** The fields that are wrong, where fields are. */
  readonly errors?: readonly FieldProblem[] | undefined;
  /** Seconds after which the server is ready to be asked again, where it says so. */
  readonly retryAfter?: number | undefined;
  /** Of the answer, for the operator's log. */
  readonly requestId?: string | undefined;
  readonly cause?: unknown;
}

/** A call that failed. Its class tells the kind, and `code` what exactly. */
export class MizanError extends Error implements FailureFacts {
  override readonly name: string = 'MizanError';
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly errors: readonly FieldProblem[];
  readonly retryAfter: number | undefined;
  readonly requestId: string | undefined;

  constructor({ status, code, detail, errors = [], retryAfter, requestId, cause }: FailureFacts) {
    super(detail, cause === undefined ? undefined : { cause });
    this.status = status;
    this.code = code;
    this.detail = detail;
    this.errors = errors;
    this.retryAfter = retryAfter;
    this.requestId = requestId;
  }
}

/** There is no such thing: 404. */
export class NotFound extends MizanError {
  override readonly name = 'NotFound';
}

/** The server understood and said no: any other status from 400 to 499. The same call again gets the same answer. */
export class Refused extends MizanError {
  override readonly name = 'Refused';
}

/** Too many requests or payments: 429. Nothing was done; `retryAfter` says when there is room again. */
export class Throttled extends MizanError {
  override readonly name = 'Throttled';
}

/** The server does not answer, or cannot at the moment. Nothing was changed. */
export class Unavailable extends MizanError {
  override readonly name = 'Unavailable';
}

/**
 * The request may have been carried out, and no repetition could tell. Where the operation takes an idempotency key, calling
 * again with this one is safe; else look at what it would have changed.
 */
export class OutcomeUnknown extends MizanError {
  override readonly name = 'OutcomeUnknown';

  constructor(
    facts: FailureFacts,
    readonly idempotencyKey: string | undefined,
    /** Of a transfer that was signed here, in hex: `getTransaction` tells whether it was mined. */
    readonly txid?: string,
  ) {
    super(facts);
  }
}

/** The error of an answer, or of none, when it is known that nothing was changed. */
export function errorOf(facts: FailureFacts): MizanError {
  const { status } = facts;
  if (status === 404) return new NotFound(facts);
  if (status === 429) return new Throttled(facts);
  return status >= 400 && status < 500 ? new Refused(facts) : new Unavailable(facts);
}
