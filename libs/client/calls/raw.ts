import type { Connection } from './connection.js';
import { exchange } from './exchange.js';
import type { Operation } from './operation.js';
import { type Fields, prepareRequest } from './prepare-request.js';

/** What an operation sends beside the fields of its path and query. */
export interface RawOptions {
  /** JSON text, which is sent to the byte. */
  readonly body?: string | undefined;
  readonly idempotencyKey?: string | undefined;
  /** Errors as problems (RFC 9457) where the server has them, in place of the API's own form. */
  readonly prefersProblems?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** An answer as the server wrote it, whatever its status. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  readonly body: Uint8Array;
}

/**
 * Sends one request of an operation, once, and resolves to its answer unread: for programs that print answers to the byte or
 * read them in another way. Errors come in the API's own form, not as problems, unless those are asked for. It is signed, and
 * bounded by the time of one attempt, as any call.
 * @throws Error when no whole answer came, whose `cause` is the reason · the reason of the signal · TypeError for an
 * operation that there is not, or a path that cannot be made of the fields
 */
export type Raw<Operations> = (
  operation: keyof Operations,
  fields?: Fields,
  options?: RawOptions,
) => Promise<RawAnswer>;

/** A tie, which the servers resolve in favour of their own form. */
const OWN_FORM = 'application/json, text/plain';

/** Makes the function for the operations of one API. */
export function rawOf<Operations>(
  connection: Connection,
  operations: Readonly<Record<keyof Operations, Operation>>,
): Raw<Operations> {
  const timeoutMs = Math.min(connection.timeoutMs, connection.attemptTimeoutMs);
  return async (operation, fields = {}, { body, idempotencyKey, prefersProblems, signal } = {}) => {
    if (!Object.hasOwn(operations, operation)) throw new TypeError(`there is no operation ${String(operation)}`);
    const prepared = prepareRequest(operations[operation], fields);
    const request = { ...prepared, body, ...(!prefersProblems && { accept: OWN_FORM }) };
    return exchange(connection, request, idempotencyKey, { timeoutMs, signal });
  };
}
