import { createLedger, type LedgerOperations, ledgerOperations, type RawAnswer } from '@app/client';
import { toJson } from '@app/infrastructure/http/json-writer.js';
import { type Server, sendOnce } from '../asking/send-once.js';

/** A sheet of 100,000 lines has some 30 MB. */
const MAX_FILE_BYTES = 512 * 1024 * 1024;

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

/** Sends one request, once; the answer of one for a file may be large. @throws NoAnswer, CommandFailure for a field that no path can be made of */
export function sendToLedger(
  server: LedgerServer,
  { operation, fields, body, idempotencyKey }: LedgerRequest,
  cancel: AbortSignal,
): Promise<RawAnswer> {
  const sent = { body: body && toJson(body), idempotencyKey, prefersProblems: true };
  const isFile = 'isFile' in ledgerOperations[operation];
  return sendOnce({ ...server, ...(isFile && { maxAnswerBytes: MAX_FILE_BYTES }) }, cancel, (basis) =>
    createLedger({ ...basis, token: server.token }).raw(operation, { ...fields }, sent),
  );
}
