import { isSamePayment } from './is-same-payment.js';

describe('the same payment', () => {
  const coin = (digit: string, vout = 0) => ({ txid: digit.repeat(64), vout });
  const payment = { recipientAddress: 'them', amountUnits: 300n, inputs: [coin('a'), coin('b', 1)] };
  const pays = (amountUnits: bigint, address = 'them') => ({ vout: 0, amountUnits, address });
  const transaction = { inputs: [coin('b', 1), coin('a')], outputs: [pays(300n), pays(50n, 'change')] };

  it('spends its coins, in any order, and pays its recipient its amount', () => {
    expect(isSamePayment(payment, transaction)).toBe(true);
  });

  it('may have another fee, other change, and a coin more', () => {
    expect(isSamePayment(payment, { ...transaction, outputs: [pays(300n)] })).toBe(true);
    expect(isSamePayment(payment, { ...transaction, outputs: [pays(9n, 'elsewhere'), pays(300n)] })).toBe(true);
    expect(isSamePayment(payment, { ...transaction, inputs: [...transaction.inputs, coin('c')] })).toBe(true);
  });

  it('is not one that pays another recipient or amount, or leaves a coin of it', () => {
    expect(isSamePayment(payment, { ...transaction, outputs: [pays(300n, 'others')] })).toBe(false);
    expect(isSamePayment(payment, { ...transaction, outputs: [pays(299n), pays(1n)] })).toBe(false);
    expect(isSamePayment(payment, { ...transaction, inputs: [coin('a')] })).toBe(false);
    expect(isSamePayment({ ...payment, inputs: [] }, transaction)).toBe(false);
  });
});
