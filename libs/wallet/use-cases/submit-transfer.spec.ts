import {
  coinbaseTransaction,
  decodeTransaction,
  encodeTransaction,
  sha256,
  signingDigest,
  type Transaction,
  toHex,
  transactionId,
} from '@app/chain';
import { EnvelopeVault } from '@app/infrastructure/crypto/envelope-vault.js';
import { MemoryPaymentRequests } from '@app/infrastructure/memory/memory-payment-requests.js';
import { OnlyWriter } from '@app/infrastructure/memory/only-writer.js';
import { FollowChain, LeadChain } from '@app/utxo';
import { gate, InlineWitnessVerifier, keyPair, type Ledger, openLedger, scheme } from '../../../test/support/ledger.js';
import { AdmitPayments } from '../services/admit-payments.js';
import { PrepareTransfer } from './prepare-transfer.js';
import { SealNote } from './seal-note.js';
import { SubmitTransfer } from './submit-transfer.js';
import { VerifySubmission } from './verify-submission.js';

const [alice, bob] = [keyPair(1), keyPair(2)];

let ledger: Ledger;
let lead: LeadChain;
let prepare: PrepareTransfer;
let submit: SubmitTransfer;

beforeEach(async () => {
  ledger = await openLedger();
  const { producer, observer, store, index } = ledger;
  lead = new LeadChain(new OnlyWriter(), producer, new FollowChain(store, index), observer);
  await lead.start(ledger.tip);
  prepare = new PrepareTransfer(index, lead);
  const verify = new VerifySubmission(index, scheme, new InlineWitnessVerifier());
  submit = new SubmitTransfer(
    ledger.once,
    verify,
    lead,
    store,
    ledger.log,
    new SealNote(EnvelopeVault.ephemeral()),
    new AdmitPayments(new MemoryPaymentRequests(store), ledger.clock),
  );
  await ledger.faucet.execute({ address: alice.address, amount: 1n, ip: '' });
});
afterEach(() => lead.stop());

const prepared = (amount = 100n) => prepare.execute({ from: alice.address, to: bob.address, amount });

function signed({ id, inputs, outputs }: Transaction, by = alice): Transaction {
  const signature = scheme.sign(signingDigest(id), by.privateKey);
  return { id, outputs, inputs: inputs.map((input) => ({ ...input, signature, publicKey: by.publicKey })) };
}

const send = (transaction: Transaction) => submit.execute(transaction, { ip: '1.2.3.4' });
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'mined',
    (error) => error.code ?? String(error),
  );
const balances = () => [ledger.index.balance(alice.address), ledger.index.balance(bob.address)];

/** The same transaction with other outputs, and the ID and signature that belong to them. */
function paying(transaction: Transaction, outputs: Transaction['outputs']): Transaction {
  return signed({ ...transaction, outputs, id: transactionId(transaction.inputs, outputs) });
}

test('what was prepared and signed by its owner is mined, over the wire form too', async () => {
  const { transaction, digest } = await prepared();
  expect(Buffer.from(digest)).toEqual(signingDigest(transaction.id));
  const mined = await send(decodeTransaction(encodeTransaction(signed(transaction))));
  expect(toHex(mined.txid)).toBe(toHex(transaction.id));
  expect(balances()).toEqual([14_900n, 100n]);
  expect(ledger.store.transactions.at(-1)!.effects.record).toEqual({
    type: 'send',
    sender: alice.address,
    receiver: bob.address,
    amount: 100n,
  });
});

test('a transfer that is submitted again answers as the first time, and moves nothing', async () => {
  const transaction = signed((await prepared()).transaction);
  const first = await send(transaction);
  expect(await send(transaction)).toEqual({ ...first, isReplay: true });
  expect(balances()).toEqual([14_900n, 100n]);
  expect(ledger.store.blocks).toHaveLength(3);
});

test('the same transfer submitted many times at once is mined once, and all hear the same answer', async () => {
  const transaction = signed((await prepared()).transaction);
  const held = gate();
  ledger.store.before = () => held.opened;
  const answers = Array.from({ length: 10 }, () => send(transaction));
  await new Promise((resolve) => setTimeout(resolve, 20));
  answers.push(send(transaction));
  held.open();
  const mined = await Promise.all(answers);
  expect(new Set(mined.map(({ txid, height }) => `${toHex(txid)} ${height}`)).size).toBe(1);
  expect(balances()).toEqual([14_900n, 100n]);
});

test('nothing is reserved: of two transfers prepared from one coin the second is refused', async () => {
  const [one, other] = (await Promise.all([prepared(100n), prepared(200n)])).map(({ transaction }) =>
    signed(transaction),
  );
  expect(await Promise.all([codeOf(send(one!)), codeOf(send(other!))])).toEqual(['mined', 'invalid_transaction']);
  expect(await codeOf(send(other!))).toBe('invalid_transaction');
  expect(balances()).toEqual([14_900n, 100n]);
});

test('change of a block that is not stored yet can be spent by the next', async () => {
  const first = signed((await prepared()).transaction);
  const next = paying({ ...first, inputs: [{ ...first.inputs[0]!, txid: first.id, vout: 1 }] }, [
    { value: 14_900n, pubKeyHash: sha256(bob.publicKey) },
  ]);
  const held = gate();
  ledger.store.before = () => held.opened;
  const outcomes = [codeOf(send(first))];
  await new Promise((resolve) => setTimeout(resolve, 20));
  outcomes.push(codeOf(send(next)));
  held.open();
  expect(await Promise.all(outcomes)).toEqual(['mined', 'mined']);
  expect(balances()).toEqual([0n, 15_000n]);
});

const toBob = (value: bigint) => ({ value, pubKeyHash: sha256(bob.publicKey) });

test.each<[string, (transaction: Transaction) => Transaction]>([
  [
    'a payment that was raised after signing',
    (transaction) => ({ ...signed(transaction), outputs: [toBob(101n), toBob(14_899n)] }),
  ],
  [
    'a payment raised under the old signature and a new ID',
    (transaction) => {
      const outputs = [toBob(15_000n)];
      return { ...signed(transaction), outputs, id: transactionId(transaction.inputs, outputs) };
    },
  ],
  ['more paid than collected', (transaction) => paying(transaction, [toBob(15_001n)])],
  ['less paid than collected', (transaction) => paying(transaction, [toBob(14_999n)])],
  ['nothing paid', (transaction) => paying(transaction, [])],
  ['an output of zero', (transaction) => paying(transaction, [toBob(15_000n), toBob(0n)])],
  ['no signature', (transaction) => transaction],
  ["a stranger's signature", (transaction) => signed(transaction, bob)],
  [
    'an input that repeats',
    (transaction) =>
      paying({ ...transaction, inputs: [...transaction.inputs, ...transaction.inputs] }, [toBob(30_000n)]),
  ],
  [
    'an input that does not exist',
    (transaction) => paying({ ...transaction, inputs: [{ ...transaction.inputs[0]!, vout: 9 }] }, [toBob(1n)]),
  ],
  ['a coinbase', () => coinbaseTransaction(sha256(bob.publicKey), 'money from nowhere')],
  [
    'a coinbase input beside a real one',
    (transaction) => {
      const real = signed(transaction);
      return { ...real, inputs: [...real.inputs, coinbaseTransaction(sha256(bob.publicKey), 'x').inputs[0]!] };
    },
  ],
  [
    'an outpoint of 31 bytes',
    (transaction) => {
      const real = signed(transaction);
      return { ...real, inputs: [{ ...real.inputs[0]!, txid: Buffer.alloc(31) }] };
    },
  ],
])('%s is an invalid transaction', async (_, make) => {
  expect(await codeOf(send(make((await prepared()).transaction)))).toBe('invalid_transaction');
  expect(balances()).toEqual([15_000n, 0n]);
  expect(ledger.log.types.at(-1)).toBe('transaction_refused');
});

test('a copy with a false signature is not in the way of the true one', async () => {
  const { transaction } = await prepared();
  const outcomes = [codeOf(send(signed(transaction, bob))), codeOf(send(signed(transaction)))];
  expect(await Promise.all(outcomes)).toEqual(['invalid_transaction', 'mined']);
});

test('a transfer that is mined between two looks of a second submission is answered as mined', async () => {
  const transaction = signed((await prepared()).transaction);
  const look = ledger.store.transaction.bind(ledger.store);
  let looks = 0;
  ledger.store.transaction = async (txid) => {
    const found = await look(txid);
    if (++looks === 2) await first;
    return found;
  };
  const first = send(transaction);
  const second = send(transaction);
  expect(await second).toEqual({ ...(await first), isReplay: true });
  expect(looks).toBe(3);
});

test('preparing refuses in the order that the wire promises', async () => {
  const refusal = (request: Parameters<PrepareTransfer['execute']>[0]) =>
    prepare.execute(request).then(
      () => 'prepared',
      (error: Error) => error.message,
    );
  expect(await refusal({ from: 'x', to: 'y', amount: 0n })).toBe('invalid address');
  expect(await refusal({ from: alice.address, to: 'y', amount: 0n })).toBe('invalid address');
  expect(await refusal({ from: alice.address, to: bob.address, amount: 0n })).toBe('amount must be positive');
  expect(await refusal({ from: alice.address, to: bob.address, amount: 15_001n })).toBe('insufficient funds');
  expect(await refusal({ from: alice.address, to: bob.address, amount: 15_000n })).toBe('prepared');
});
