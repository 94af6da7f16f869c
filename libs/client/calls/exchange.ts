import type { Connection } from './connection.js';
import type { PreparedRequest } from './prepare-request.js';
import { AnswerTooLarge, readBody } from './read-body.js';
import { type Limits, within } from './within.js';

/** An answer that arrived whole. */
export interface WholeAnswer {
  readonly status: number;
  readonly headers: Pick<Headers, 'get'>;
  readonly body: Uint8Array;
}

/** As UTF-8. */
export function textOf({ body }: WholeAnswer): string {
  return new TextDecoder().decode(body);
}

/** No whole answer came. */
export class NoAnswer extends Error {
  constructor(
    readonly code: 'timeout' | 'no_connection' | 'answer_too_large',
    /** False when the request certainly did not reach the server. */
    readonly wasSent: boolean,
    detail: string,
    cause?: unknown,
  ) {
    super(detail, { cause });
  }
}

/** Sends a request once. @throws NoAnswer, and the reason of the signal */
export async function exchange(
  connection: Connection,
  request: PreparedRequest,
  idempotencyKey: string | undefined,
  limits: Limits,
): Promise<WholeAnswer> {
  let wasSent = false;
  const late = () => new NoAnswer('timeout', wasSent, 'no answer in time');
  return within(limits, late, async (signal) => {
    const headers = await headersOf(connection, request, idempotencyKey);
    signal.throwIfAborted();
    wasSent = true;
    try {
      const answer = await connection.fetch(connection.baseUrl + request.target, {
        method: request.method,
        headers,
        body: request.body ?? null,
        // Not followed: what a request carries is for one server. Not `error` either, which would not say where it leads.
        redirect: 'manual',
        credentials: 'omit',
        signal,
      });
      const body = await readBody(answer.body, connection.maxAnswerBytes, signal);
      return { status: answer.status, headers: answer.headers, body };
    } catch (cause) {
      if (cause instanceof NoAnswer) throw cause;
      if (cause instanceof AnswerTooLarge) throw new NoAnswer('answer_too_large', true, cause.message, cause);
      throw new NoAnswer('no_connection', !isUnsent(cause), 'no answer: the connection failed or was lost', cause);
    }
  });
}

/** What the server prefers of the two is its errors with their codes. */
const PROBLEMS = 'application/json, application/problem+json';

/** @throws TypeError for a header that cannot be sent */
export async function headersOf(
  { baseUrl, token, signer }: Connection,
  { method, target, body, headers: sent, accept = PROBLEMS }: PreparedRequest,
  idempotencyKey: string | undefined,
): Promise<Record<string, string>> {
  const headers: Record<string, string> = { accept };
  for (const [name, text] of Object.entries(sent)) headers[name] = visible(text, name);
  if (body !== undefined) headers['content-type'] = 'application/json';
  if (idempotencyKey !== undefined) headers['idempotency-key'] = visible(idempotencyKey, 'an idempotency key', 255);
  if (token !== undefined) headers.authorization = `Bearer ${visible(token, 'a token')}`;
  if (!signer) return headers;
  const { host, pathname } = new URL(baseUrl);
  const signed = await (await signer()).headersFor({
    method,
    host,
    target: pathname.replace(/\/$/, '') + target,
    ...(body !== undefined && { body: new TextEncoder().encode(body) }),
    ...(idempotencyKey !== undefined && { idempotencyKey }),
  });
  return { ...headers, ...signed };
}

/** A header that cannot be sent would look like a lost connection. @throws TypeError */
function visible(text: string, what: string, longest = 4096): string {
  if (/^[!-~]+$/.test(text) && text.length <= longest) return text;
  throw new TypeError(`${what} has 1 to ${longest} visible ASCII characters`);
}

/** Node says why no connection was made; a browser does not, so there every failed request may have been sent. */
const UNSENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']);

function isUnsent(error: unknown): boolean {
  const { cause } = Object(error) as { cause?: unknown };
  return UNSENT.has(String((Object(cause) as { code?: unknown }).code));
}
