/** What a refusal means to the caller. The HTTP filter of each app turns a kind into a status, once. */
export type RefusalKind = 'invalid' | 'denied' | 'missing' | 'conflict' | 'throttled' | 'unavailable';

export interface RefusalOptions {
  cause?: unknown;
  /** When trying again may help, in whole seconds: becomes the `Retry-After` header. */
  retryAfterSeconds?: number;
  /** What of the request is wrong, by the name that its caller knows: a body member, a parameter, a header. */
  field?: string;
  /** What is wrong with it, for callers who ask for RFC 9457: the specification's text may say less. Repeats nothing that was sent. */
  why?: string | undefined;
}

/**
 * A request that the rules refuse. `code` is stable and meant for programs, `message` is the text that the
 * specification prints and never repeats what the caller sent. Anything else that is thrown is a bug and answers 500.
 */
export abstract class DomainError extends Error {
  abstract readonly kind: RefusalKind;
  abstract readonly code: string;
  readonly retryAfterSeconds: number | undefined;
  readonly field: string | undefined;
  readonly why: string | undefined;

  constructor(message: string, options: RefusalOptions = {}) {
    super(message, { cause: options.cause });
    this.name = new.target.name;
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.field = options.field;
    this.why = options.why;
  }
}
