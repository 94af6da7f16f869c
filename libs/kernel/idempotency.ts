import { DomainError } from './domain-error.js';

/**
 * Whether `text` can be an `Idempotency-Key` (IETF draft "The Idempotency-Key HTTP Header Field"): 1 to 255 visible ASCII
 * characters, taken as they are. The quotes that the draft puts around a key are part of it.
 */
export function isIdempotencyKey(text: string): boolean {
  return /^[!-~]{1,255}$/.test(text);
}

/** How long a key stands for its request: 48 hours. */
export const IDEMPOTENCY_KEY_LIFETIME_MS = 48 * 60 * 60 * 1000;

/** Not 1 to 255 visible ASCII characters; two headers of this name are none either. */
export class InvalidIdempotencyKey extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'invalid_idempotency_key';
  override readonly field = 'Idempotency-Key';

  constructor() {
    super('invalid idempotency key');
  }
}

/** @throws InvalidIdempotencyKey for a key that was given and cannot be one */
export function requireIdempotencyKey(given: unknown): asserts given is string | undefined {
  if (given !== undefined && !(typeof given === 'string' && isIdempotencyKey(given))) throw new InvalidIdempotencyKey();
}

/** The key was used for another request. */
export class IdempotencyKeyReused extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'idempotency_key_reused';
  override readonly field = 'Idempotency-Key';

  constructor() {
    super('the idempotency key was used for another request');
  }
}

/** The first request with this key has no outcome yet. */
export class RequestInFlight extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'request_in_flight';

  constructor() {
    super('a request with this idempotency key is still being processed', { retryAfterSeconds: 1 });
  }
}
