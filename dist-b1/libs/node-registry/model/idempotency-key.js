import { createHash } from 'node:crypto';
/** 1 to 255 visible ASCII characters. */
export function isIdempotencyKey(text) {
    return /^[!-~]{1,255}$/.test(text);
}
export function fingerprintOf(order) {
    return createHash('sha256').update(`${order.recipientAddress}\n${order.amountUnits}`).digest();
}
//# sourceMappingURL=idempotency-key.js.map