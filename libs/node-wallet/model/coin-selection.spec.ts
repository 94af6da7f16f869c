import fc from 'fast-check';
import {
  chooseCoins,
  chooseCrumbs,
  crumbLimitUnits,
  MAX_INPUTS,
  type SpendableCoin,
  transactionFee,
} from './coin-selection.js';
import { DUST_UNITS, UNITS_PER_FLOP } from './flop-amount.js';

const RATE = UNITS_PER_FLOP / 100n;
const rates = fc.constantFrom(100_000n, RATE, 3n * RATE + 1n);
const amounts = fc.bigInt({ min: DUST_UNITS, max: 2_000n * UNITS_PER_FLOP });
const coinsOf = (amount: fc.Arbitrary<bigint>, maxLength = 40) =>
  fc.array(amount, { maxLength }).map((list) => list.map((amountUnits, at) => coin(at, amountUnits)));
const coins = coinsOf(fc.bigInt({ min: DUST_UNITS, max: 500n * UNITS_PER_FLOP }));
const maxFeeUnits = UNITS_PER_FLOP / 2n;
const coin = (at: number, amountUnits: bigint): SpendableCoin => ({
  txid: at.toString(16).padStart(64, '0'),
  vout: at % 3,
  amountUnits,
});
const sum = (list: readonly SpendableCoin[]) => list.reduce((total, { amountUnits }) => total + amountUnits, 0n);

describe('choosing the coins of a payment', () => {
  it('neither makes nor loses money, pays at least the rate, and never above the ceiling', () => {
    fc.assert(
      fc.property(coins, amounts, rates, (all, amountUnits, rateUnits) => {
        const choice = chooseCoins(all, { amountUnits, rateUnits, maxFeeUnits });
        if ('refused' in choice) return;
        expect(sum(choice.coins)).toBe(amountUnits + choice.feeUnits + choice.changeUnits);
        expect(new Set(choice.coins).size).toBe(choice.coins.length);
        expect(choice.changeUnits === 0n || choice.changeUnits >= DUST_UNITS).toBe(true);
        const outputs = choice.changeUnits === 0n ? 1 : 2;
        expect(choice.feeUnits).toBeGreaterThanOrEqual(transactionFee(choice.coins.length, outputs, rateUnits));
        expect(choice.feeUnits).toBeLessThanOrEqual(maxFeeUnits);
      }),
    );
  });

  it('refuses only what the largest coins cannot pay', () => {
    fc.assert(
      fc.property(coins, amounts, rates, (all, amountUnits, rateUnits) => {
        const choice = chooseCoins(all, { amountUnits, rateUnits, maxFeeUnits });
        const enough = sum(all) >= amountUnits + transactionFee(all.length, 1, rateUnits);
        if (enough) expect(choice).not.toEqual({ refused: 'not_enough' });
        else if (!('refused' in choice)) expect(choice.coins.length).toBeLessThan(all.length);
      }),
    );
  });

  it('does not depend on the order of the coins', () => {
    const shuffled = coins.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
    );
    fc.assert(
      fc.property(shuffled, amounts, ([all, other], amountUnits) => {
        const terms = { amountUnits, rateUnits: RATE, maxFeeUnits };
        expect(chooseCoins(other, terms)).toEqual(chooseCoins(all, terms));
      }),
    );
  });

  it('takes a single coin when one suffices, whatever else lies there', () => {
    const dust = coinsOf(fc.constant(2n * DUST_UNITS), 300);
    const large = fc.bigInt({ min: 10n * UNITS_PER_FLOP, max: 500n * UNITS_PER_FLOP });
    fc.assert(
      fc.property(dust, large, (crumbs, amountUnits) => {
        const terms = { amountUnits: 5n * UNITS_PER_FLOP, rateUnits: RATE, maxFeeUnits };
        const choice = chooseCoins([...crumbs, coin(1000, amountUnits)], terms);
        expect(choice).toMatchObject({ coins: [coin(1000, amountUnits)], feeUnits: 226_000n });
      }),
    );
  });

  it('takes one coin more rather than give away a rest that is no output', () => {
    const rest = 900_000n;
    const exact = coin(1, UNITS_PER_FLOP + transactionFee(1, 2, RATE) + rest);
    const terms = { amountUnits: UNITS_PER_FLOP, rateUnits: RATE, maxFeeUnits };
    expect(chooseCoins([exact], terms)).toMatchObject({ changeUnits: 0n });
    expect(chooseCoins([exact, coin(2, UNITS_PER_FLOP / 2n)], terms)).toMatchObject({
      feeUnits: transactionFee(2, 2, RATE),
    });
  });

  it('tells too dear from too little', () => {
    const crumbs = Array.from({ length: 2 * MAX_INPUTS }, (_, at) => coin(at, 2n * DUST_UNITS));
    const terms = { rateUnits: RATE, maxFeeUnits };
    expect(chooseCoins(crumbs, { ...terms, amountUnits: 10n * UNITS_PER_FLOP })).toMatchObject({
      refused: 'fee_above_cap',
    });
    expect(chooseCoins(crumbs, { ...terms, amountUnits: 12n * UNITS_PER_FLOP })).toEqual({ refused: 'not_enough' });
    expect(chooseCoins([], { ...terms, amountUnits: 1n })).toEqual({ refused: 'not_enough' });
  });
});

describe('choosing crumbs to consolidate', () => {
  it('turns only crumbs that are worth it into one coin that is none, within the ceiling', () => {
    const some = coinsOf(fc.bigInt({ min: 1n, max: 10n * DUST_UNITS }), 400);
    fc.assert(
      fc.property(some, rates, (all, rateUnits) => {
        const choice = chooseCrumbs(all, { rateUnits, maxFeeUnits: 20_000_000n });
        if (!choice) return;
        expect(sum(choice.coins)).toBe(choice.feeUnits + choice.changeUnits);
        expect(choice.feeUnits).toBeLessThanOrEqual(20_000_000n);
        expect(choice.changeUnits).toBeGreaterThanOrEqual(crumbLimitUnits(rateUnits));
        for (const { amountUnits } of choice.coins) expect(amountUnits).toBeLessThan(crumbLimitUnits(rateUnits));
      }),
    );
  });

  it('leaves a few of them where they are, and takes at most 200 at once', () => {
    const crumbs = (count: number) => Array.from({ length: count }, (_, at) => coin(at, 2n * DUST_UNITS));
    const terms = { rateUnits: RATE, maxFeeUnits };
    expect(chooseCrumbs(crumbs(19), terms)).toBeUndefined();
    expect(chooseCrumbs(crumbs(3000), terms)?.coins).toHaveLength(200);
  });
});
