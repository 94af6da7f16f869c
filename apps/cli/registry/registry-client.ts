import { createRegistry, type Fetch, type RawAnswer, type RegistryOperations, type SignsRequests } from '@app/client';
import { toJson } from '@app/infrastructure/http/json-writer.js';
import { AnswerLost, NotSent, reasonOf } from '@app/infrastructure/network/http-client.errors.js';
import { HttpClient } from '@app/infrastructure/network/http-client.js';
import { CommandFailure } from '../command-failure.js';
import { UNREACHABLE, USAGE_ERROR } from '../exit-codes.js';
import type { NodeKey } from './node-key.js';
import { signAsNode } from './sign-as-node.js';

const MAX_ANSWER_BYTES = 16 * 1024 * 1024;

export interface RegistryRequest {
  /** As the API document names it. */
  readonly operation: keyof RegistryOperations;
  /** What stands in its path and query. */
  readonly fields?: Readonly<Record<string, string | undefined>>;
  readonly body?: object;
  readonly idempotencyKey?: string;
}

export interface RegistryServer {
  readonly url: URL;
  readonly timeoutMs: number;
  /** Signs every request. */
  readonly key: NodeKey | undefined;
  /** Of an administrator; what signs its requests needs none. */
  readonly token?: string | undefined;
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
 * @throws NoAnswer, CommandFailure for a field that no path can be made of
 */
export async function sendToRegistry(
  server: RegistryServer,
  { operation, fields, body, idempotencyKey }: RegistryRequest,
  cancel: AbortSignal,
): Promise<RawAnswer> {
  const { url, key, token } = server;
  const nodeKey: SignsRequests | undefined = key && {
    headersFor: (facts) => signAsNode(key, (signer) => signer.headersFor(facts)),
  };
  // The time of `fetch` ends first, and says whether the request was sent.
  const timeoutMs = 2 * server.timeoutMs;
  const fetch = fetchOver(server, cancel);
  const registry = createRegistry({ baseUrl: url.href, nodeKey, token, timeoutMs, attemptTimeoutMs: timeoutMs, fetch });
  try {
    return await registry.raw(operation, { ...fields }, { body: body && toJson(body), idempotencyKey });
  } catch (error) {
    if (error instanceof TypeError) throw new CommandFailure(error.message, USAGE_ERROR, { cause: error });
    const { cause } = Object(error) as { cause?: unknown };
    throw cause instanceof NotSent || cause instanceof AnswerLost ? new NoAnswer(url, cause) : error;
  }
}

/** By our own client, which knows whether a request that failed was sent, and bounds the answer. */
function fetchOver({ url, timeoutMs }: RegistryServer, cancel: AbortSignal): Fetch {
  const client = new HttpClient({ server: url, timeoutMs, maxAnswerBytes: MAX_ANSWER_BYTES });
  return async (address, { method, headers, body }) => {
    const path = address.slice(url.origin.length); // to the byte: the signature is over it
    const sent = { host: url.host, 'user-agent': 'mizan', ...headers };
    const answer = await client.send({ method, path, headers: sent, body: body ?? undefined, cancel });
    return {
      status: answer.status,
      headers: { get: (name) => answer.headers[name]?.toString() ?? null },
      body: new Blob([Uint8Array.from(answer.body)]).stream(),
    };
  };
}
