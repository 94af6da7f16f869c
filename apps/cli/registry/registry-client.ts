import {
  createRegistry,
  type RawAnswer,
  type Registry,
  type RegistryOperations,
  type RegistryOptions,
  type SignsRequests,
} from '@app/client';
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
  return sendOnce(server, cancel, (basis) =>
    createRegistry({ ...basis, ...proofOf(server) }).raw(
      operation,
      { ...fields },
      { body: body && toJson(body), idempotencyKey },
    ),
  );
}

/** A client for what goes on for as long as it is wanted. */
export function registryOf(server: RegistryServer): Registry {
  return createRegistry({ baseUrl: server.url.href, ...proofOf(server) });
}

function proofOf({ key, token }: RegistryServer): Pick<RegistryOptions, 'nodeKey' | 'token'> {
  const nodeKey: SignsRequests | undefined = key && {
    headersFor: (facts) => signAsNode(key, (signer) => signer.headersFor(facts)),
  };
  return { nodeKey, token };
}
