import { keyPair, scheme } from '../../../test/support/ledger.js';
import { type Block, type BlockHeader, blockHash } from './block.js';
import { sha256 } from './bytes.js';
import { genesisBlock } from './genesis.js';
import { merkleRoot } from './merkle.js';
import { outpointKey } from './outpoint-key.js';
import { mine } from './proof-of-work.js';
import {
  coinbaseTransaction,
  signingDigest,
  type Transaction,
  type TransactionOutput,
  transactionId,
} from './transaction.js';
import { verifyBlock } from './verify-block.js';

const genesis = genesisBlock();
const owner = keyPair(1);
const ownerHash = sha256(owner.publicKey);
const coin = { txid: Buffer.alloc(32, 0xa1), vout: 3 };
const unspent = new Map<string, TransactionOutput>([[outpointKey(coin), { value: 10n, pubKeyHash: ownerHash }]]);

function spend(outpoint: { txid: Uint8Array; vout: number }, value: bigint, parts = 1): Transaction {
  const outputs = Array.from({ length: parts }, () => ({ value: value / BigInt(parts), pubKeyHash: ownerHash }));
  const inputs = [{ ...outpoint, signature: null as Uint8Array | null, publicKey: owner.publicKey as Uint8Array }];
  const id = transactionId(inputs, outputs);
  inputs[0]!.signature = scheme.sign(signingDigest(id), owner.privateKey);
  return { id, inputs, outputs };
}

function block(transactions: Transaction[], edit: Partial<BlockHeader> = {}): Block {
  const header = {
    height: 1,
    prevHash: genesis.hash,
    merkleRoot: transactions.length > 0 ? merkleRoot(transactions.map(({ id }) => id)) : Buffer.alloc(32),
    timestamp: genesis.header.timestamp,
    bits: 4,
    ...edit,
  };
  return { header: { ...header, nonce: mine(header).nonce }, hash: mine(header).hash, transactions };
}

function brokenRule(candidate: Block, parent: Block | undefined = genesis): string | undefined {
  try {
    verifyBlock(candidate, parent, (outpoint) => unspent.get(outpointKey(outpoint)), scheme);
    return undefined;
  } catch (error) {
    return (error as { rule?: string }).rule ?? `not a rule: ${String(error)}`;
  }
}

/** The same block with a header that was edited after mining, and the hash that belongs to it. */
function rehashed(candidate: Block, edit: Partial<BlockHeader>): Block {
  const header = { ...candidate.header, ...edit };
  return { ...candidate, header, hash: blockHash(header) };
}

const reward = coinbaseTransaction(ownerHash, 'one');
const fromCoin = spend(coin, 10n);
const chained = spend({ txid: fromCoin.id, vout: 0 }, 10n);

test('a block with a reward and a spend verifies', () => {
  expect(brokenRule(block([reward, fromCoin]))).toBeUndefined();
});

test('an output made in a block can be spent later in it', () => {
  expect(brokenRule(block([fromCoin, chained]))).toBeUndefined();
});

test('genesis verifies on nothing', () => {
  expect(() => verifyBlock(genesis, undefined, () => undefined, scheme)).not.toThrow();
});

test.each<[string, string, () => Block]>([
  ['an input of a transaction that comes later in the block', 'input-missing', () => block([chained, fromCoin])],
  ['one coin spent by two transactions', 'input-missing', () => block([fromCoin, spend(coin, 10n, 2)])],
  [
    'an output made and spent twice in one block',
    'input-missing',
    () => block([fromCoin, chained, spend({ txid: fromCoin.id, vout: 0 }, 10n, 2)]),
  ],
  ['the same transaction twice', 'transaction-repeated', () => block([reward, reward])],
  ['no transaction', 'transaction-count', () => block([])],
  [
    'a Merkle root of other transactions',
    'merkle-root',
    () => block([fromCoin], { merkleRoot: merkleRoot([reward.id]) }),
  ],
  [
    'transactions in another order than the root says',
    'merkle-root',
    () => ({ ...block([reward, fromCoin]), transactions: [fromCoin, reward] }),
  ],
  ['a transaction that breaks a rule', 'inputs-outputs', () => block([spend(coin, 11n)])],
  ['a hash of another header', 'block-hash', () => ({ ...block([reward]), hash: Buffer.alloc(32) })],
  [
    'a nonce that was not mined',
    'block-hash',
    () => ({ ...block([reward]), header: { ...block([reward]).header, nonce: 123_456 } }),
  ],
  ['a hash without its zero bits', 'proof-of-work', () => rehashed(block([reward]), { bits: 32 })],
  ['a difficulty past 32 bits', 'proof-of-work', () => rehashed(block([reward], { bits: 0 }), { bits: 33 })],
  ['a height that does not follow', 'height', () => block([reward], { height: 2 })],
  ['a link to another block', 'previous-hash', () => block([reward], { prevHash: Buffer.alloc(32, 1) })],
  ['a time before the block below', 'timestamp', () => block([reward], { timestamp: genesis.header.timestamp - 1 })],
  ['half a height', 'header-form', () => ({ ...block([reward]), header: { ...block([reward]).header, height: 1.5 } })],
  ['a negative nonce', 'header-form', () => ({ ...block([reward]), header: { ...block([reward]).header, nonce: -1 } })],
  [
    'a time before 1970',
    'header-form',
    () => ({ ...block([reward]), header: { ...block([reward]).header, timestamp: -1 } }),
  ],
  [
    'a nonce past the exact integers',
    'header-form',
    () => ({ ...block([reward]), header: { ...block([reward]).header, nonce: 2 ** 64 } }),
  ],
  [
    'a previous hash of 200 bytes',
    'header-form',
    () => ({ ...block([reward]), header: { ...block([reward]).header, prevHash: Buffer.alloc(200) } }),
  ],
  [
    'a Merkle root of 31 bytes',
    'header-form',
    () => ({ ...block([reward]), header: { ...block([reward]).header, merkleRoot: Buffer.alloc(31) } }),
  ],
  [
    '256 more bits than the byte holds',
    'header-form',
    () => ({ ...block([reward]), header: { ...block([reward]).header, bits: 260 } }),
  ],
])('%s is refused by the rule %s', (_, rule, make) => {
  expect(brokenRule(make())).toBe(rule);
});

test('a second genesis on top of genesis does not link', () => {
  expect(brokenRule(genesis)).toBe('height');
});

test('a block that starts a chain has height 0', () => {
  expect(() => verifyBlock(block([reward]), undefined, () => undefined, scheme)).toThrow(
    expect.objectContaining({ rule: 'height' }),
  );
});
