import { DomainError } from '@app/kernel';

export class FieldsRequired extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'fields_required';
}

/** A user could not be stored. The specification answers it with 500; nothing was written. */
export class UserNotCreated extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'user_not_created';
  /** The specification's status for it. */
  readonly status = 500;
}

/** The code is wrong, used, expired, or was never made: one answer for all, so that it tells nothing. */
export class InvalidOneTimePassword extends DomainError {
  readonly kind = 'denied';
  readonly code = 'invalid_otp';

  constructor() {
    super('invalid or expired otp');
  }
}
