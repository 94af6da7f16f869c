import { DomainError } from '@app/kernel';
import {
  ConstraintViolated,
  DatabaseFull,
  DatabaseReadOnly,
  DatabaseUnavailable,
  TransactionConflicted,
} from './database.errors.js';

/** How far the work had come when it failed; decides whether a lost connection leaves the outcome unknown. */
export type Stage =
  /** No statement was sent yet. */
  | 'acquire'
  /** Inside a transaction that was not asked to commit: whatever happened, it is undone. */
  | 'transaction'
  /** A statement that commits itself, or COMMIT. */
  | 'commit';

/** Read-only: a standby refuses a statement before it changes anything. */
const READ_ONLY = '25006';

/** SQLSTATE classes that mean "not now" rather than "your statement is wrong" (PostgreSQL manual, appendix A). */
const UNAVAILABLE_CLASSES = new Set([
  '08', // connection exception
  '28', // invalid authorization: the operator changed a password
  '53', // insufficient resources
  '57', // operator intervention: shutdown, crash, cancelled by statement_timeout
  '58', // system error: I/O
]);
const UNAVAILABLE_CODES = new Set([
  '3D000', // the database does not exist (yet)
  '25P03', // idle_in_transaction_session_timeout
  '55P03', // lock_timeout
]);
/** A server that answers a commit with one of these has certainly not committed. */
const SURELY_UNDONE_CLASSES = new Set(['23', '40', '53', '55']);

/**
 * Turns what `pg` throws into our words, by SQLSTATE and errno code. An error that says nothing about the database's
 * state (a syntax error, a wrong parameter) is a bug and comes back unchanged.
 *
 * @param connectionLost whether the client broke: such errors carry no code at all.
 */
export function translateFailure(error: unknown, stage: Stage, connectionLost: boolean): unknown {
  if (error instanceof DomainError || error instanceof ConstraintViolated) return error;
  const code = codeOf(error);
  const undone = stage !== 'commit' || SURELY_UNDONE_CLASSES.has(code.slice(0, 2));
  const options = { cause: error, ambiguous: !undone };
  if (code === '53100' || code === 'ENOSPC' || code === 'EDQUOT') return new DatabaseFull(options);
  if (code === READ_ONLY) return new DatabaseReadOnly(options);
  if (code === '40001' || code === '40P01') return new TransactionConflicted(options);
  if (isSqlState(code) && code.startsWith('23'))
    return new ConstraintViolated(constraintOf(error), code, { cause: error });
  if (stage === 'acquire' || connectionLost || isUnavailable(code)) return new DatabaseUnavailable(undefined, options);
  return error;
}

/** Whether the server closes the connection after reporting this. */
export function endsConnection(error: unknown): boolean {
  const code = codeOf(error);
  return code.startsWith('57P') || (isSqlState(code) && code.startsWith('08')) || code === '25P03';
}

/** Whether a prepared statement is gone, or another version of the program has changed a table that it reads. */
export function isOutdatedPlan(error: unknown): boolean {
  const code = codeOf(error);
  return code === '26000' || code === '0A000';
}

function isUnavailable(code: string): boolean {
  if (!isSqlState(code)) return code !== ''; // an errno such as ECONNRESET; Node's own ERR_… codes are bugs
  return UNAVAILABLE_CLASSES.has(code.slice(0, 2)) || UNAVAILABLE_CODES.has(code);
}

function isSqlState(code: string): boolean {
  return /^[0-9A-Z]{5}$/.test(code) && /[0-9]/.test(code);
}

function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' && !code.startsWith('ERR_') ? code : '';
}

function constraintOf(error: unknown): string {
  const constraint = (error as { constraint?: unknown }).constraint;
  return typeof constraint === 'string' ? constraint : '';
}
