/** The caller, and the key under which the request may be repeated. */
export interface KeyedRequest {
  readonly caller: string;
  readonly key: string;
}

/** What the embedded coin can do that a real one cannot: money from nowhere, and blocks at a word. */
export abstract class DevnetControls {
  /**
   * Pays `amountUnits` to any address of the network, once for a `request`.
   * @throws InvalidRecipient, InsufficientCoreFunds, IdempotencyKeyReused, PaymentInFlight
   */
  abstract faucet(address: string, amountUnits: bigint, request?: KeyedRequest): Promise<string>;

  /** Resolves to the new height; mines once for a `request`. @throws IdempotencyKeyReused, PaymentInFlight */
  abstract mine(blocks: number, request?: KeyedRequest): Promise<number>;

  /** An address outside the registry's wallet. */
  abstract newAddress(owner: 'outside'): Promise<string>;
}
