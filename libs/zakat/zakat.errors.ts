import { DomainError } from '@app/kernel';

export class ZakatPoolNotSet extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'zakat_pool_not_set';

  constructor() {
    super('ZAKAT_WALLET_ADDRESS not set');
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
