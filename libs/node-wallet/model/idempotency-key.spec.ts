import { fingerprintOf } from './idempotency-key.js';

describe('an idempotency key', () => {
  it('stands for one recipient and one amount, however the amount was written', () => {
    const order = { recipientAddress: 'a', amountUnits: 5n };
    expect(fingerprintOf({ ...order })).toEqual(fingerprintOf(order));
    expect(fingerprintOf({ ...order, amountUnits: 6n })).not.toEqual(fingerprintOf(order));
    expect(fingerprintOf({ ...order, recipientAddress: 'b' })).not.toEqual(fingerprintOf(order));
    expect(fingerprintOf(order)).toHaveLength(32);
  });
});
