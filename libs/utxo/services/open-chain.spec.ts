import { CoinPage, DamagedStore, genesisBlock, type StoredCoin, toHex, VerifyTail } from '@app/chain';
import { MemoryUnspentOutputs } from '@app/infrastructure/memory/memory-wallets.js';
import { InlineBlockVerifier, keyPair, openLedger, UnreliableChainStore } from '../../../test/support/ledger.js';
import { BlocksLost } from '../utxo.errors.js';
import { OpenChain } from './open-chain.js';
import { UtxoIndex } from './utxo-index.js';

const [alice, bob] = [keyPair(1), keyPair(2)];

async function grownStore(): Promise<UnreliableChainStore> {
  const ledger = await openLedger();
  ledger.producer.start(ledger.tip, () => {});
  await ledger.faucet.execute({ address: alice.address, amount: 1n, ip: '' });
  const privateKey = alice.privateKey.toString('hex');
  await ledger.transfers.execute({ from: alice.address, to: bob.address, amount: 100n, privateKey, ip: '' });
  await ledger.producer.stop();
  return ledger.store;
}

function opening(store: UnreliableChainStore, unspent = new MemoryUnspentOutputs(store)) {
  const index = new UtxoIndex();
  const open = new OpenChain(store, unspent, new VerifyTail(store, store, new InlineBlockVerifier()), index);
  return { index, open: () => open.execute() };
}

/** The stored coins as somebody edited them. */
class EditedUnspentOutputs extends MemoryUnspentOutputs {
  edit: (coins: StoredCoin[]) => StoredCoin[] = (coins) => coins;

  override async *asOf(tip: { nextOutputKey: number; nextTransactionKey: number }): AsyncIterable<CoinPage> {
    for await (const page of super.asOf(tip)) yield CoinPage.of(this.edit([...page]));
  }
}

test('an empty store begins with genesis, whose reward cannot be spent', async () => {
  const store = new UnreliableChainStore();
  const { index, open } = opening(store);
  const tip = await open();
  const [coinbase] = genesisBlock().transactions;
  expect([tip.header.height, tip.supply, tip.unspentCount]).toEqual([0, 15_000n, 1]);
  expect(toHex(tip.hash)).toBe(toHex(genesisBlock().hash));
  expect(index.balance(toHex(coinbase!.outputs[0]!.pubKeyHash))).toBe(15_000n);
});

test('two processes that begin at once open the same chain', async () => {
  const store = new UnreliableChainStore();
  const tips = await Promise.all([opening(store).open(), opening(store).open()]);
  expect(tips[0]).toEqual(tips[1]);
  expect(store.blocks).toHaveLength(1);
});

test('a process that begins on an empty store and is overtaken opens what the others have built', async () => {
  const store = await grownStore();
  const looks = [undefined, await store.tip()];
  const late = new UnreliableChainStore();
  Object.assign(late, store, { tip: async () => (looks.length > 0 ? looks.shift() : store.tip()) });
  const { open } = opening(late);
  expect((await open()).header.height).toBe(2);
  expect(looks).toEqual([]);
});

test('a stored chain is loaded: balances, spendable coins and the tip', async () => {
  const store = await grownStore();
  const { index, open } = opening(store);
  const tip = await open();
  expect(tip).toEqual(await store.tip());
  expect([index.balance(alice.address), index.balance(bob.address)]).toEqual([14_900n, 100n]);
  expect([...index.after(alice.address, -1)]).toHaveLength(1);
});

test('a block appended while the coins are loaded makes no difference', async () => {
  const store = await grownStore();
  const writer = await openLedger({ store });
  writer.producer.start(writer.tip, () => {});
  class SlowUnspentOutputs extends MemoryUnspentOutputs {
    override async *asOf(tip: { nextOutputKey: number; nextTransactionKey: number }): AsyncIterable<CoinPage> {
      const privateKey = alice.privateKey.toString('hex');
      await writer.transfers.execute({ from: alice.address, to: bob.address, amount: 1n, privateKey, ip: '' });
      yield* super.asOf(tip);
    }
  }
  const { index, open } = opening(store, new SlowUnspentOutputs(store));
  expect((await open()).header.height).toBe(2);
  expect(store.blocks).toHaveLength(4);
  expect([index.balance(alice.address), index.balance(bob.address)]).toEqual([14_900n, 100n]);
  await writer.producer.stop();
});

test.each<[string, (coins: StoredCoin[]) => StoredCoin[]]>([
  ['lacks a coin', (coins) => coins.slice(1)],
  ['has a coin too many', (coins) => [...coins, { ...coins[0]!, key: 99, vout: 1 }]],
  ['has a coin of another value', ([first, ...rest]) => [{ ...first!, value: first!.value + 1n }, ...rest]],
  ['has a coin of another owner', ([first, ...rest]) => [{ ...first!, address: bob.address }, ...rest]],
  [
    'has value moved between coins',
    ([first, second, ...rest]) => [
      { ...first!, value: first!.value + 1n },
      { ...second!, value: second!.value - 1n },
      ...rest,
    ],
  ],
])('a store that %s is refused', async (_, edit) => {
  const store = await grownStore();
  const edited = new EditedUnspentOutputs(store);
  await opening(store, edited).open();
  edited.edit = edit;
  await expect(opening(store, edited).open()).rejects.toThrow(DamagedStore);
});

test('a store with a damaged tail is refused before its coins are looked at', async () => {
  const store = await grownStore();
  store.blocks[2] = { ...store.blocks[2]!, transactions: store.blocks[1]!.transactions };
  await expect(opening(store).open()).rejects.toThrow('block 2 breaks the rule merkle-root');
});

test('a store that goes back while it is opened is not damaged', async () => {
  const tip = (await (await grownStore()).tip())!;
  const { store } = await openLedger();
  store.tip = async () => tip;
  const loss = await opening(store)
    .open()
    .catch((error: unknown) => error);
  expect(loss).toBeInstanceOf(BlocksLost);
  expect((loss as BlocksLost).lost).toEqual([{ height: 2, hash: tip.hash }]);
});
