import { createLedger, type LedgerOperations, type RawAnswer } from '@app/client';
import { toJson } from '@app/infrastructure/http/json-writer.js';
import { type Server, sendOnce } from '../asking/send-once.js';

/** A sheet of 100,000 lines has some 30 MB. */
const MAX_FILE_BYTES = 512 * 1024 * 1024;
/** Not plain text, so that refusals come with the wrong fields. */
const FILES = 'text/csv, application/pdf, application/problem+json';

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

/** What the ledger answers with as a file, which the client has no operations for. @param path encoded. @throws NoAnswer */
export function downloadFromLedger(server: LedgerServer, path: string, cancel: AbortSignal): Promise<RawAnswer> {
  const { url, token } = server;
  const headers = { accept: FILES, ...(token !== undefined && { authorization: `Bearer ${token}` }) };
  return sendOnce({ ...server, maxAnswerBytes: MAX_FILE_BYTES }, cancel, async ({ fetch }) => {
    const address = `${url.origin}${url.pathname.replace(/\/+$/, '')}/api/v1${path}`;
    const request = {
      method: 'GET',
      headers,
      body: null,
      redirect: 'manual',
      credentials: 'omit',
      signal: cancel,
    } as const;
    const answer = await fetch(address, request);
    const body = new Response(answer.body as ReadableStream<Uint8Array>);
    return { status: answer.status, headers: answer.headers, body: new Uint8Array(await body.arrayBuffer()) };
  });
}
