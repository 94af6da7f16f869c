import { MemoryTreasuryOrders } from '@app/infrastructure/memory/memory-treasury-orders.js';
import { InlineBlockVerifier, keyPair, type Ledger, openLedger } from '../../../test/support/ledger.js';
import { DamagedStore } from '../chain.errors.js';
import { type Block, type BlockHeader, blockHash } from '../model/block.js';
import { CoinPage } from '../model/coin-page.js';
import { merkleRoot } from '../model/merkle.js';
import { mine } from '../model/proof-of-work.js';
import { type Transaction, transactionId } from '../model/transaction.js';
import type { ChainTip } from '../ports/block-store.js';
import { VerifyChain } from './verify-chain.js';
import { VerifyTail } from './verify-tail.js';

const [alice, bob] = [keyPair(1), keyPair(2)];
const verifier = new InlineBlockVerifier();
let ledger: Ledger;

/** Genesis, three rewards in a block each, two transfers. */
beforeEach(async () => {
  ledger = await openLedger();
  ledger.producer.start(ledger.tip, () => {});
  for (let count = 0; count < 3; count++) await ledger.faucet.execute({ address: alice.address, amount: 1n, ip: '' });
  const privateKey = alice.privateKey.toString('hex');
  for (const amount of [20_000n, 7n]) {
    await ledger.transfers.execute({ from: alice.address, to: bob.address, amount, privateKey, ip: '' });
  }
  await ledger.producer.stop();
});
const unspentAsOf = (tip: ChainTip) => ledger.unspent.asOf(tip);
const noOrders = () => new MemoryTreasuryOrders(ledger.store);
const verifyChain = () => new VerifyChain(ledger.store, verifier, unspentAsOf, noOrders()).execute();
async function verifyTail(): Promise<string | undefined> {
  const tip = (await ledger.store.tip())!;
  return new VerifyTail(ledger.store, ledger.store, verifier).execute(tip).then(
    () => undefined,
    (error) => (error instanceof DamagedStore ? error.message : `not damage: ${String(error)}`),
  );
}

/** Puts other content into a stored block, with everything that can be made to fit made to fit. */
function rewrite(height: number, edit: (transaction: Transaction) => Transaction): void {
  const block = ledger.store.blocks[height]!;
  const transactions = block.transactions.map(edit);
  const header = { ...block.header, merkleRoot: merkleRoot(transactions.map(({ id }) => id)) };
  const { nonce, hash } = mine(header);
  ledger.store.blocks[height] = { header: { ...header, nonce }, hash, transactions };
}

/** Changes the header of a stored block and mines it again. */
function remine(height: number, edit: Partial<BlockHeader>): void {
  const block = ledger.store.blocks[height]!;
  const header = { ...block.header, ...edit };
  const { nonce, hash } = mine(header);
  ledger.store.blocks[height] = { ...block, header: { ...header, nonce }, hash };
}

const edit = (height: number, change: (block: Block) => Block) => {
  ledger.store.blocks[height] = change(ledger.store.blocks[height]!);
};

function withOutput(transaction: Transaction, change: Partial<Transaction['outputs'][number]>): Transaction {
  const outputs = transaction.outputs.map((output, at) => (at === 0 ? { ...output, ...change } : output));
  return { ...transaction, outputs };
}

function identified(transaction: Transaction): Transaction {
  return { ...transaction, id: transactionId(transaction.inputs, transaction.outputs) };
}

const setTip = (change: Partial<ChainTip>) => {
  const held = ledger.store as unknown as { current: ChainTip };
  held.current = { ...held.current, ...change };
};

test('a good chain verifies, and its figures are those of the tip', async () => {
  const tip = await ledger.store.tip();
  expect(await verifyChain()).toEqual({
    ok: true,
    height: 5,
    blocks: 6,
    transactions: 6,
    supply: 60_000n,
    genesis: 15_000n,
    faucet: 45_000n,
    issued: 0n,
    redeemed: 0n,
    unspentCount: tip!.unspentCount,
    utxoDigest: tip!.utxoDigest,
  });
  expect(await verifyTail()).toBeUndefined();
});

test('an empty store is a fault, and nothing but figures is told', async () => {
  const { MemoryChainStore } = await import('@app/infrastructure/memory/memory-chain-store.js');
  const report = await new VerifyChain(new MemoryChainStore(), verifier, async function* () {}, noOrders()).execute();
  expect(report).toEqual({
    ok: false,
    height: -1,
    blocks: 0,
    transactions: 0,
    supply: 0n,
    genesis: 0n,
    faucet: 0n,
    issued: 0n,
    redeemed: 0n,
    unspentCount: 0,
    utxoDigest: Buffer.alloc(32),
    fault: expect.objectContaining({ height: 0, rule: 'empty' }),
  });
});

test.each<[string, number, string, () => void]>([
  [
    'an edited value',
    4,
    'transaction-id',
    () =>
      edit(4, (block) => ({
        ...block,
        transactions: block.transactions.map((transaction) => withOutput(transaction, { value: 1n })),
      })),
  ],
  [
    'an edited value under a new ID',
    4,
    'merkle-root',
    () =>
      edit(4, (block) => ({
        ...block,
        transactions: block.transactions.map((transaction) => identified(withOutput(transaction, { value: 1n }))),
      })),
  ],
  [
    'an edited value in a block that was mined again',
    4,
    'input-signature',
    () => rewrite(4, (transaction) => identified(withOutput(transaction, { value: 1n }))),
  ],
  [
    'a payment that was turned to another owner',
    4,
    'input-signature',
    () => rewrite(4, (transaction) => identified(withOutput(transaction, { pubKeyHash: Buffer.alloc(32, 9) }))),
  ],
  [
    'a swapped owner in place',
    4,
    'transaction-id',
    () =>
      edit(4, (block) => ({
        ...block,
        transactions: block.transactions.map((transaction) =>
          withOutput(transaction, { pubKeyHash: Buffer.alloc(32, 9) }),
        ),
      })),
  ],
  [
    'a reward that was turned to another owner, mined again',
    3,
    'previous-hash',
    () => rewrite(2, (transaction) => identified(withOutput(transaction, { pubKeyHash: Buffer.alloc(32, 9) }))),
  ],
  [
    'a reward that mints more',
    2,
    'coinbase-reward',
    () => rewrite(2, (transaction) => identified(withOutput(transaction, { value: 15_001n }))),
  ],
  ['a deleted block', 3, 'height', () => void ledger.store.blocks.splice(3, 1)],
  ['a missing last block', 5, 'missing-block', () => void ledger.store.blocks.pop()],
  [
    'two blocks in the other order',
    2,
    'height',
    () => {
      const [two, three] = ledger.store.blocks.slice(2, 4);
      ledger.store.blocks.splice(2, 2, three!, two!);
    },
  ],
  [
    'a nonce that was not mined',
    3,
    'block-hash',
    () => edit(3, (block) => ({ ...block, header: { ...block.header, nonce: block.header.nonce + 1 } })),
  ],
  [
    'a hash that is not of the header',
    3,
    'block-hash',
    () => edit(3, (block) => ({ ...block, hash: Buffer.alloc(32) })),
  ],
  [
    'a difficulty that the hash does not meet',
    3,
    'proof-of-work',
    () =>
      edit(3, (block) => {
        const header = { ...block.header, bits: 32 };
        return { ...block, header, hash: blockHash(header) };
      }),
  ],
  ['a time that runs backwards', 3, 'timestamp', () => remine(3, { timestamp: 1 })],
  ['a block cut loose from the one below', 3, 'previous-hash', () => remine(3, { prevHash: Buffer.alloc(32, 1) })],
  [
    'a block without its transactions',
    3,
    'transaction-count',
    () => edit(3, (block) => ({ ...block, transactions: [] })),
  ],
  [
    'a transaction that stands twice in a block',
    3,
    'transaction-repeated',
    () => edit(3, (block) => ({ ...block, transactions: [...block.transactions, ...block.transactions] })),
  ],
  [
    'another genesis',
    0,
    'genesis',
    () => rewrite(0, (transaction) => identified(withOutput(transaction, { pubKeyHash: Buffer.alloc(32, 9) }))),
  ],
  ['a stored tip that is not the highest block', 5, 'stored-tip', () => setTip({ hash: Buffer.alloc(32) })],
  ['a stored supply that differs', 5, 'stored-supply', () => setTip({ supply: 60_001n })],
  ['a stored number of coins that differs', 5, 'stored-count', () => setTip({ unspentCount: 9 })],
  ['a stored digest that differs', 5, 'stored-digest', () => setTip({ utxoDigest: Buffer.alloc(32) })],
  ['a stored number of transactions that differs', 5, 'stored-transactions', () => setTip({ nextTransactionKey: 5 })],
  ['a stored number of outputs that differs', 5, 'stored-outputs', () => setTip({ nextOutputKey: 99 })],
])('%s is found at height %i as %s', async (_, height, rule, tamper) => {
  tamper();
  const report = await verifyChain();
  expect({ ok: report.ok, ...report.fault }).toMatchObject({ ok: false, height, rule });
});

test('a block whose bytes are no transactions any more is a fault of its height, not an accident', async () => {
  const { blockAt } = ledger.store;
  ledger.store.blockAt = async (height) => {
    if (height === 3) throw new DamagedStore('block 3 holds bytes that are no transaction');
    return blockAt.call(ledger.store, height);
  };
  expect((await verifyChain()).fault).toMatchObject({ height: 3, rule: 'damaged' });
});

test('stored coins that differ from the replay are found though every block is good', async () => {
  const coins = async function* () {
    yield CoinPage.of([{ key: 0, txid: Buffer.alloc(32), vout: 0, value: 60_000n, address: alice.address }]);
  };
  const report = await new VerifyChain(ledger.store, verifier, coins, noOrders()).execute();
  expect(report.fault).toMatchObject({ height: 5, rule: 'stored-coins' });
});

test('a verifier that fails is an accident and not a fault of the chain', async () => {
  const failing = new InlineBlockVerifier();
  failing.verify = async () => {
    throw new Error('the worker died');
  };
  const report = new VerifyChain(ledger.store, failing, (tip) => ledger.unspent.asOf(tip), noOrders()).execute();
  await expect(report).rejects.toThrow('the worker died');
});

test.each<[string, RegExp, () => void]>([
  [
    'an edited value',
    /block 4 .*transaction-id/,
    () =>
      edit(4, (block) => ({
        ...block,
        transactions: block.transactions.map((transaction) => withOutput(transaction, { value: 1n })),
      })),
  ],
  [
    'a payment that was turned to another owner',
    /block 4 .*input-signature/,
    () => rewrite(4, (transaction) => identified(withOutput(transaction, { pubKeyHash: Buffer.alloc(32, 9) }))),
  ],
  ['a deleted block', /block 3 .*height/, () => void ledger.store.blocks.splice(3, 1)],
  ['a missing last block', /block 5 is missing/, () => void ledger.store.blocks.pop()],
  [
    'a nonce that was not mined',
    /block 3 .*block-hash/,
    () => edit(3, (block) => ({ ...block, header: { ...block.header, nonce: 1 + block.header.nonce } })),
  ],
  ['a block cut loose', /block 3 .*previous-hash/, () => remine(3, { prevHash: Buffer.alloc(32, 1) })],
  [
    'another genesis',
    /block 0 is not the genesis/,
    () => rewrite(0, (transaction) => identified(withOutput(transaction, { pubKeyHash: Buffer.alloc(32, 9) }))),
  ],
  ['a stored tip that is not the highest block', /tip is not the highest/, () => setTip({ hash: Buffer.alloc(32) })],
])('the tail: %s is damage', async (_, message, tamper) => {
  tamper();
  expect(await verifyTail()).toMatch(message);
});

test('the tail: a coin that two blocks spend is damage', async () => {
  const [block] = ledger.store.blocks.slice(4, 5);
  const header = { ...block!.header, height: 5, prevHash: block!.hash };
  const { nonce, hash } = mine(header);
  ledger.store.blocks[5] = { header: { ...header, nonce }, hash, transactions: block!.transactions };
  setTip({ hash });
  expect(await verifyTail()).toMatch(/block 5 .*input-missing/);
});
