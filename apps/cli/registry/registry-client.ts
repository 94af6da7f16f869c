import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { AnswerLost, NoServer } from './registry-client.errors.js';
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

/** What the server said, unread: whoever prints it bare must not have changed a digit. */
export interface RegistryAnswer {
  readonly status: number;
  /** The Content-Type, lower case; empty when there is none. */
  readonly contentType: string;
  /** Seconds, when the server named them. */
  readonly retryAfterSeconds: number | undefined;
  readonly body: Buffer;
}

export interface RegistryClientOptions {
  readonly url: URL;
  readonly timeoutMs: number;
  /** Signs every request. */
  readonly signer: RequestSigner | undefined;
  /** Of an administrator; what signs its requests needs none. */
  readonly credentials?: { readonly authorization: string } | undefined;
}

/** Sends one request after another over connections of their own; follows no redirection. */
export class RegistryClient {
  readonly #options: RegistryClientOptions;

  constructor(options: RegistryClientOptions) {
    this.#options = options;
  }

  /**
   * @throws NoServer when nothing was sent, AnswerLost when the request may have been carried out
   */
  send({ method, target, body, headers }: RegistryRequest, cancel: AbortSignal): Promise<RegistryAnswer> {
    const { url, timeoutMs, signer, credentials } = this.#options;
    const path = url.pathname.replace(/\/$/, '') + target;
    const signed = { method, host: url.host, idempotencyKey: headers?.['idempotency-key'] };
    const content = body === undefined ? undefined : Buffer.from(body);
    const request = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, {
      method,
      path,
      agent: false,
      headers: {
        host: url.host,
        // A tie: refusals come as `{"detail": …}`, which this client explains.
        accept: 'application/json, text/plain',
        'user-agent': 'mizan',
        ...(content && { 'content-type': 'application/json', 'content-length': content.length }),
        ...headers,
        ...(signer ? signer.headersFor({ ...signed, target: path, body: content }) : credentials),
      },
    });
    const deadline = setTimeout(() => request.destroy(new TimedOut(timeoutMs)), timeoutMs);
    const onCancel = () => request.destroy(new Error('interrupted'));
    cancel.addEventListener('abort', onCancel, { once: true });
    return new Promise<RegistryAnswer>((resolve, reject) => {
      let isConnected = false;
      request.on('socket', (socket) => {
        socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', () => {
          isConnected = true;
        });
      });
      const fail = (cause: Error) => reject(new (isConnected ? AnswerLost : NoServer)(url, cause));
      request.on('error', fail);
      request.on('response', (response) => readAnswer(response).then(resolve, fail));
      request.end(content);
    }).finally(() => {
      clearTimeout(deadline);
      cancel.removeEventListener('abort', onCancel);
      request.destroy();
    });
  }
}

class TimedOut extends Error {
  constructor(timeoutMs: number) {
    super(`no answer within ${timeoutMs / 1000} s`);
  }
}

async function readAnswer(response: IncomingMessage): Promise<RegistryAnswer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response) {
    bytes += chunk.length;
    if (bytes > MAX_ANSWER_BYTES) throw new Error(`an answer of more than ${MAX_ANSWER_BYTES} bytes`);
    chunks.push(chunk);
  }
  const retryAfter = response.headers['retry-after'];
  return {
    status: response.statusCode ?? 0,
    contentType: (response.headers['content-type'] ?? '').toLowerCase(),
    retryAfterSeconds: retryAfter !== undefined && /^\d{1,9}$/.test(retryAfter) ? Number(retryAfter) : undefined,
    body: Buffer.concat(chunks),
  };
}
