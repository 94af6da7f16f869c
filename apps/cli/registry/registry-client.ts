import { createRegistry, type RawAnswer, type RegistryOperations, type SignsRequests } from '@app/client';
import { toJson } from '@app/infrastructure/http/json-writer.js';
import { type Server, sendOnce } from '../asking/send-once.js';
import type { NodeKey } from './node-key.js';
import { signAsNode } from './sign-as-node.js';

export interface RegistryRequest {
  /** As the API document names it. */
  readonly operation: keyof RegistryOperations;
  /** What stands in its path and query. */
  readonly fields?: Readonly<Record<string, string | undefined>>;
  readonly body?: object;
  readonly idempotencyKey?: string;
}

export interface RegistryServer extends Server {
  /** Signs every request. */
  readonly key: NodeKey | undefined;
  /** Of an administrator; what signs its requests needs none. */
  readonly token?: string | undefined;
}

/** Sends one request, once. @throws NoAnswer, CommandFailure for a field that no path can be made of */
export async function sendToRegistry(
  server: RegistryServer,
  { operation, fields, body, idempotencyKey }: RegistryRequest,
  cancel: AbortSignal,
): Promise<RawAnswer> {
  const { key, token } = server;
  const nodeKey: SignsRequests | undefined = key && {
    headersFor: (facts) => signAsNode(key, (signer) => signer.headersFor(facts)),
  };
  return sendOnce(server, cancel, (basis) =>
    createRegistry({ ...basis, nodeKey, token }).raw(
      operation,
      { ...fields },
      { body: body && toJson(body), idempotencyKey },
    ),
  );
}
