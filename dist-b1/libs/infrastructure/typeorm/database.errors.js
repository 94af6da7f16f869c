import { DomainError } from "../../kernel/index.js";
/**
 * The database did not answer in time, is gone, or cannot take the work now. Nothing was changed, unless
 * {@link ambiguous} is set: then the connection broke after the commit was sent and the outcome is not known.
 */
export class DatabaseUnavailable extends DomainError {
    kind = 'unavailable';
    code = 'database_unavailable';
    ambiguous;
    constructor(message = 'database unavailable', options = {}) {
        super(message, { retryAfterSeconds: 1, ...options });
        this.ambiguous = options.ambiguous ?? false;
    }
}
/** No room left on the database's disk (SQLSTATE 53100, errno ENOSPC or EDQUOT). Reading goes on, writing does not. */
export class DatabaseFull extends DatabaseUnavailable {
    code = 'database_full';
    constructor(options = {}) {
        super('database storage is full', { retryAfterSeconds: 30, ...options });
    }
}
/** Two transactions got in each other's way and this one was undone (SQLSTATE 40001, 40P01): doing it again may succeed. */
export class TransactionConflicted extends DatabaseUnavailable {
    code = 'transaction_conflicted';
    constructor(options = {}) {
        super('transaction conflicted with another', options);
    }
}
/** A rule of the schema refused a row (SQLSTATE class 23). The adapter knows what `constraint` means to its caller. */
export class ConstraintViolated extends Error {
    constraint;
    sqlState;
    name = 'ConstraintViolated';
    constructor(
    /** Name of the constraint or unique index, '' when the server names none (a NOT NULL column). */
    constraint, 
    /** 23505 unique, 23503 foreign key, 23514 check, 23502 not null. */
    sqlState, options) {
        super(`constraint ${constraint || '(unnamed)'} violated (${sqlState})`, options);
        this.constraint = constraint;
        this.sqlState = sqlState;
    }
}
//# sourceMappingURL=database.errors.js.map