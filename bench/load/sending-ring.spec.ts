import { createHash } from 'node:crypto';
import { CoinPage } from '@app/chain';
import { selectCoins, UtxoIndex } from '@app/utxo';
import { describe, expect, it } from '@jest/globals';
import { seededRandom } from './seeded-random.js';
import { SendingRing, type SendingWallet } from './sending-ring.js';

function wallets(...coins: number[][]): SendingWallet[] {
  return coins.map((own, at) => ({ address: String(at).padStart(64, '0'), privateKey: '', coins: own }));
}

describe('wallets that pay each other', () => {
  it('spend what the ledger itself would select', () => {
    const ring = new SendingRing(wallets([15000, 15000, 15000], [15000], [15000, 15000]), seededRandom(1));
    const counts = new Map<number, number>();
    for (let step = 0; step < 5_000; step++) {
      const { from, amount, inputs } = ring.next();
      expect(selectCoins(indexOf(from), from.address, BigInt(amount))).toHaveLength(inputs);
      counts.set(inputs, (counts.get(inputs) ?? 0) + 1);
      ring.settled(true);
    }
    expect([...counts.keys()].sort()).toEqual([1, 2, 3, 4, 5]);
  });

  it('keep all units and at most a handful of coins each', () => {
    const ring = new SendingRing(wallets([15000], [15000, 15000], [15000, 15000, 15000], [15000]), seededRandom(2));
    const before = ring.units;
    for (let step = 0; step < 5_000; step++) {
      ring.next();
      ring.settled(true);
      expect(ring.units).toBe(before);
      for (const { coins } of ring.wallets) expect(coins.length).toBeLessThanOrEqual(6);
    }
  });

  it('never pay themselves, and never nothing', () => {
    const ring = new SendingRing(wallets([5], [7]), seededRandom(3));
    for (let step = 0; step < 500; step++) {
      const { from, to, amount } = ring.next();
      expect(to).not.toBe(from);
      expect(amount).toBeGreaterThan(0);
      ring.settled(true);
    }
  });

  it('have what they had after a payment that was refused', () => {
    const ring = new SendingRing(wallets([15000], [1]), seededRandom(4));
    ring.next();
    ring.settled(false);
    expect(ring.wallets.map(({ coins }) => coins)).toEqual([[15000], [1]]);
  });
});

function indexOf({ address, coins }: SendingWallet): UtxoIndex {
  const index = new UtxoIndex();
  const stored = coins.map((coin, key) => {
    const txid = createHash('sha256').update(`${key}`).digest();
    return { key, txid, vout: 0, value: BigInt(coin), address };
  });
  index.load(CoinPage.of(stored));
  return index;
}
