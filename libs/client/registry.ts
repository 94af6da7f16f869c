import { type ClientOptions, connectionOf, type SignsRequests } from './calls/connection.js';
import { methodsOf } from './calls/methods.js';
import type { Call } from './calls/operation.js';
import { type Raw, rawOf } from './calls/raw.js';
import { type WaitOptions, waitFor } from './confirmations.js';
import type { NodeKey } from './crypto/request-signer.js';
import { Refused } from './errors/mizan-error.js';
import { type RegistryOperations, registryOperations, registryShapes } from './generated/registry/operations.js';
import type { SendFromNodeFields, SendResponse, TransactionInfo } from './generated/registry/types.gen.js';

/** The registry: every operation of its API as a method, and what is built of them. */
export interface Registry extends RegistryOperations {
  /** One request of an operation, and its answer unread. */
  readonly raw: Raw<RegistryOperations>;

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
