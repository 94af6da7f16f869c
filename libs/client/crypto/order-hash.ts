import { sha256 } from '@noble/hashes/sha2.js';
import type { OrderResponse } from '../generated/ledger/types.gen.js';
import { concatBytes, toHex } from './bytes.js';

/** Of an order what is hashed, beside its kind. */
export type HashedOrder = Pick<OrderResponse, 'id' | 'address' | 'amount' | 'reference'>;

/** `mizan/treasury/1`, in 16 bytes. */
const TAG = new TextEncoder().encode('mizan/treasury/1');

/**
 * The hash of an order of the treasury, hex, computed from what was read of it. The caller that approves this hash approves what it has seen: an
 * order that says anything else has another one.
 */
export function orderHash(kind: 'issue' | 'redemption', { id, address, amount, reference }: HashedOrder): string {
  const text = JSON.stringify([kind, id, address, String(amount), reference]);
  return toHex(sha256(concatBytes(TAG, new TextEncoder().encode(text))));
}
