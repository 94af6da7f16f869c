/** What the signature of a request covers. */
export interface FactsToSign {
  /** Upper case. */
  readonly method: string;
  /** As in the `Host` header. */
  readonly host: string;
  /** Path and query, as they are sent. */
  readonly target: string;
  readonly body?: Uint8Array;
  readonly idempotencyKey?: string;
}

/** Signs requests as a node: `requestSigner` of `mizan-client/crypto` makes one of a key, and a device can be one. */
export interface RequestSigner {
  /** The headers that prove who asks, with a time and a nonce of their own for each attempt. */
  headersFor(facts: FactsToSign): Record<string, string> | Promise<Record<string, string>>;
}
