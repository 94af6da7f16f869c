/**
 * Whether `text` can be an `Idempotency-Key` (IETF draft "The Idempotency-Key HTTP Header Field"): 1 to 255 visible ASCII
 * characters, taken as they are. The quotes that the draft puts around a key are part of it.
 */
export function isIdempotencyKey(text: string): boolean {
  return /^[!-~]{1,255}$/.test(text);
}

/** How long a key stands for its request: 48 hours. */
export const IDEMPOTENCY_KEY_LIFETIME_MS = 48 * 60 * 60 * 1000;
