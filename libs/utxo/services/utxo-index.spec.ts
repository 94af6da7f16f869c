import { CoinPage } from '@app/chain';
import fc from 'fast-check';
import { IndexDraft } from '../model/index-draft.js';
import { type Coin, UtxoIndex } from './utxo-index.js';

/** So much that all coins of a run together stay below the cap of the supply, as they do on a chain. */
const MOST = 10n ** 15n;

const addresses = ['a', 'b', 'c'].map((letter) => letter.repeat(64));

interface ReferenceCoin {
  key: number;
  value: bigint;
  address: string;
}

/** What the index must say, in the plainest terms: coins by key, and per draft what it spent and made. */
class Reference {
  committed = new Map<number, ReferenceCoin>();
  drafts: { spent: ReferenceCoin[]; made: ReferenceCoin[]; draft: IndexDraft }[] = [];

  balance(address: string): bigint {
    return [...this.committed.values()]
      .filter((coin) => coin.address === address)
      .reduce((sum, { value }) => sum + value, 0n);
  }

  spendable(address: string): ReferenceCoin[] {
    const coins = new Map(this.committed);
    for (const { spent, made } of this.drafts) {
      for (const coin of made) coins.set(coin.key, coin);
      for (const coin of spent) coins.delete(coin.key);
    }
    return [...coins.values()].filter((coin) => coin.address === address);
  }

  commitOldest(): void {
    const { spent, made, draft } = this.drafts.shift()!;
    for (const coin of made) this.committed.set(coin.key, coin);
    for (const coin of spent) this.committed.delete(coin.key);
    draft.commit();
  }

  rollBackNewest(): void {
    this.drafts.pop()!.draft.rollBack();
  }
}

const outpointOf = (key: number) => {
  const txid = Buffer.alloc(32);
  txid.writeUInt32BE(key >> 1, 0);
  return { txid, vout: key % 2 };
};

const listed = (coins: readonly { key: number; value: bigint }[]) =>
  coins.map(({ key, value }) => `${key}:${value}`).join(' ');

const byKey = (left: ReferenceCoin, right: ReferenceCoin) => left.key - right.key;
const falling = (values: readonly bigint[]) => values.toSorted((left, right) => (left > right ? -1 : 1));

function agree(index: UtxoIndex, reference: Reference): void {
  const saidByIndex: string[] = [];
  const expected: string[] = [];
  for (const address of addresses) {
    const coins = [...index.after(address, -1)].map((slot) => index.coin(slot));
    const found = coins.map(({ txid, vout, value }) => ({
      key: index.find(address, { txid, vout })?.key ?? -1,
      value,
    }));
    const values = [...index.largestFirst(address)].map((slot) => index.valueOf(slot));
    const smallest = index.smallestFrom(address, MOST / 2n);
    saidByIndex.push(`${index.balance(address)} ${listed(coins)} ${listed(found)} ${values}`);
    saidByIndex.push(`${index.available(address)} ${smallest === undefined ? undefined : index.valueOf(smallest)}`);
    const spendable = reference.spendable(address).sort(byKey);
    const largestFirst = falling(spendable.map(({ value }) => value));
    expected.push(`${reference.balance(address)} ${listed(spendable)} ${listed(spendable)} ${largestFirst}`);
    const available = largestFirst.reduce((sum, value) => sum + value, 0n);
    expected.push(`${available} ${largestFirst.findLast((value) => value >= MOST / 2n)}`);
  }
  expect(saidByIndex).toEqual(expected);
}

const step = fc.oneof(
  { weight: 2, arbitrary: fc.record({ do: fc.constant('draft' as const) }) },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('create' as const), owner: fc.nat(2), value: fc.bigInt(1n, MOST) }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('spend' as const), owner: fc.nat(2), which: fc.nat(90) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('commit' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('rollBack' as const) }) },
);

test('whatever is staged, committed and rolled back, the index agrees with the plain books', () => {
  let rolledBack = 0;
  fc.assert(
    fc.property(fc.array(step, { minLength: 20, maxLength: 120, size: 'max' }), fc.nat(80), (steps, held) => {
      const index = new UtxoIndex();
      const reference = new Reference();
      let nextKey = 0;
      // Around the number from which an owner's coins are kept in order, whatever is done to them then.
      for (const address = addresses[0]!; nextKey < held; nextKey++) {
        const coin = { key: nextKey, value: (BigInt(nextKey * 7_919) * MOST) / 640_000n + 1n, address };
        reference.committed.set(coin.key, coin);
        index.load(CoinPage.of([{ ...outpointOf(coin.key), ...coin }]));
      }
      for (const todo of steps) {
        const open = reference.drafts.at(-1);
        if (todo.do === 'draft') {
          reference.drafts.push({ spent: [], made: [], draft: new IndexDraft(index) });
        } else if (todo.do === 'create' && open) {
          const coin = { key: nextKey++, value: todo.value, address: addresses[todo.owner]! };
          open.made.push(coin);
          open.draft.create(outpointOf(coin.key), coin.key, {
            value: coin.value,
            pubKeyHash: Buffer.from(coin.address, 'hex'),
          });
        } else if (todo.do === 'create') {
          const coin = { key: nextKey++, value: todo.value, address: addresses[todo.owner]! };
          reference.committed.set(coin.key, coin);
          index.load(CoinPage.of([{ ...outpointOf(coin.key), ...coin }]));
        } else if (todo.do === 'spend' && open) {
          const slots = [...index.after(addresses[todo.owner]!, -1)];
          if (slots.length === 0) continue;
          const coin: Coin = index.coin(slots[todo.which % slots.length]!);
          open.spent.push({ key: coin.key, value: coin.value, address: addresses[todo.owner]! });
          open.draft.spend([coin]);
        } else if (todo.do === 'commit' && open) {
          reference.commitOldest();
        } else if (todo.do === 'rollBack' && open) {
          reference.rollBackNewest();
          rolledBack++;
        }
        agree(index, reference);
      }
    }),
    { numRuns: 50 },
  );
  expect(rolledBack).toBeGreaterThan(50);
});

test('the index grows past its first size and keeps every coin', () => {
  const index = new UtxoIndex();
  for (let key = 0; key < 5_000; key++) {
    index.load(CoinPage.of([{ ...outpointOf(key), key, value: BigInt(key + 1), address: addresses[key % 3]! }]));
  }
  expect(addresses.map((address) => [...index.after(address, -1)].length)).toEqual([1_667, 1_667, 1_666]);
  expect(addresses.reduce((sum, address) => sum + index.balance(address), 0n)).toBe((5_000n * 5_001n) / 2n);
  expect(index.find(addresses[1]!, outpointOf(4_000))).toMatchObject({
    key: 4_000,
    value: 4_001n,
    ...outpointOf(4_000),
  });
});

test('a coin is found by its owner and its whole outpoint alone', () => {
  const index = new UtxoIndex();
  index.load(CoinPage.of([{ ...outpointOf(4), key: 4, value: 1n, address: addresses[0]! }]));
  const { txid, vout } = outpointOf(4);
  expect(index.find(addresses[0]!, { txid, vout })?.key).toBe(4);
  expect(index.find(addresses[1]!, { txid, vout })).toBeUndefined();
  expect(index.find(addresses[0]!, { txid, vout: 1 })).toBeUndefined();
  expect(index.find(addresses[0]!, { txid: txid.subarray(1), vout })).toBeUndefined();
  expect(index.find(addresses[0]!, { txid: Buffer.alloc(64), vout })).toBeUndefined();
  expect(index.balance('unknown')).toBe(0n);
  const draft = new IndexDraft(index);
  draft.spend([index.find(addresses[0]!, { txid, vout })!]);
  const isTaken = () => [index.isTaken({ txid, vout }), index.find(addresses[0]!, { txid, vout })?.key];
  expect(isTaken()).toEqual([true, undefined]);
  draft.rollBack();
  expect(isTaken()).toEqual([false, 4]);
  const stored = new IndexDraft(index);
  stored.spend([index.find(addresses[0]!, { txid, vout })!]);
  stored.commit();
  expect(isTaken()).toEqual([false, undefined]);
});

test('an owner of many coins, who loses most of them again, is answered as one of few', () => {
  const index = new UtxoIndex();
  const [rich] = addresses;
  const values = Array.from({ length: 500 }, (_, key) => BigInt(((key * 7_919) % 101) + 1));
  const held = new Map(values.map((value, key) => [key, value]));
  for (const [key, value] of held) index.load(CoinPage.of([{ ...outpointOf(key), key, value, address: rich! }]));
  const agreeOnOrder = () => {
    const keys = [...held.keys()].sort((left, right) => left - right);
    const falling = [...held.values()].sort((left, right) => Number(right - left));
    expect([...index.after(rich!, 99)].map((slot) => index.coin(slot).key)).toEqual(keys.filter((key) => key > 99));
    expect([...index.largestFirst(rich!)].map((slot) => index.valueOf(slot))).toEqual(falling);
    expect(index.available(rich!)).toBe(falling.reduce((sum, value) => sum + value, 0n));
    const slot = index.smallestFrom(rich!, 50n);
    expect(slot === undefined ? undefined : index.valueOf(slot)).toBe(falling.findLast((value) => value >= 50n));
  };
  agreeOnOrder();
  for (const wanted of [300, 60, 40, 70, 20, 63, 64, 65, 0]) {
    const draft = new IndexDraft(index);
    while (held.size > wanted) {
      const [key] = [...held.keys()].slice((held.size * 31) % held.size);
      draft.spend([index.find(rich!, outpointOf(key!))!]);
      held.delete(key!);
    }
    for (let key = 1_000 + wanted * 100; held.size < wanted; key++) {
      const value = BigInt((key % 89) + 1);
      draft.create(outpointOf(key), key, { value, pubKeyHash: Buffer.from(rich!, 'hex') });
      held.set(key, value);
    }
    draft.commit();
    agreeOnOrder();
  }
});
