import { fingerprintOf, isIdempotencyKey } from './idempotency-key.js';

describe('an idempotency key', () => {
  it('is 1 to 255 visible ASCII characters', () => {
    for (const key of ['k', '~!', 'a'.repeat(255)]) expect(isIdempotencyKey(key)).toBe(true);
    for (const key of ['', ' ', 'a b', 'a\r\n', 'é', 'a'.repeat(256)]) expect(isIdempotencyKey(key)).toBe(false);
  });

  it('stands for one recipient and one amount, however the amount was written', () => {
    const order = { recipientAddress: 'a', amountUnits: 5n };
    expect(fingerprintOf({ ...order })).toEqual(fingerprintOf(order));
    expect(fingerprintOf({ ...order, amountUnits: 6n })).not.toEqual(fingerprintOf(order));
    expect(fingerprintOf({ ...order, recipientAddress: 'b' })).not.toEqual(fingerprintOf(order));
    expect(fingerprintOf(order)).toHaveLength(32);
  });
});
