import type { RequestFacts } from '../crypto/request-signer.js';
import type { Shapes } from './operation.js';

/** A request as `fetch` is given it. */
export interface SentRequest {
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly body: string | null;
  readonly redirect: 'manual';
  readonly credentials: 'omit';
  readonly signal: AbortSignal;
}

/** What is needed of the answer of a `fetch`. */
export interface FetchedAnswer {
  readonly status: number;
  readonly headers: Pick<Headers, 'get'>;
  readonly body: Pick<ReadableStream<Uint8Array>, 'getReader' | 'cancel'> | null;
}

/** What is needed of `fetch`: the global one has it. */
export type Fetch = (url: string, request: SentRequest) => Promise<FetchedAnswer>;

/** How a client reaches its server. */
export interface ClientOptions {
  /** Where the API answers, such as `http://localhost:8080`. A path in it stands before every path of the API. */
  readonly baseUrl: string;
  /** Sent as `Authorization: Bearer`: of a session, or of an administrator. */
  readonly token?: string | undefined;
  /** For a whole call, repetitions and waits included; 60 s unless given. */
  readonly timeoutMs?: number | undefined;
  /** For one attempt of a call; 30 s unless given. */
  readonly attemptTimeoutMs?: number | undefined;
  /** How often a failed attempt is repeated, where that is safe; 4 unless given. */
  readonly maxRetries?: number | undefined;
  /** The longest answer that is read, in bytes; 64 MiB unless given. A longer one ends the call (`answer_too_large`). */
  readonly maxAnswerBytes?: number | undefined;
  /** In place of the global one. */
  readonly fetch?: Fetch | undefined;
}

/** Proves who asks: the signer of a key, or what asks a device. */
export interface SignsRequests {
  /** The headers of the proof, with a time and a nonce of their own for each attempt. */
  headersFor(facts: RequestFacts): Record<string, string> | Promise<Record<string, string>>;
}

/** What all calls of one client share. */
export interface Connection {
  /** Without a slash at its end. */
  readonly baseUrl: string;
  readonly token: string | undefined;
  readonly timeoutMs: number;
  readonly attemptTimeoutMs: number;
  readonly maxRetries: number;
  readonly maxAnswerBytes: number;
  readonly fetch: Fetch;
  readonly shapes: Shapes;
  readonly signer: (() => Promise<SignsRequests>) | undefined;
}

/** @throws TypeError for a `baseUrl` that is none, and for limits that are no numbers */
export function connectionOf(options: ClientOptions, shapes: Shapes, signer?: Connection['signer']): Connection {
  const { baseUrl, token, timeoutMs = 60_000, attemptTimeoutMs = 30_000, maxRetries = 4 } = options;
  const { maxAnswerBytes = 64 * 1024 * 1024 } = options;
  const { origin, pathname } = addressOf(baseUrl);
  demandNumbers({ timeoutMs, attemptTimeoutMs, maxAnswerBytes }, 1);
  demandNumbers({ maxRetries }, 0);
  // Called as a plain function: browsers refuse their `fetch` as a method of another object.
  const send = options.fetch ?? ((url, request) => fetch(url, request));
  const url = origin + pathname.replace(/\/+$/, '');
  return { baseUrl: url, token, timeoutMs, attemptTimeoutMs, maxRetries, maxAnswerBytes, fetch: send, shapes, signer };
}

/** Credentials or a query in it would be left out in silence, so they are refused. */
function addressOf(baseUrl: string): URL {
  const url = /^https?:/i.test(baseUrl) && URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  if (!url) throw new TypeError(`not the address of a server: ${baseUrl}`);
  if (url.username || url.password || url.search || url.hash) {
    throw new TypeError('the address of a server has no credentials, query or fragment');
  }
  return url;
}

function demandNumbers(limits: Readonly<Record<string, number>>, least: number): void {
  for (const [name, value] of Object.entries(limits)) {
    if (!(value >= least)) throw new TypeError(`${name} is at least ${least}`);
  }
}
