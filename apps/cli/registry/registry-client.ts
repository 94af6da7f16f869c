import { AnswerLost, NotSent, reasonOf } from '@app/infrastructure/network/http-client.errors.js';
import { type HttpAnswer, HttpClient } from '@app/infrastructure/network/http-client.js';
import { CommandFailure } from '../command-failure.js';
import { UNREACHABLE } from '../exit-codes.js';
import type { RequestSigner } from './request-signer.js';

const MAX_ANSWER_BYTES = 16 * 1024 * 1024;

export interface RegistryRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Path and query, encoded: sent to the byte, because a signature is over it. */
  readonly target: string;
  /** JSON text. */
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface RegistryServer {
  readonly url: URL;
  readonly timeoutMs: number;
  /** Signs every request. */
  readonly signer: RequestSigner | undefined;
  /** Of an administrator; what signs its requests needs none. */
  readonly credentials?: { readonly authorization: string } | undefined;
}

/** No answer came, and `cause` says whether the request can have been carried out. */
export class NoAnswer extends CommandFailure {
  constructor(
    { origin }: URL,
    override readonly cause: NotSent | AnswerLost,
  ) {
    const what = cause instanceof NotSent ? `no server answers at ${origin}` : `the answer of ${origin} was lost`;
    super(`${what} (${reasonOf(cause)})`, UNREACHABLE);
  }
}

/**
 * Sends one request over a connection of its own.
 *
 * @throws NoAnswer
 */
export async function sendToRegistry(
  { url, timeoutMs, signer, credentials }: RegistryServer,
  { method, target, body, headers }: RegistryRequest,
  cancel: AbortSignal,
): Promise<HttpAnswer> {
  const path = url.pathname.replace(/\/$/, '') + target;
  const signed = { method, host: url.host, idempotencyKey: headers?.['idempotency-key'] };
  const content = body === undefined ? undefined : Buffer.from(body);
  const client = new HttpClient({ server: url, timeoutMs, maxAnswerBytes: MAX_ANSWER_BYTES });
  const request = {
    method,
    path,
    headers: {
      host: url.host,
      // A tie: refusals come as `{"detail": …}`, which this client explains.
      accept: 'application/json, text/plain',
      'user-agent': 'mizan',
      ...(content && { 'content-type': 'application/json' }),
      ...headers,
      ...(signer ? signer.headersFor({ ...signed, target: path, body: content }) : credentials),
    },
    body: content,
    cancel,
  };
  return client.send(request).catch((error: unknown) => {
    throw error instanceof NotSent || error instanceof AnswerLost ? new NoAnswer(url, error) : error;
  });
}
