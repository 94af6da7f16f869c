import { createLedger, type LedgerOperations, type RawAnswer } from '@app/client';
import { toJson } from '@app/infrastructure/http/json-writer.js';
import { type Server, sendOnce } from '../asking/send-once.js';

export interface LedgerRequest {
  /** As the API document names it. */
  readonly operation: keyof LedgerOperations;
  /** What stands in its path, query and headers. */
  readonly fields?: Readonly<Record<string, string | undefined>>;
  readonly body?: object;
  readonly idempotencyKey?: string | undefined;
}

export interface LedgerServer extends Server {
  /** Of an administrator, or of a user's session. */
  readonly token: string | undefined;
}

/** Sends one request, once. @throws NoAnswer, CommandFailure for a field that no path can be made of */
export function sendToLedger(
  server: LedgerServer,
  { operation, fields, body, idempotencyKey }: LedgerRequest,
  cancel: AbortSignal,
): Promise<RawAnswer> {
  const sent = { body: body && toJson(body), idempotencyKey, prefersProblems: true };
  return sendOnce(server, cancel, (basis) =>
    createLedger({ ...basis, token: server.token }).raw(operation, { ...fields }, sent),
  );
}
