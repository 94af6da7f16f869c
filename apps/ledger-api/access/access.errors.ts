import { DomainError } from '@app/kernel';

/** A token was sent that is unknown, expired or revoked. One text for all, so that it teaches nothing to who is guessing. */
export class BadToken extends DomainError {
  readonly kind = 'denied';
  readonly code = 'bad_token';

  constructor() {
    super('invalid or expired token');
  }
}

export class AdministratorsOnly extends DomainError {
  readonly kind = 'denied';
  readonly code = 'administrators_only';

  constructor() {
    super('administrators only');
  }
}

/** What the route gives belongs to a user, and an administrator has none of it. */
export class UsersOnly extends DomainError {
  readonly kind = 'denied';
  readonly code = 'users_only';

  constructor() {
    super('users only');
  }
}
