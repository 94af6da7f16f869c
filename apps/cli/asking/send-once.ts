import type { Fetch, RawAnswer } from '@app/client';
import { AnswerLost, NotSent, reasonOf } from '@app/infrastructure/network/http-client.errors.js';
import { HttpClient } from '@app/infrastructure/network/http-client.js';
import { CommandFailure } from '../command-failure.js';
import { UNREACHABLE, USAGE_ERROR } from '../exit-codes.js';

const MAX_ANSWER_BYTES = 16 * 1024 * 1024;
/** Of a sheet or a document: a sheet of 100,000 lines has some 30 MB. */
export const MAX_FILE_BYTES = 512 * 1024 * 1024;

export interface Server {
  readonly url: URL;
  readonly timeoutMs: number;
  /** Default: 16 MiB. */
  readonly maxAnswerBytes?: number;
}

/** What a client of the API is made with, beside what is its own. */
export interface ClientBasis {
  readonly baseUrl: string;
  readonly timeoutMs: number;
  readonly attemptTimeoutMs: number;
  readonly fetch: Fetch;
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
 * Sends one request over a connection of its own, once: whether to ask again is for the user to say.
 *
 * @param send with a client made on the basis that it is given
 * @throws NoAnswer, CommandFailure for a field that no path can be made of
 */
export async function sendOnce(
  server: Server,
  cancel: AbortSignal,
  send: (basis: ClientBasis) => Promise<RawAnswer>,
): Promise<RawAnswer> {
  // The time of `fetch` ends first, and says whether the request was sent.
  const timeoutMs = 2 * server.timeoutMs;
  const fetch = fetchOver(server, cancel);
  try {
    return await send({ baseUrl: server.url.href, timeoutMs, attemptTimeoutMs: timeoutMs, fetch });
  } catch (error) {
    if (error instanceof TypeError) throw new CommandFailure(error.message, USAGE_ERROR, { cause: error });
    const { cause } = Object(error) as { cause?: unknown };
    for (const lost of [error, cause])
      if (lost instanceof NotSent || lost instanceof AnswerLost) throw new NoAnswer(server.url, lost);
    throw error;
  }
}

/** By our own client, which knows whether a request that failed was sent, and bounds the answer. */
function fetchOver({ url, timeoutMs, maxAnswerBytes = MAX_ANSWER_BYTES }: Server, cancel: AbortSignal): Fetch {
  const client = new HttpClient({ server: url, timeoutMs, maxAnswerBytes });
  return async (address, { method, headers, body }) => {
    const path = address.slice(url.origin.length); // to the byte: the signature is over it
    const sent = { host: url.host, 'user-agent': 'mizan', ...headers };
    const answer = await client.send({ method, path, headers: sent, body: body ?? undefined, cancel });
    return {
      status: answer.status,
      headers: { get: (name) => answer.headers[name.toLowerCase()]?.toString() ?? null },
      body: new Blob([Uint8Array.from(answer.body)]).stream(),
    };
  };
}
