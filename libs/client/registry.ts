import { type ClientOptions, connectionOf, type SignsRequests } from './calls/connection.js';
import { type Download, downloadOf } from './calls/download.js';
import { type FollowOptions, followEvents } from './calls/follow-events.js';
import { methodsOf } from './calls/methods.js';
import type { Call } from './calls/operation.js';
import { type Raw, rawOf } from './calls/raw.js';
import { type WaitOptions, waitFor } from './confirmations.js';
import type { NodeKey } from './crypto/request-signer.js';
import { Refused } from './errors/mizan-error.js';
import { type RegistryOperations, registryOperations, registryShapes } from './generated/registry/operations.js';
import type {
  RegistryEventResponse,
  SendFromNodeFields,
  SendResponse,
  TransactionInfo,
} from './generated/registry/types.gen.js';

/** Which events of the registry are followed. */
export interface RegistryEventOptions extends FollowOptions {
  /** All that the caller may have, unless given. */
  readonly types?: readonly RegistryEventResponse['type'][] | undefined;
  /** Only what concerns this node. */
  readonly node?: string | undefined;
}

/** The registry: every operation of its API as a method, and what is built of them. */
export interface Registry extends RegistryOperations {
  /** One request of an operation, and its answer unread. */
  readonly raw: Raw<RegistryOperations>;

  /** What an operation that reads answers, as the server wrote it: a sheet, a document, or JSON to be kept. */
  readonly download: Download<RegistryOperations>;

  /**
   * What happens in the registry, without an end: what has happened first, then what comes. It reconnects by itself and misses nothing; keep
   * the `cursor` of the event that was handled last to go on behind it another time. With the links of `readEventChain`, `EventLogVerifier`
   * verifies that nothing was changed or left out.
   * @throws MizanError when the registry refuses
   */
  events(options?: RegistryEventOptions): AsyncGenerator<RegistryEventResponse, void, undefined>;

  /** Pays, as the API says. The result names the node, so that it can be given to `waitForConfirmation`. */
  sendFromNode(call: Call<SendFromNodeFields>): Promise<SendResponse & { readonly node_id: string }>;

  /**
   * Waits until a payment of a node is final, as the coin's confirmations make it.
   * @throws Refused (`payment_failed`) when nothing was paid · Unavailable (`timeout`) · MizanError · the reason of the signal
   */
  waitForConfirmation(
    payment: { readonly node_id: string; readonly txid: string },
    options?: WaitOptions,
  ): Promise<TransactionInfo>;
}

/** How a client reaches the registry, and the node that it acts for. */
export interface RegistryOptions extends ClientOptions {
  /** Signs every request as the node that has this key. */
  readonly nodeKey?: NodeKey | SignsRequests | undefined;
}

/**
 * A client of the registry. Nothing is sent before a method is called.
 * @throws TypeError for a `baseUrl` that is none
 */
export function createRegistry({ nodeKey, ...options }: RegistryOptions): Registry {
  const signer = nodeKey && (() => signerOf(nodeKey));
  const connection = connectionOf(options, registryShapes, signer);
  const methods = methodsOf<RegistryOperations>(connection, registryOperations);
  return {
    ...methods,
    sendFromNode: async (call) => ({ ...(await methods.sendFromNode(call)), node_id: call.node_id }),
    raw: rawOf<RegistryOperations>(connection, registryOperations),
    download: downloadOf<RegistryOperations>(connection, registryOperations),
    events: ({ types, node, ...options } = {}) =>
      followEvents<RegistryEventResponse>(
        connection,
        {
          path: registryOperations.readEvents.path,
          answer: 'RegistryEventResponse',
          query: { types: types?.join(','), node },
          latest: async () => {
            const { signal } = options;
            return (await methods.readEvents({ after: 'latest', limit: 1, signal })).next_cursor ?? undefined;
          },
        },
        options,
      ),
    waitForConfirmation: ({ node_id, txid }, options = {}) =>
      waitFor(async (signal) => {
        for await (const payment of methods.listNodeTransactions({ node_id, signal })) {
          if (payment.txid === txid) return confirmed(payment);
        }
        return undefined;
      }, options),
  };
}

async function signerOf(key: NodeKey | SignsRequests): Promise<SignsRequests> {
  if ('headersFor' in key) return key;
  const { requestSigner } = await import('./crypto/request-signer.js');
  return requestSigner(key);
}

function confirmed(payment: TransactionInfo): TransactionInfo | undefined {
  if (payment.status === 'confirmed') return payment;
  if (payment.status !== 'failed') return undefined;
  throw new Refused({ status: 0, code: 'payment_failed', detail: 'the payment failed: nothing was paid' });
}
