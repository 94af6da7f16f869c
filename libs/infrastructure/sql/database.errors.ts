import { DomainError, type RefusalOptions } from '@app/kernel';

export interface DatabaseUnavailableOptions extends RefusalOptions {
  /** True when the change may have been committed although no answer came: ask before doing it again. */
  ambiguous?: boolean;
}

/**
 * The database did not answer in time, is gone, or cannot take the work now. Nothing was changed, unless
 * {@link ambiguous} is set: then the connection broke after the commit was sent and the outcome is not known.
 */
export class DatabaseUnavailable extends DomainError {
  override readonly kind = 'unavailable';
  override readonly code: string = 'database_unavailable';
  readonly ambiguous: boolean;

  constructor(message = 'database unavailable', options: DatabaseUnavailableOptions = {}) {
    super(message, { retryAfterSeconds: 1, ...options });
    this.ambiguous = options.ambiguous ?? false;
  }
}

/** No room left on the database's disk (SQLSTATE 53100, errno ENOSPC or EDQUOT). Reading goes on, writing does not. */
export class DatabaseFull extends DatabaseUnavailable {
  override readonly code = 'database_full';

  constructor(options: DatabaseUnavailableOptions = {}) {
    super('database storage is full', { retryAfterSeconds: 30, ...options });
  }
}

/** The database is a hot standby, or under maintenance, and takes no writes (SQLSTATE 25006). Certainly nothing was changed. */
export class DatabaseReadOnly extends DatabaseUnavailable {
  constructor(options: DatabaseUnavailableOptions = {}) {
    super(undefined, { ...options, ambiguous: false });
  }
}

/** Two transactions got in each other's way and this one was undone (SQLSTATE 40001, 40P01): doing it again may succeed. */
export class TransactionConflicted extends DatabaseUnavailable {
  override readonly code = 'transaction_conflicted';

  constructor(options: DatabaseUnavailableOptions = {}) {
    super('transaction conflicted with another', options);
  }
}

/** A rule of the schema refused a row (SQLSTATE class 23). The adapter knows what `constraint` means to its caller. */
export class ConstraintViolated extends Error {
  override readonly name = 'ConstraintViolated';

  constructor(
    /** Name of the constraint or unique index, '' when the server names none (a NOT NULL column). */
    readonly constraint: string,
    /** 23505 unique, 23503 foreign key, 23514 check, 23502 not null. */
    readonly sqlState: string,
    options?: ErrorOptions,
  ) {
    super(`constraint ${constraint || '(unnamed)'} violated (${sqlState})`, options);
  }
}
