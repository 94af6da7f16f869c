import { UNITS_PER_FLOP } from './flop-amount.js';
import { choosePaymentCoins, type PooledCoin } from './payment-coins.js';

const terms = { rateUnits: UNITS_PER_FLOP / 100n, maxFeeUnits: UNITS_PER_FLOP / 2n };
let made = 0;
const coins = (count: number, flop: number, changes: Partial<PooledCoin> = {}): PooledCoin[] =>
  Array.from({ length: count }, () => ({
    txid: (++made).toString(16).padStart(64, '0'),
    vout: 0,
    amountUnits: BigInt(Math.round(flop * 1e8)),
    isConfirmed: true,
    isPayers: false,
    ...changes,
  }));
const pay = (pool: PooledCoin[], flop: number) =>
  choosePaymentCoins(pool, { ...terms, amountUnits: BigInt(flop) * UNITS_PER_FLOP });

describe('the coins of a payment out of the pool', () => {
  it('leave 3,000 crumbs of another node alone', () => {
    const [large] = coins(1, 500);
    expect(pay([...coins(3000, 0.02), large!], 5)).toMatchObject({ coins: [large], feeUnits: 226_000n });
    expect(pay([...coins(3000, 0.02), large!], 20)).toMatchObject({ coins: [large], feeUnits: 226_000n });
  });

  it('are crumbs where the payer was sent them', () => {
    expect(pay(coins(3000, 0.02, { isPayers: true }), 5)).toMatchObject({ feeUnits: expect.any(BigInt) });
  });

  it('are not crumbs that others were sent, unless it is an ordinary payment all the same', () => {
    expect(pay(coins(3000, 0.02), 5)).toEqual({ refused: 'not_enough' });
    expect(pay([...coins(1, 4.99), ...coins(3000, 0.02)], 5)).toMatchObject({ feeUnits: expect.any(BigInt) });
  });

  it('are unconfirmed change only when confirmed coins do not suffice', () => {
    const [confirmed] = coins(1, 9);
    const [change] = coins(1, 7, { isConfirmed: false });
    expect(pay([change!, confirmed!], 5)).toMatchObject({ coins: [confirmed] });
    expect(pay([change!, confirmed!], 12)).toMatchObject({ coins: [confirmed, change] });
  });
});
