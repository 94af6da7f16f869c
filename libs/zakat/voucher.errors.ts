import { DomainError } from '@app/kernel';

/** Zakat is distributed to the eight of the Quran alone. */
export class AsnafRequired extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'asnaf_required';
  override readonly field = 'asnaf';

  constructor() {
    super('a distribution needs an asnaf and takes no receipt');
  }
}

/** What is given back is out of a receipt. */
export class ReceiptRequired extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'receipt_required';
  override readonly field = 'receipt';

  constructor() {
    super('a refund needs a receipt and takes no asnaf');
  }
}

/** The name is empty or longer than 200 characters, or the address is that of the pool. */
export class InvalidBeneficiary extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'invalid_beneficiary';
  override readonly field = 'beneficiary';

  constructor() {
    super('invalid beneficiary');
  }
}

/** Longer than 1000 characters. */
export class InvalidNote extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'invalid_note';

  constructor(field = 'note') {
    super('invalid note', { field });
  }
}

/** A period is named that has no deduction. */
export class PeriodNotCharged extends DomainError {
  readonly kind = 'missing';
  readonly code = 'period_not_charged';
  override readonly field = 'period';

  constructor() {
    super('nothing was charged for this period');
  }
}

/** There is no voucher with this ID. */
export class VoucherNotFound extends DomainError {
  readonly kind = 'missing';
  readonly code = 'voucher_not_found';

  constructor() {
    super('voucher not found');
  }
}

/** Other refunds out of the receipt, paid or approved, count. */
export class VoucherExceedsReceipt extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'voucher_exceeds_receipt';
  override readonly field = 'amount';

  constructor() {
    super('the receipt does not hold this amount any more');
  }
}

/** The policy caps what amilin get of what a period collected; other vouchers, paid or approved, count. */
export class VoucherExceedsCap extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'voucher_exceeds_cap';
  override readonly field = 'amount';

  constructor() {
    super('more than the collectors may have of this period');
  }
}

/** Several approvals are by several people. */
export class ApprovedAlready extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'voucher_approved_already';

  constructor() {
    super('you have approved this voucher already');
  }
}

/** The state of the voucher does not allow the decision any more. */
export class VoucherClosed extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'voucher_closed';

  constructor() {
    super('this is decided already');
  }
}

/** Only an approved voucher is paid. */
export class VoucherNotApproved extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'voucher_not_approved';

  constructor() {
    super('the voucher is not approved');
  }
}

/** Somebody else is faster. */
export class VoucherInHand extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'voucher_in_hand';

  constructor() {
    super('the voucher is being paid or rejected at the moment');
  }
}

/** The pool has changed since it was proposed. */
export class VoucherOfOtherPool extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'voucher_of_other_pool';

  constructor() {
    super('the voucher was proposed for another pool');
  }
}

/** Same coins, beneficiary and amount are the same transaction, which pays one voucher only. */
export class PaymentOrderTaken extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'payment_order_taken';

  constructor() {
    super('another voucher waits for the same payment: have that one signed first');
  }
}
