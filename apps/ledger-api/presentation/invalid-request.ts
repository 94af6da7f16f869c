import { DomainError } from '@app/kernel';

/** The body is no JSON object, or a field has the wrong type. The transfer routes say "payload" where the others say "body". */
export class InvalidRequest extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'invalid_request';

  constructor(what: 'body' | 'payload') {
    super(`invalid request ${what}`);
  }
}

export const invalidBody = () => new InvalidRequest('body');
export const invalidPayload = () => new InvalidRequest('payload');

/** A query parameter is not one of its choices. */
export class InvalidParameter extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'invalid_parameter';
}
