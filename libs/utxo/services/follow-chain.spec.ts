import { AppendUncertain, DamagedStore } from '@app/chain';
import { gate, keyPair, type Ledger, openLedger, UnreliableChainStore } from '../../../test/support/ledger.js';
import { BlocksLost } from '../utxo.errors.js';
import { FollowChain } from './follow-chain.js';
import { UtxoIndex } from './utxo-index.js';

const [alice, bob] = [keyPair(1), keyPair(2)];

/** A store whose blocks can fail to be read, once. */
class FlakyStore extends UnreliableChainStore {
  failAt: number | undefined;
  readFaults = 0;

  override async blockAt(height: number) {
    if (height === this.failAt) {
      this.failAt = undefined;
      this.readFaults++;
      throw new AppendUncertain('the connection broke');
    }
    return super.blockAt(height);
  }
}

let store: FlakyStore;
let writer: Ledger;
let index: UtxoIndex;
let follow: FollowChain;

beforeEach(async () => {
  store = new FlakyStore();
  writer = await openLedger({ store });
  const reader = await openLedger({ store });
  index = reader.index;
  follow = new FollowChain(store, index);
  follow.startAt(reader.tip);
  writer.producer.start(writer.tip, () => {});
});

afterEach(() => writer.producer.stop());

const fund = (address: string) => writer.faucet.execute({ address, amount: 1n, ip: '' });
const pay = (amount: bigint) =>
  writer.transfers.execute({
    from: alice.address,
    to: bob.address,
    amount,
    privateKey: alice.privateKey.toString('hex'),
    ip: '',
  });

test("another process's blocks reach the index", async () => {
  await fund(alice.address);
  await pay(100n);
  await pay(50n);
  expect(index.balance(alice.address)).toBe(0n);
  const tip = await follow.execute();
  expect(tip.header.height).toBe(3);
  expect([index.balance(alice.address), index.balance(bob.address)]).toEqual([14_850n, 150n]);
  expect([...index.after(bob.address, -1)].map((slot) => index.coin(slot).key)).toEqual(
    [...writer.index.after(bob.address, -1)].map((slot) => writer.index.coin(slot).key),
  );
});

test('many callers at once, and one more later, apply each block once', async () => {
  await fund(alice.address);
  await Promise.all(Array.from({ length: 20 }, () => follow.execute()));
  await follow.execute();
  expect(index.balance(alice.address)).toBe(15_000n);
});

test('a pass that fails in the middle is continued, not begun again', async () => {
  await fund(alice.address);
  await pay(100n);
  await fund(bob.address);
  store.failAt = 3;
  await expect(follow.execute()).rejects.toThrow('the connection broke');
  expect(store.readFaults).toBe(1);
  await follow.execute();
  expect([index.balance(alice.address), index.balance(bob.address)]).toEqual([14_900n, 15_100n]);
});

test('a block that spends what is not unspent is damage, and leaves the index as it was', async () => {
  await fund(alice.address);
  await follow.execute();
  await pay(100n);
  const block = store.blocks[2]!;
  const [transfer] = block.transactions;
  store.blocks[2] = { ...block, transactions: [transfer!, transfer!] };
  await expect(follow.execute()).rejects.toThrow(DamagedStore);
  expect(index.balance(alice.address)).toBe(15_000n);
  expect([...index.after(alice.address, -1)]).toHaveLength(1);
  store.blocks[2] = block;
  await follow.execute();
  expect(index.balance(alice.address)).toBe(14_900n);
});

test('a store that went back behind the index has lost the block that it lacks', async () => {
  await fund(alice.address);
  await follow.execute();
  const empty = await openLedger();
  const lost = new FollowChain(empty.store, index);
  lost.startAt((await store.tip())!);
  const loss = await lost.execute().catch((error: unknown) => error);
  expect(loss).toBeInstanceOf(BlocksLost);
  expect((loss as BlocksLost).lost).toEqual([{ height: 1, hash: (await store.tip())!.hash }]);
});

test('a store that goes back between two looks of one pass has lost blocks and is not damaged', async () => {
  await fund(alice.address);
  await pay(100n);
  const before = (await openLedger()).store;
  const tips = [await store.tip()];
  before.tip = async () => tips.shift();
  const going = new FollowChain(before, index);
  going.startAt((await openLedger()).tip);
  await expect(going.execute()).rejects.toThrow(BlocksLost);
  expect(tips).toEqual([]);
});

test('a store that is empty again has lost the first block too, and is not damaged', async () => {
  const { tip } = await openLedger();
  const empty = new FollowChain(new UnreliableChainStore(), index);
  empty.startAt(tip);
  const loss = await empty.execute().catch((error: unknown) => error);
  expect(loss).toBeInstanceOf(BlocksLost);
  expect((loss as BlocksLost).lost).toEqual([{ height: 0, hash: tip.hash }]);
});

test('a store that goes back while a block is read, to one that does not fit, is not damaged', async () => {
  await fund(alice.address);
  const lost = (await store.tip())!;
  const other = await openLedger();
  other.producer.start(other.tip, () => {});
  await other.faucet.execute({ address: bob.address, amount: 1n, ip: '' });
  await other.faucet.execute({ address: bob.address, amount: 1n, ip: '' });
  await other.producer.stop();
  const begin = (await openLedger()).tip;
  // It has read the lost block's height, and meets the second block of the store that took over.
  const going = new FollowChain(other.store, (await openLedger()).index);
  going.startAt(begin);
  Object.assign(other.store, { tip: async () => lost, blockAt: async () => other.store.blocks[2] });
  await expect(going.execute()).rejects.toThrow(BlocksLost);
});

test('who asks while a pass is under way waits for all that was stored by then', async () => {
  await fund(alice.address);
  const readTip = store.tip.bind(store);
  const [reads, answer] = [gate(), gate()];
  store.tip = async () => {
    store.tip = readTip;
    const before = await readTip();
    reads.open();
    await answer.opened;
    return before;
  };
  const first = follow.execute();
  await reads.opened;
  await pay(100n);
  const [second, third] = [follow.execute(), follow.execute()];
  expect(third).toBe(second);
  answer.open();
  expect((await first).header.height).toBe(1);
  expect((await second).header.height).toBe(2);
  expect(index.balance(alice.address)).toBe(14_900n);
});

test('a hot standby that is behind what was read before is no loss', async () => {
  await fund(alice.address);
  const tip = await follow.execute();
  const behind = await openLedger();
  const lagging = new FollowChain(behind.store, index);
  lagging.startAt(tip);
  lagging.mayLag = true;
  expect((await lagging.execute()).header.height).toBe(1);
});

test('while the index is handed over, following changes nothing, until it is given back', async () => {
  await fund(alice.address);
  const tip = await follow.handOver();
  expect(tip.header.height).toBe(1);
  await fund(alice.address);
  await Promise.all([follow.execute(), follow.execute()]);
  expect(index.balance(alice.address)).toBe(15_000n);
  follow.startAt(tip);
  await follow.execute();
  expect(index.balance(alice.address)).toBe(30_000n);
});

test('handing over joins a pass that is under way', async () => {
  await fund(alice.address);
  const [, tip] = await Promise.all([follow.execute(), follow.handOver()]);
  expect(tip.header.height).toBe(1);
  await fund(alice.address);
  await follow.execute();
  expect(index.balance(alice.address)).toBe(15_000n);
});

test('a pass that fails while handing over leaves the index with the follower', async () => {
  await fund(alice.address);
  store.failAt = 1;
  await expect(follow.handOver()).rejects.toThrow('the connection broke');
  await follow.execute();
  expect(index.balance(alice.address)).toBe(15_000n);
});
