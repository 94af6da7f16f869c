import fc from 'fast-check';
import { preparedOf, Refusal, SmallLedger } from '../../../test/support/small-ledger.js';
import { DishonestServer } from '../errors/dishonest-server.js';
import { OutcomeUnknown } from '../errors/mizan-error.js';
import { WrongSignature } from '../errors/wrong-signature.js';
import { fromHex, toBase64, toHex } from './bytes.js';
import type { WirePrepared } from './check-prepared.js';
import { addressOf, generateKey, publicKeyOf } from './keys.js';
import { keySigner } from './signer.js';
import type { Transaction } from './transaction.js';
import { transferSigned } from './transfer-signed.js';
import { readTransaction } from './wire-transaction.js';

const key = generateKey();
const [from, to, stranger] = [key, generateKey(), generateKey()].map((secret) => addressOf(publicKeyOf(secret))) as [
  string,
  string,
  string,
];
const hashOf = (address: string) => fromHex(address, 32)!;

/** A ledger whose wallets hold coins, and a coin of a stranger. */
function funded(...values: bigint[]): SmallLedger {
  const ledger = new SmallLedger();
  ledger.fund(from, ...values);
  ledger.fund(stranger, 1_000n);
  return ledger;
}

/** Every signature that leaves the client, and what it was of. */
function watched() {
  const signed: string[] = [];
  const { sign, publicKey } = keySigner(key);
  return {
    signed,
    signer: {
      publicKey,
      sign: (digest: Uint8Array) => {
        signed.push(toHex(digest));
        return sign(digest);
      },
    },
  };
}

describe('a transfer that is signed here', () => {
  it('pays exactly the amount, and the rest comes back', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.bigInt(1n, 2n ** 60n), { minLength: 1, maxLength: 6 }),
        fc.bigInt(),
        async (values, part) => {
          const total = values.reduce((sum, value) => sum + value, 0n);
          const amount = (part < 0n ? -part : part) % total || total;
          const ledger = funded(...values);
          expect((await transferSigned(ledger, { key, to, amount })).status).toBe('transaction mined');
          expect([ledger.balance(to), ledger.balance(from)]).toEqual([amount, total - amount]);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('may go to the sender', async () => {
    const ledger = funded(500n);
    await transferSigned(ledger, { key: toHex(key), from: from.toUpperCase(), to: from, amount: 200n });
    expect(ledger.balance(from)).toBe(500n);
  });

  it('may be one of many at once, which follow one another', async () => {
    const ledger = funded(100n, 300n, 500n);
    const payments = [20n, 250n, 400n, 30n, 50n].map((amount) => transferSigned(ledger, { key, to, amount }));
    payments.push(transferSigned(ledger, { key, to, amount: 10_000n }).catch((error: Refusal) => error as never));
    const abandoned = transferSigned(ledger, { key, to, amount: 1n, signal: AbortSignal.abort(new Error('enough')) });
    await expect(abandoned).rejects.toThrow('enough');
    expect(await Promise.all(payments)).toHaveLength(6);
    await transferSigned(ledger, { key, to, amount: 50n });
    expect([ledger.balance(to), ledger.balance(from), ledger.submissions.length]).toEqual([800n, 100n, 6]);
  });

  it('is not begun with a key of another wallet, or terms that are none', async () => {
    const ledger = funded(500n);
    const transfer = { key, from, to, amount: 1n };
    for (const change of [{ from: stranger }, { to: 'x' }, { amount: 0n }, { amount: 1 }, { key: 'x' }]) {
      await expect(transferSigned(ledger, { ...transfer, ...change } as never)).rejects.toThrow(TypeError);
    }
    expect(ledger.submissions).toEqual([]);
  });

  it('is not submitted with a wrong signature of a device', async () => {
    const ledger = funded(500n);
    const signer = { publicKey: publicKeyOf(key), sign: (digest: Uint8Array) => keySigner(generateKey()).sign(digest) };
    await expect(transferSigned(ledger, { signer, to, amount: 1n })).rejects.toThrow(WrongSignature);
    expect(ledger.submissions).toEqual([]);
  });
});

/** What a server could prepare in place of what was asked. The true one spends a coin of 500 and pays 100. */
type Lie = (transaction: Transaction) => Transaction;
const pays =
  (...outputs: [string, bigint][]): Lie =>
  ({ inputs }) => ({
    inputs,
    outputs: outputs.map(([address, value]) => ({ pubKeyHash: hashOf(address), value })),
  });
const LIES: [what: string, check: string, lie: Lie][] = [
  ['another recipient', 'recipient', pays([stranger, 100n], [from, 400n])],
  ['no payment', 'recipient', pays([from, 500n])],
  ['more than the amount', 'amount', pays([to, 101n], [from, 399n])],
  ['less than the amount', 'amount', pays([to, 99n], [from, 401n])],
  ['the payment and the change swapped', 'amount', pays([to, 400n], [from, 100n])],
  ['the change to the recipient', 'change', pays([to, 100n], [to, 400n])],
  ['the change to a stranger', 'change', pays([to, 100n], [stranger, 400n])],
  ['a part of the change to a stranger', 'outputs', pays([to, 100n], [from, 1n], [stranger, 399n])],
  ['the change in crumbs', 'outputs', pays([to, 100n], [from, 200n], [from, 200n])],
  ['no change', 'coin_values', pays([to, 100n])],
  ['a part of the change', 'coin_values', pays([to, 100n], [from, 399n])],
  ['more change than there is', 'coin_values', pays([to, 100n], [from, 401n])],
  ['no outputs', 'form', pays()],
  ['no inputs', 'form', ({ outputs }) => ({ inputs: [], outputs })],
  ['a coin twice', 'inputs', ({ inputs, outputs }) => ({ inputs: [...inputs, ...inputs], outputs })],
  [
    'a coinbase',
    'inputs',
    ({ outputs }) => ({ inputs: [{ ...COINBASE_INPUT, publicKey: Uint8Array.of(1) }], outputs }),
  ],
  [
    'an output that does not exist',
    'coin',
    ({ inputs, outputs }) => ({ inputs: [{ ...inputs[0]!, vout: 9 }], outputs }),
  ],
  [
    'a transaction that does not exist',
    'coin',
    ({ inputs, outputs }) => ({ inputs: [{ ...inputs[0]!, txid: new Uint8Array(32) }], outputs }),
  ],
];
const COINBASE_INPUT = { txid: new Uint8Array(), vout: -1, signature: null };

describe('a server that prepares another transfer is found out before anything is signed:', () => {
  const refused = async (check: string, change: (ledger: SmallLedger) => void) => {
    const ledger = funded(500n);
    change(ledger);
    const { signer, signed } = watched();
    const failure = await transferSigned(ledger, { signer, to, amount: 100n }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(DishonestServer);
    expect(failure).toMatchObject({ code: check });
    expect([signed, ledger.submissions]).toEqual([[], []]);
  };
  const changing = (change: (prepared: WirePrepared) => WirePrepared) => (ledger: SmallLedger) => {
    const prepare = ledger.prepareTransfer.bind(ledger);
    ledger.prepareTransfer = async (request) => change(await prepare(request));
  };

  it.each(LIES)('%s (%s)', (_, check, lie) =>
    refused(
      check,
      changing(({ transaction }) => preparedOf(lie(readTransaction(transaction)))),
    ),
  );

  it('a coin of a stranger', () =>
    refused('coin_owner', (ledger) => {
      ledger.fund(stranger, 500n);
      const prepare = ledger.prepareTransfer.bind(ledger);
      ledger.prepareTransfer = async (request) => {
        const other = readTransaction((await prepare({ ...request, from: stranger })).transaction);
        return preparedOf({ ...other, outputs: readTransaction((await prepare(request)).transaction).outputs });
      };
    }));

  it('the digest of another transfer', () =>
    refused(
      'digest',
      changing((prepared) => ({ ...prepared, digest: 'ab'.repeat(32) })),
    ));

  it('the ID of another transfer', () =>
    refused(
      'transaction_id',
      changing(({ transaction, digest }) => ({
        transaction: { ...transaction, ID: toBase64(new Uint8Array(32)) },
        digest,
      })),
    ));

  it('nothing that can be read', () =>
    refused(
      'form',
      changing(() => ({}) as never),
    ));

  it('a coin that is said to hold less than it does', () =>
    refused('coin', (ledger) => {
      changing(({ transaction }) => preparedOf(pays([to, 100n])(readTransaction(transaction))))(ledger);
      const find = ledger.getTransaction.bind(ledger);
      ledger.getTransaction = async (request) => {
        const { transaction } = await find(request);
        return { transaction: { ...transaction, Vout: [{ ...transaction.Vout[0]!, Value: 100n }] } };
      };
    }));
});

it('a swallowed change goes through only for a caller who trusts the values of coins', async () => {
  const ledger = funded(500n);
  const prepare = ledger.prepareTransfer.bind(ledger);
  ledger.prepareTransfer = async (request) =>
    preparedOf(pays([to, 100n])(readTransaction((await prepare(request)).transaction)));
  await transferSigned(ledger, { key, to, amount: 100n, trustCoinValues: true });
  expect(ledger.submissions).toHaveLength(1);
});

/** Of another program, which does not wait for this one. */
const otherClientOf = (ledger: SmallLedger): SmallLedger => Object.create(ledger);

describe('when another transfer takes the coins first', () => {
  /** Runs `between` after the first preparation. */
  const disturbed = (ledger: SmallLedger, between: () => Promise<unknown>) => {
    const prepare = ledger.prepareTransfer.bind(ledger);
    let calls = 0;
    ledger.prepareTransfer = async (request) => {
      const prepared = await prepare(request);
      if (++calls === 1) {
        ledger.prepareTransfer = prepare;
        await between();
      }
      return prepared;
    };
  };

  it('it is prepared anew from the change of that transfer, with the same key', async () => {
    const ledger = funded(500n);
    disturbed(ledger, () => transferSigned(otherClientOf(ledger), { key, to: stranger, amount: 50n }));
    await transferSigned(ledger, { key, to, amount: 100n });
    expect([ledger.balance(to), ledger.balance(from)]).toEqual([100n, 350n]);
    const keys = ledger.submissions.slice(1).map(({ idempotencyKey }) => idempotencyKey);
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(1);
  });

  it('it is refused where both could be mined in the end, and so paid twice', async () => {
    const ledger = funded(500n, 600n);
    disturbed(ledger, () => transferSigned(otherClientOf(ledger), { key, to: stranger, amount: 450n }));
    await expect(transferSigned(ledger, { key, to, amount: 100n })).rejects.toThrow('invalid_transaction');
    expect(ledger.balance(to)).toBe(0n);
  });

  it('it is prepared anew from other coins for a caller who trusts refusals', async () => {
    const ledger = funded(500n, 600n);
    disturbed(ledger, () => transferSigned(otherClientOf(ledger), { key, to: stranger, amount: 450n }));
    await transferSigned(ledger, { key, to, amount: 100n, trustRefusals: true });
    expect(ledger.balance(to)).toBe(100n);
  });

  it('a server that keeps what it refused is given nothing else to mine', async () => {
    const ledger = funded(500n, 600n);
    const submit = ledger.submitTransfer.bind(ledger);
    ledger.submitTransfer = async (submission) => {
      await submit(submission);
      throw new Refusal(400, 'invalid_transaction');
    };
    await expect(transferSigned(ledger, { key, to, amount: 100n })).rejects.toThrow('invalid_transaction');
    expect([ledger.balance(to), ledger.submissions.length]).toEqual([100n, 1]);
  });

  it('it is prepared anew a bounded number of times', async () => {
    const ledger = funded(500n);
    ledger.submitTransfer = async (submission) => {
      ledger.submissions.push(submission);
      throw new Refusal(400, 'invalid_transaction');
    };
    await expect(transferSigned(ledger, { key, to, amount: 100n })).rejects.toThrow('invalid_transaction');
    expect(ledger.submissions).toHaveLength(3);
    await expect(transferSigned(ledger, { key, to, amount: 100n, maxPreparations: 1 })).rejects.toThrow();
    expect(ledger.submissions).toHaveLength(4);
  });
});

it('a transfer whose outcome is not known is named, so that it can be looked for', async () => {
  const ledger = funded(500n);
  const submit = ledger.submitTransfer.bind(ledger);
  let mined = '';
  ledger.submitTransfer = async (submission) => {
    mined = (await submit(submission)).txid;
    throw new OutcomeUnknown({ status: 0, code: 'timeout', detail: 'no answer in time' }, submission.idempotencyKey);
  };
  const failure = await transferSigned(ledger, { key, to, amount: 1n }).catch((error: unknown) => error);
  const { idempotencyKey } = ledger.submissions[0]!;
  expect(failure).toBeInstanceOf(OutcomeUnknown);
  expect(failure).toMatchObject({ txid: mined, idempotencyKey, code: 'timeout', message: 'no answer in time' });
});

it('a coin of a block that is still being stored is read again', async () => {
  const ledger = funded(500n);
  const find = ledger.getTransaction.bind(ledger);
  let looks = 0;
  ledger.getTransaction = async (request) => {
    if (++looks < 3) throw new Refusal(404, 'transaction_not_found');
    return find(request);
  };
  await transferSigned(ledger, { key, to, amount: 100n });
  expect([looks, ledger.balance(to)]).toEqual([3, 100n]);
});
