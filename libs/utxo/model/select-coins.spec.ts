import { CoinPage } from '@app/chain';
import fc from 'fast-check';
import { UtxoIndex } from '../services/utxo-index.js';
import { InsufficientFunds, TooManyCoins } from '../utxo.errors.js';
import { selectCoins, sum } from './select-coins.js';

const owner = 'a'.repeat(64);

function holding(values: bigint[]): UtxoIndex {
  const index = new UtxoIndex();
  index.load(
    CoinPage.of(values.map((value, key) => ({ txid: Buffer.alloc(32, 1), vout: key, key, value, address: owner }))),
  );
  return index;
}

const chosen = (values: bigint[], amount: bigint) =>
  selectCoins(holding(values), owner, amount).map(({ value }) => value);

test.each<[bigint[], bigint, bigint[]]>([
  [[5n, 7n, 9n], 6n, [7n]],
  [[5n, 7n, 9n], 7n, [7n]],
  [[5n, 7n, 9n], 10n, [9n, 7n]],
  [[5n, 7n, 9n], 21n, [9n, 7n, 5n]],
  [[1n], 1n, [1n]],
  [[2n ** 62n, 1n], 2n ** 62n + 1n, [2n ** 62n, 1n]],
])('of %p, %i is paid with %p', (values, amount, expected) => {
  expect(chosen(values, amount)).toEqual(expected);
});

test.each<[bigint[], bigint]>([
  [[], 1n],
  [[5n, 7n], 13n],
  [[10n ** 18n], 2n ** 63n - 1n],
])('%p does not pay %i', (values, amount) => {
  expect(() => chosen(values, amount)).toThrow(InsufficientFunds);
});

test('what 5000 coins pay is paid; what needs 5001 is too many coins, and what no coins pay is insufficient', () => {
  const index = holding(Array.from({ length: 5_001 }, () => 2n));
  expect(selectCoins(index, owner, 10_000n)).toHaveLength(5_000);
  expect(() => selectCoins(index, owner, 10_001n)).toThrow(TooManyCoins);
  expect(() => selectCoins(index, owner, 10_002n)).toThrow(TooManyCoins);
  expect(() => selectCoins(index, owner, 10_003n)).toThrow(InsufficientFunds);
});

test('a selection suffices, repeats no coin, and would not suffice without any of its coins', () => {
  fc.assert(
    fc.property(fc.array(fc.bigInt(1n, 1_000n), { maxLength: 30 }), fc.bigInt(1n, 20_000n), (values, amount) => {
      const index = holding(values);
      if (values.reduce((total, value) => total + value, 0n) < amount) {
        expect(() => selectCoins(index, owner, amount)).toThrow(InsufficientFunds);
        return;
      }
      const coins = selectCoins(index, owner, amount);
      expect(new Set(coins.map(({ key }) => key)).size).toBe(coins.length);
      expect(sum(coins) >= amount && coins.every(({ value }) => sum(coins) - value < amount)).toBe(true);
    }),
  );
});
