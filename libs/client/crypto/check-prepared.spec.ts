import { preparedOf, SmallLedger } from '../../../test/support/small-ledger.js';
import { DishonestServer } from '../errors/dishonest-server.js';
import { fromHex, toBase64, toHex } from './bytes.js';
import type { WirePrepared } from './check-prepared.js';
import { addressOf, generateKey, publicKeyOf } from './keys.js';
import { keySigner } from './signer.js';
import type { Transaction } from './transaction.js';
import { transferSigned } from './transfer-signed.js';
import { readTransaction } from './wire-transaction.js';

const key = generateKey();
const [from = '', to = '', stranger = ''] = [key, generateKey(), generateKey()].map((secret) =>
  addressOf(publicKeyOf(secret)),
);
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
