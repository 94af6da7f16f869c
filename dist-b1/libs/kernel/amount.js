/** Largest amount of a single value: what a signed 64-bit column holds. */
export const MAX_AMOUNT = 2n ** 63n - 1n;
/** @throws RangeError when `value` is negative or does not fit a signed 64-bit column. */
export function amount(value) {
    if (value < 0n || value > MAX_AMOUNT)
        throw new RangeError('amount out of range');
    return value;
}
/** Integer division that rounds towards zero, for amounts: the remainder stays with whoever is being charged. */
export function floorDivide(dividend, divisor) {
    if (divisor <= 0n || dividend < 0n)
        throw new RangeError('floorDivide takes a dividend of 0 or more and a positive divisor');
    return dividend / divisor;
}
//# sourceMappingURL=amount.js.map