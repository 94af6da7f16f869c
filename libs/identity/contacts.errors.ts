import { DomainError } from '@app/kernel';

export class InvalidContactName extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'invalid_name';
  override readonly field = 'name';

  constructor() {
    super('name must be a text of 1 to 80 characters');
  }
}

export class ContactNotFound extends DomainError {
  readonly kind = 'missing';
  readonly code = 'contact_not_found';

  constructor() {
    super('contact not found');
  }
}

/** There is another contact with this address. */
export class ContactExists extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'contact_exists';
  override readonly field = 'address';

  constructor() {
    super('a contact with this address exists');
  }
}

export class TooManyContacts extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'too_many_contacts';

  constructor() {
    super('too many contacts');
  }
}
