import { DomainError, type RefusalKind, type RefusalOptions } from '@app/kernel';

export interface HttpRefusalOptions extends RefusalOptions {
  status: number;
  code: string;
  message: string;
  headers?: Record<string, string>;
}

/** A refusal that only HTTP knows, such as a body that is too large. Rules of the domain throw a `DomainError` of their own. */
export class HttpRefusal extends DomainError {
  readonly kind: RefusalKind;
  readonly code: string;
  readonly status: number;
  readonly headers: Record<string, string>;

  constructor(options: HttpRefusalOptions) {
    super(options.message, options);
    this.kind = options.status >= 500 ? 'unavailable' : 'invalid';
    this.code = options.code;
    this.status = options.status;
    this.headers = options.headers ?? {};
  }
}
