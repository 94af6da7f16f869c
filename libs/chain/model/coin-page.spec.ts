import { CoinPage, type StoredCoin } from './coin-page.js';
import { UtxoDigest } from './utxo-digest.js';

const coins: StoredCoin[] = [0, 1, 2 ** 40 + 3].map((key, at) => ({
  key,
  txid: Buffer.alloc(32, at + 1),
  vout: at * 2 ** 30,
  value: 10n ** 18n - BigInt(at),
  address: Buffer.alloc(32, at + 100).toString('hex'),
}));

test('a page holds the coins that it was made of', () => {
  expect([...CoinPage.of(coins)]).toEqual(coins);
  expect([...CoinPage.of([])]).toEqual([]);
});

test('a page counts in the digest as its coins do', () => {
  const oneByOne = new UtxoDigest();
  for (const { address, value, ...coin } of coins)
    oneByOne.add(coin, { value, pubKeyHash: Buffer.from(address, 'hex') });
  expect(new UtxoDigest().addPage(CoinPage.of(coins)).bytes()).toEqual(oneByOne.bytes());
});
