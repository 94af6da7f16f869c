import { DomainError } from '@app/kernel';

export class InvalidAddress extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'invalid_address';

  constructor(field = 'address', text = 'invalid address') {
    super(text, { field });
  }
}

const MISTYPED = 'invalid address: its checksum does not match, so a character of it is mistyped or missing';

/** It was to be the checksummed spelling of an address. */
export class MistypedAddress extends InvalidAddress {
  constructor(field?: string) {
    super(field, MISTYPED);
  }
}

/** What a text that is no address is refused with, for the API document. */
export const ADDRESS_REFUSALS = ['invalid address', MISTYPED] as const;

export class InvalidNote extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'invalid_note';
  override readonly field = 'note';

  constructor() {
    super('note must be a text of 1 to 140 characters');
  }
}

export class AmountNotPositive extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'amount_not_positive';
  override readonly field = 'amount';

  constructor() {
    super('amount must be positive');
  }
}

export class InvalidPrivateKey extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'invalid_private_key';
  override readonly field = 'privKey';

  constructor() {
    super('invalid private key');
  }
}

export class KeyMismatch extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'key_mismatch';
  override readonly field = 'privKey';

  constructor() {
    super('private key does not match the from address');
  }
}
