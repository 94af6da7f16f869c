import { createHash } from 'node:crypto';

/** A key that a caller chose for one payment: repeating it repeats the answer and not the payment. */
export interface IdempotencyKey {
  readonly key: string;
  /** SHA-256 of what was asked for, so that the same key with another order is found out. */
  readonly fingerprint: Buffer;
}

export function fingerprintOf(order: { recipientAddress: string; amountUnits: bigint }): Buffer {
  return createHash('sha256').update(`${order.recipientAddress}\n${order.amountUnits}`).digest();
}
