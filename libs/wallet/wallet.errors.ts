import { DomainError } from '@app/kernel';

export class InvalidAddress extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'invalid_address';

  constructor(field = 'address') {
    super('invalid address', { field });
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
