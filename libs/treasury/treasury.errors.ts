import { DomainError } from '@app/kernel';

/** There is no order of this kind with this ID. */
export class OrderNotFound extends DomainError {
  readonly kind = 'missing';
  readonly code = 'order_not_found';

  constructor() {
    super('order not found');
  }
}

/** One reference is one order of its kind, unless that was rejected. */
export class ReferenceTaken extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'reference_taken';
  override readonly field = 'reference';

  constructor() {
    super('another order has this reference');
  }
}

/** What was proposed, or approved, on one day may not add up to more. */
export class DailyLimitReached extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'daily_limit_reached';
  override readonly field = 'amount';

  constructor() {
    super('the limit of the day is reached');
  }
}

/** The administrator has seen another order than the one with this ID. */
export class OrderIsOtherwise extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'order_is_otherwise';
  override readonly field = 'hash';

  constructor() {
    super('the order has another hash');
  }
}

/** Several approvals are by several people. */
export class OrderApprovedAlready extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'order_approved_already';

  constructor() {
    super('you have approved this order already');
  }
}

/** The state of the order does not allow the decision any more. */
export class OrderClosed extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'order_closed';

  constructor() {
    super('this is decided already');
  }
}

/** Somebody else is faster. */
export class OrderInHand extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'order_in_hand';

  constructor() {
    super('the order is being carried out or rejected at the moment');
  }
}

/** Blank, or longer than 1000 characters. */
export class InvalidReason extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'invalid_reason';
  override readonly field = 'reason';

  constructor() {
    super('reason must be a text of 1 to 1000 characters');
  }
}
