/**
 * Holds the key that wraps data keys: a file on this machine, or a key-management service that never gives its key away.
 * A data key is 32 bytes and protects one secret.
 */
export abstract class KeyManagement {
  /** Names the wrapping key without revealing it. 8 bytes; another key has another name. */
  abstract readonly keyId: Buffer;
  /** How many bytes every wrapped data key of this service has. */
  abstract readonly wrappedLength: number;

  /** Encrypts and authenticates `dataKey`, bound to `place`. */
  abstract wrap(dataKey: Uint8Array, place: Uint8Array): Promise<Buffer>;

  /** @throws Error when `wrapped` was altered, was made under another key, or belongs to another place */
  abstract unwrap(wrapped: Uint8Array, place: Uint8Array): Promise<Buffer>;
}
