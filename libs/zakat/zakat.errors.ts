import { DomainError } from '@app/kernel';

export class ZakatPoolNotSet extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'zakat_pool_not_set';

  constructor() {
    super('ZAKAT_WALLET_ADDRESS not set');
  }
}

/** The pool has one wallet, which stays. */
export class PoolMadeAlready extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'zakat_pool_made_already';

  constructor() {
    super('the zakat pool has its wallet already');
  }
}

/** A wallet that is made here would get nothing: the configured one is the pool. */
export class PoolHeldElsewhere extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'zakat_pool_held_elsewhere';

  constructor() {
    super('ZAKAT_WALLET_ADDRESS names the zakat pool, and its key is held elsewhere');
  }
}

/** The wallets could not be listed; nothing was charged in this step. */
export class WalletsNotListed extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'wallets_not_listed';

  constructor(cause: unknown) {
    super('failed to list wallet profiles', { cause });
  }
}

/** The run stopped before every wallet was looked at. What was charged stays charged; the next call completes the run. */
export class ZakatRunInterrupted extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'zakat_run_interrupted';

  constructor(cause: unknown) {
    super('failed to persist zakat deduction', { cause });
  }
}

/** The balance is too small for a whole unit of zakat: the wallet is not processed. Never leaves the run. */
export class NothingDue extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'nothing_due';

  constructor() {
    super('no zakat is due');
  }
}

export class InvalidPeriod extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'invalid_period';
  override readonly field = 'period';

  constructor() {
    super('invalid period');
  }
}

/** Here a run must be one that can be repeated safely. */
export class PeriodRequired extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'period_required';
  override readonly field = 'period';

  constructor() {
    super('period or Idempotency-Key is required');
  }
}

/** No day of the Gregorian calendar, or not written as `2026-02-19`. */
export class InvalidDay extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'invalid_date';

  constructor() {
    super('invalid date');
  }
}

/** Not written as `1447-09-01`, or as `1447-09` where a month is asked for. */
export class InvalidHijriDate extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'invalid_hijri_date';

  constructor() {
    super('invalid Hijri date');
  }
}

/** The calendar knows the years 1300 to 1600, and a month may have no 30th. */
export class OutsideHijriCalendar extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'no_such_hijri_date';

  constructor() {
    super('no such date in the Hijri calendar');
  }
}

/** An override would leave a month with a length that no moon has. */
export class ImpossibleMonth extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'impossible_month';

  /** @param month such as `1447-09` */
  constructor(month: string, days: number) {
    super(`month ${month} would have ${days} days, and a month has 29 or 30`);
  }
}

/** No name of the IANA database. */
export class InvalidTimeZone extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'invalid_time_zone';
  override readonly field = 'time_zone';

  constructor() {
    super('invalid time zone');
  }
}

/** Grams and price are positive decimals, and what they make is at least 1 unit and at most 10^18. */
export class InvalidNisab extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'invalid_nisab';

  constructor() {
    super('invalid nisab');
  }
}

/** No one has recorded a nisab of the standard that the policy names, and nothing is assessed by a guess. */
export class NisabNotSet extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'nisab_not_set';

  constructor() {
    super('no nisab recorded');
  }
}

export class ReceiptNotFound extends DomainError {
  readonly kind = 'missing';
  readonly code = 'receipt_not_found';

  constructor() {
    super('receipt not found');
  }
}

/** No receipt has this number, or the code is another's: which of them is not said. */
export class ReceiptNotVerified extends DomainError {
  readonly kind = 'missing';
  readonly code = 'receipt_not_verified';

  constructor() {
    super('no receipt has this number and code');
  }
}

/** More receipts are being printed than may wait for it. */
export class ReceiptPrinterBusy extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'receipt_printer_busy';

  constructor() {
    super('too many receipts are being printed, try again', { retryAfterSeconds: 1 });
  }
}

/** Each reads what all wallets did: a second one at the same time would only make both slow. */
export class AssessmentInProgress extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'assessment_in_progress';

  constructor() {
    super('an assessment is being made, try again', { retryAfterSeconds: 5 });
  }
}

/** The chain began after the valuation date. */
export class NoBlockSoOld extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'valuation_before_chain';

  constructor() {
    super('the chain began after this date');
  }
}

export class AssessmentNotFound extends DomainError {
  readonly kind = 'missing';
  readonly code = 'assessment_not_found';

  constructor() {
    super('assessment not found');
  }
}

/** The valuation date had not come: nothing is approved or charged by a forecast. */
export class AssessmentIsForecast extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'assessment_provisional';

  constructor() {
    super('a forecast cannot be approved');
  }
}

/** The hash is another one, or chain or declarations make another assessment of it today. */
export class AssessmentIsOtherwise extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'assessment_changed';

  constructor() {
    super('what is due has changed, make a new assessment');
  }
}

/** Each approval is another administrator's. */
export class AssessmentApprovedAlready extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'assessment_approved_already';

  constructor() {
    super('you have approved this assessment already');
  }
}

export class AssessmentNotApproved extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'assessment_not_approved';

  constructor() {
    super('the assessment is not approved');
  }
}

export class ZakatRunNotFound extends DomainError {
  readonly kind = 'missing';
  readonly code = 'zakat_run_not_found';

  constructor() {
    super('zakat run not found');
  }
}
