import { keyPair, scheme } from '../../../test/support/ledger.js';
import { sha256 } from './bytes.js';
import { outpointKey } from './outpoint-key.js';
import { BURN_HASH, issueText } from './supply.js';
import {
  COINBASE_VOUT,
  coinbaseTransaction,
  MAX_SUPPLY,
  signingDigest,
  type Transaction,
  type TransactionInput,
  type TransactionOutput,
  transactionId,
} from './transaction.js';
import { verifyTransaction } from './verify-transaction.js';

const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
const owner = keyPair(1);
const stranger = keyPair(2);
const ownerHash = sha256(owner.publicKey);
const strangerHash = sha256(stranger.publicKey);

const first = { txid: Buffer.alloc(32, 0xa1), vout: 0 };
const second = { txid: Buffer.alloc(32, 0xa1), vout: 1 };
const foreign = { txid: Buffer.alloc(32, 0xb2), vout: 7 };
const unspent = new Map<string, TransactionOutput>([
  [outpointKey(first), { value: 70n, pubKeyHash: ownerHash }],
  [outpointKey(second), { value: 30n, pubKeyHash: ownerHash }],
  [outpointKey(foreign), { value: 50n, pubKeyHash: strangerHash }],
]);

/** A transfer of the owner, signed after `inputs` and `outputs` are settled; `edit` changes it after signing. */
function transfer(
  inputs: { txid: Uint8Array; vout: number }[] = [first, second],
  outputs: TransactionOutput[] = [{ value: 100n, pubKeyHash: strangerHash }],
): Transaction {
  const bare = inputs.map((input) => ({ ...input, signature: null, publicKey: owner.publicKey as Uint8Array }));
  const id = transactionId(bare, outputs);
  const signature = scheme.sign(signingDigest(id), owner.privateKey);
  return { id, inputs: bare.map((input) => ({ ...input, signature })), outputs };
}

function witness(edit: (input: TransactionInput) => Partial<TransactionInput>, at = 0): Transaction {
  const whole = transfer();
  return {
    ...whole,
    inputs: whole.inputs.map((input, place) => (place === at ? { ...input, ...edit(input) } : input)),
  };
}

function brokenRule(transaction: Transaction): string | undefined {
  try {
    verifyTransaction(transaction, (outpoint) => unspent.get(outpointKey(outpoint)), scheme);
    return undefined;
  } catch (error) {
    return (error as { rule?: string }).rule ?? `not a rule: ${String(error)}`;
  }
}

function scalars(r: bigint, s: bigint): Buffer {
  return Buffer.from(r.toString(16).padStart(64, '0') + s.toString(16).padStart(64, '0'), 'hex');
}

function scalarsOf(signature: Uint8Array): { r: bigint; s: bigint } {
  const hex = Buffer.from(signature).toString('hex');
  return { r: BigInt(`0x${hex.slice(0, 64)}`), s: BigInt(`0x${hex.slice(64)}`) };
}

const highS = ({ signature }: TransactionInput) => {
  const { r, s } = scalarsOf(signature!);
  return { signature: scalars(r, ORDER - s) };
};

const coinbaseInput = { txid: new Uint8Array(0), vout: COINBASE_VOUT, signature: null, publicKey: Buffer.from('text') };

function content(inputs: readonly TransactionInput[], outputs: readonly TransactionOutput[]): Transaction {
  let id: Uint8Array = Buffer.alloc(32);
  try {
    id = transactionId(inputs, outputs);
  } catch {
    // No canonical bytes exist for it; any ID is as good as another.
  }
  return { id, inputs, outputs };
}

test('a transfer that pays out exactly what it collects verifies', () => {
  expect(brokenRule(transfer())).toBeUndefined();
});

const ISSUE = issueText(Buffer.alloc(32, 7));

test('an issue mints any amount', () => {
  for (const amount of [1n, 250_000n, MAX_SUPPLY])
    expect(brokenRule(coinbaseTransaction(ownerHash, ISSUE, amount))).toBeUndefined();
});

test('a coinbase that mints the reward verifies', () => {
  expect(brokenRule(coinbaseTransaction(ownerHash, 'unique'))).toBeUndefined();
});

const pay = (value: bigint): TransactionOutput => ({ value, pubKeyHash: strangerHash });

test.each<[string, string, () => Transaction]>([
  ['nothing spent', 'input-count', () => transfer([])],
  ['nothing paid', 'output-count', () => transfer([first], [])],
  ['5001 inputs', 'input-count', () => transfer(Array.from({ length: 5_001 }, (_, vout) => ({ ...first, vout })))],
  [
    '5001 outputs',
    'output-count',
    () =>
      transfer(
        [first],
        Array.from({ length: 5_001 }, () => pay(1n)),
      ),
  ],
  ['an output of zero', 'output-value', () => transfer([first, second], [pay(100n), pay(0n)])],
  ['a negative output', 'output-value', () => content(transfer().inputs, [pay(101n), pay(-1n)])],
  ['an output past the supply cap', 'output-value', () => transfer([first], [pay(MAX_SUPPLY + 1n)])],
  [
    'outputs whose sum wraps a signed 64-bit number (CVE-2010-5139)',
    'output-sum',
    () =>
      transfer(
        [first],
        Array.from({ length: 19 }, () => pay(MAX_SUPPLY)),
      ),
  ],
  ['outputs whose sum passes the supply cap by one', 'output-sum', () => transfer([first], [pay(MAX_SUPPLY), pay(1n)])],
  [
    'an owner of 31 bytes',
    'output-owner',
    () => content(transfer().inputs, [{ value: 100n, pubKeyHash: strangerHash.subarray(1) }]),
  ],
  ['an ID of other content', 'transaction-id', () => ({ ...transfer(), outputs: [pay(99n)] })],
  ['the same input twice (CVE-2018-17144)', 'input-repeated', () => transfer([first, first], [pay(140n)])],
  ['an input that exists nowhere', 'input-missing', () => transfer([{ ...first, vout: 9 }], [pay(1n)])],
  ["somebody else's coin", 'input-owner', () => transfer([foreign], [pay(50n)])],
  ['more paid than collected', 'inputs-outputs', () => transfer([first], [pay(71n)])],
  ['less paid than collected', 'inputs-outputs', () => transfer([first], [pay(69n)])],
  ['an input without its witness', 'input-witness', () => witness(() => ({ signature: null }))],
  [
    'a signature with a byte too many',
    'input-witness',
    () => witness(({ signature }) => ({ signature: Buffer.concat([signature!, Buffer.alloc(1)]) })),
  ],
  [
    'a signature of 63 bytes',
    'input-witness',
    () => witness(({ signature }) => ({ signature: signature!.subarray(1) })),
  ],
  [
    'an uncompressed key',
    'input-witness',
    () => witness(() => ({ publicKey: Buffer.concat([Buffer.from([4]), Buffer.alloc(64)]) })),
  ],
  ["a stranger's key", 'input-owner', () => witness(() => ({ publicKey: stranger.publicKey }))],
  [
    'the key with the other parity',
    'input-owner',
    () =>
      witness(({ publicKey }) => ({
        publicKey: Buffer.concat([Buffer.from([publicKey[0]! ^ 1]), publicKey.subarray(1)]),
      })),
  ],
  ['the high-S twin of the signature', 'input-signature', () => witness(highS)],
  ['the high-S twin on the second input', 'input-signature', () => witness(highS, 1)],
  ['r = 0', 'input-signature', () => witness(({ signature }) => ({ signature: scalars(0n, scalarsOf(signature!).s) }))],
  ['s = 0', 'input-signature', () => witness(({ signature }) => ({ signature: scalars(scalarsOf(signature!).r, 0n) }))],
  [
    'r = n',
    'input-signature',
    () => witness(({ signature }) => ({ signature: scalars(ORDER, scalarsOf(signature!).s) })),
  ],
  [
    's = n',
    'input-signature',
    () => witness(({ signature }) => ({ signature: scalars(scalarsOf(signature!).r, ORDER) })),
  ],
  ['r and s all ones', 'input-signature', () => witness(() => ({ signature: Buffer.alloc(64, 0xff) }))],
  [
    'a signature by the key of another wallet',
    'input-signature',
    () => witness((_) => ({ signature: scheme.sign(signingDigest(transfer().id), stranger.privateKey) })),
  ],
  [
    'a signature over the bare ID, without its tag',
    'input-signature',
    () => witness((_) => ({ signature: scheme.sign(transfer().id, owner.privateKey) })),
  ],
  ['a coinbase that spends', 'coinbase-input', () => content([{ ...coinbaseInput, txid: first.txid }], [pay(15_000n)])],
  [
    'a coinbase with a signature',
    'coinbase-input',
    () => content([{ ...coinbaseInput, signature: Buffer.alloc(64) }], [pay(15_000n)]),
  ],
  [
    'a coinbase beside a transfer input',
    'input-outpoint',
    () => content([coinbaseInput, transfer().inputs[0]!], [pay(15_000n)]),
  ],
  ['two coinbase inputs', 'input-outpoint', () => content([coinbaseInput, coinbaseInput], [pay(15_000n)])],
  ['a coinbase without a text', 'coinbase-text', () => coinbaseTransaction(ownerHash, '')],
  ['a coinbase with a text of 201 bytes', 'coinbase-text', () => coinbaseTransaction(ownerHash, 'x'.repeat(201))],
  [
    'a coinbase with a text of 70000 bytes',
    'coinbase-text',
    () => content([{ ...coinbaseInput, publicKey: Buffer.alloc(70_000) }], [pay(15_000n)]),
  ],
  ['an issue that names no order', 'issue-text', () => coinbaseTransaction(ownerHash, 'treasury_issue:1', 5n)],
  ['an issue with more in its text', 'issue-text', () => coinbaseTransaction(ownerHash, `${ISSUE}0`, 5n)],
  ['an issue to what is redeemed', 'issue-output', () => coinbaseTransaction(BURN_HASH, ISSUE, 5n)],
  ['an issue past the supply cap', 'output-value', () => coinbaseTransaction(ownerHash, ISSUE, MAX_SUPPLY + 1n)],
  ['a reward of another amount', 'coinbase-reward', () => coinbaseTransaction(ownerHash, 'admin_faucet_reward', 5n)],
  ['a coinbase that mints one more', 'coinbase-reward', () => content([coinbaseInput], [pay(15_001n)])],
  ['a coinbase that mints twice', 'coinbase-reward', () => content([coinbaseInput], [pay(15_000n), pay(15_000n)])],
  [
    'an outpoint of 31 bytes',
    'input-outpoint',
    () => content([{ ...transfer().inputs[0]!, txid: Buffer.alloc(31) }], [pay(70n)]),
  ],
  [
    'an outpoint of 100 bytes',
    'input-outpoint',
    () => content([{ ...transfer().inputs[0]!, txid: Buffer.alloc(100) }], [pay(70n)]),
  ],
  ['an output number below -1', 'input-outpoint', () => content([{ ...transfer().inputs[0]!, vout: -2 }], [pay(70n)])],
  [
    'an output number past 32 bits',
    'input-outpoint',
    () => content([{ ...transfer().inputs[0]!, vout: 2 ** 32 }], [pay(70n)]),
  ],
  ['half an output number', 'input-outpoint', () => content([{ ...transfer().inputs[0]!, vout: 0.5 }], [pay(70n)])],
])('%s is refused by the rule %s', (_, rule, make) => {
  expect(brokenRule(make())).toBe(rule);
});

test('the second of two inputs is verified on its own when its signature differs from the first', () => {
  const other = witness(({ signature }) => ({ signature: Buffer.from(signature!).fill(0, 0, 1) }), 1);
  expect(brokenRule(other)).toBe('input-signature');
});
