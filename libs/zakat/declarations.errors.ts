import { DomainError } from '@app/kernel';

/** Zakat is reckoned for wallets whose owner is registered. */
export class WalletNotRegistered extends DomainError {
  readonly kind = 'missing';
  readonly code = 'wallet_not_registered';
  override readonly field = 'wallet_address';

  constructor() {
    super('no registered wallet has this address');
  }
}

/** So many that they must be a mistake. */
export class TooManyDeclarations extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'too_many_declarations';

  constructor() {
    super('this wallet has too many declarations');
  }
}

/** Another process has made the record of this key meanwhile. It never leaves the use case, which looks for that record. */
export class KeyTaken extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'key_taken';

  constructor(cause: unknown) {
    super('the idempotency key is taken', { cause });
  }
}

/** A part of the policy is outside of its bounds; `field` names it. */
export class InvalidPolicy extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'invalid_policy';

  constructor(field: string) {
    super('invalid policy', { field });
  }
}

/** Another version was set since the author looked. */
export class PolicyMoved extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'policy_moved';
  override readonly field = 'If-Match';

  constructor() {
    super('another policy is in force, read it again');
  }
}

/** Another version was set since the author looked. */
export class CalendarMoved extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'calendar_moved';
  override readonly field = 'If-Match';

  constructor() {
    super('another calendar is in force, read it again');
  }
}

export class MonthGivenTwice extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'month_given_twice';
  override readonly field = 'overrides';

  constructor() {
    super('a month is given twice');
  }
}

/** An amount of at least 1 and at most 10^18 units. */
export class InvalidDebt extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'invalid_debt';
  override readonly field = 'amount';

  constructor() {
    super('invalid amount');
  }
}

/** Also for one of another wallet, which is no one else's affair. */
export class DebtNotFound extends DomainError {
  readonly kind = 'missing';
  readonly code = 'debt_not_found';

  constructor() {
    super('debt not found');
  }
}

export class DebtSettled extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'debt_settled';

  constructor() {
    super('the debt was settled on another day');
  }
}

/** A debt is settled today or was before. */
export class InvalidSettlement extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'invalid_settlement';
  override readonly field = 'settled_on';

  constructor() {
    super('a debt is not settled in the future');
  }
}

/** A CZ-50 is sworn and names its fiqh; an oath comes before its filing, that before the end, and the first two not in the future. */
export class InvalidExemption extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'invalid_exemption';

  constructor() {
    super('invalid exemption');
  }
}

export class ExemptionNotFound extends DomainError {
  readonly kind = 'missing';
  readonly code = 'exemption_not_found';

  constructor() {
    super('exemption not found');
  }
}

/** It ended, perhaps on another day: what is over is not accepted, and ends once. */
export class ExemptionEnded extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'exemption_ended';

  constructor() {
    super('the exemption has ended');
  }
}
