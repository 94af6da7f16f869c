/**
 * Runs one statement and returns its rows. `int8` and `numeric` come as strings, `bytea` as Buffer, `timestamptz` as
 * Date; a bigint, Buffer or Date, or an array of them, can be passed as a parameter.
 *
 * @throws DatabaseUnavailable (and its kinds DatabaseFull, TransactionConflicted), ConstraintViolated
 */
export type SqlQuery = <Row = Record<string, unknown>>(sql: string, params?: readonly unknown[]) => Promise<Row[]>;
