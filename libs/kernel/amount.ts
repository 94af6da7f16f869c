/** A number of whole units, never negative, at most {@link MAX_AMOUNT}. Always a bigint: a double is exact only up to 2^53. */
export type Amount = bigint & { readonly __brand: 'Amount' };

/** Largest amount of a single value: what a signed 64-bit column holds. */
export const MAX_AMOUNT = 2n ** 63n - 1n;

/** @throws RangeError when `value` is negative or does not fit a signed 64-bit column. */
export function amount(value: bigint): Amount {
  if (value < 0n || value > MAX_AMOUNT) throw new RangeError('amount out of range');
  return value as Amount;
}

/** Integer division that rounds towards zero, for amounts: the remainder stays with the payer. */
export function floorDivide(dividend: bigint, divisor: bigint): bigint {
  if (divisor <= 0n || dividend < 0n)
    throw new RangeError('floorDivide takes a dividend of 0 or more and a positive divisor');
  return dividend / divisor;
}
