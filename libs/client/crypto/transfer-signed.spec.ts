import fc from 'fast-check';
import { Refusal, SmallLedger } from '../../../test/support/small-ledger.js';
import { OutcomeUnknown } from '../errors/mizan-error.js';
import { WrongSignature } from '../errors/wrong-signature.js';
import { toHex } from './bytes.js';
import { addressOf, generateKey, publicKeyOf } from './keys.js';
import { keySigner } from './signer.js';
import { transferSigned } from './transfer-signed.js';

const key = generateKey();
const [from = '', to = '', stranger = ''] = [key, generateKey(), generateKey()].map((secret) =>
  addressOf(publicKeyOf(secret)),
);

/** A ledger whose wallets hold coins, and a coin of a stranger. */
function funded(...values: bigint[]): SmallLedger {
  const ledger = new SmallLedger();
  ledger.fund(from, ...values);
  ledger.fund(stranger, 1_000n);
  return ledger;
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

  it('takes a note and the request that it pays to the ledger, beside what is signed', async () => {
    const ledger = funded(500n);
    await transferSigned(ledger, { key, to, amount: 20n, note: 'two books', request: 'an ID' });
    await transferSigned(ledger, { key, to, amount: 20n });
    expect(ledger.submissions[0]).toMatchObject({ note: 'two books', request: 'an ID' });
    expect(Object.keys(ledger.submissions[1]!)).not.toEqual(expect.arrayContaining(['note']));
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
