import { timingSafeEqual } from 'node:crypto';
import type { KeyVault } from '@app/kernel';
import { base32crockford } from '@scure/base';

type Hashes = Pick<KeyVault, 'keyedHash'>;

/** 80 bits: with the number at hand it cannot be guessed over a network, and a person can still type it from paper. */
const CODE_BYTES = 10;

/**
 * What a receipt proves itself with: the first 80 bits of a keyed hash of its number, as 16 characters of Crockford's
 * Base32. It is stored nowhere. The key is the store's index key, which stays the same when the master key is rotated and is
 * in every backup: a printed code holds as long as the store exists.
 */
export function receiptCode(vault: Hashes, number: string): string {
  return base32crockford.encode(vault.keyedHash('zakat receipt', number).subarray(0, CODE_BYTES));
}

/** Takes the same time wherever `code` differs. */
export function isReceiptCode(vault: Hashes, number: string, code: string): boolean {
  const expected = vault.keyedHash('receipt code', receiptCode(vault, number));
  return timingSafeEqual(expected, vault.keyedHash('receipt code', code.toUpperCase()));
}
