import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { fromHex, toBase64, toHex } from '../../libs/client/crypto/bytes.js';
import {
  addressOf,
  DishonestServer,
  generateKey,
  keySigner,
  publicKeyOf,
  WrongSignature,
} from '../../libs/client/crypto/index.js';
import { readTransaction } from '../../libs/client/crypto/wire-transaction.js';
import { createLedger, type Ledger } from '../../libs/client/index.js';
import { type Lie, LyingProxy } from '../support/lying-proxy.js';
import { type RunningServer, startServer } from '../support/server.js';
import { minedBlock, preparedOf } from '../support/small-ledger.js';

jest.setTimeout(60_000);

const key = generateKey();
const [from = '', to = '', other = '', stranger = ''] = [key, generateKey(), generateKey(), generateKey()].map(
  (secret) => addressOf(publicKeyOf(secret)),
);
const isPrepare = ({ target }: { target: string }) => target.endsWith('/transactions/prepare');
const isSubmit = ({ target }: { target: string }) => target.endsWith('/transactions/submit');
const isTransaction = ({ method, target }: { method: string; target: string }) =>
  method === 'GET' && /\/transactions\/[^/]+$/.test(target);
/** A prepared transfer with these outputs, and with the ID and digest that it then has. */
const paying =
  (...outputs: [address: string, value: bigint][]): Lie =>
  (request, answer) => {
    if (!isPrepare(request)) return undefined;
    const pays = outputs.map(([address, value]) => ({ pubKeyHash: fromHex(address, 32)!, value }));
    const { transaction, digest } = preparedOf({ ...readTransaction(answer.transaction), outputs: pays });
    return { transaction: { ...transaction, Vout: inNumbers(transaction.Vout) }, digest };
  };
const inNumbers = (outputs: readonly { Value: number | bigint; PubKeyHash: string }[]) =>
  outputs.map((output) => ({ ...output, Value: Number(output.Value) }));

describe('a client of a server that lies', () => {
  let server: RunningServer;
  let proxy: LyingProxy;
  let ledger: Ledger;
  beforeAll(async () => {
    server = await startServer({ env: { SERVE: 'ledger', PERSISTENCE: 'memory', LOG_LEVEL: 'warn' } });
    proxy = await LyingProxy.start(server.ledgerUrl);
    ledger = createLedger({ baseUrl: proxy.url });
    for (let round = 0; round < 5; round++) await ledger.fundWallet({ address: from, amount: 15_000n });
  });
  afterEach(() => proxy.tell(() => undefined));
  afterAll(async () => {
    await proxy?.stop();
    await server?.stop();
  });

  it('pays with a key that stays here, when the server is honest', async () => {
    const before = await ledger.getBalance({ address: from });
    const { txid, blockHash, isReplay } = await ledger.transferSigned({ key, from, to, amount: 100n });
    expect([(await ledger.getBalance({ address: to })).balance, isReplay]).toEqual([100n, false]);
    expect((await ledger.getBalance({ address: from })).balance).toBe(before.balance - 100n);
    expect(await ledger.verifyTransaction(txid!)).toMatchObject({ txid, blockHash, bits: 12 });
    const { tip } = await ledger.getChain();
    expect(await ledger.verifyTransaction(txid!, { trustedHash: tip })).toMatchObject({ txid });
    const wire = JSON.stringify(proxy.seen);
    for (const secret of [toHex(key), toBase64(key)]) expect(wire).not.toContain(secret);
  });

  it('pays many at once from one wallet', async () => {
    const before = await ledger.getBalance({ address: from });
    const amounts = [1n, 2n, 14_000n, 3n, 15_000n];
    await Promise.all(amounts.map((amount) => ledger.transferSigned({ key, to: other, amount })));
    expect((await ledger.getBalance({ address: other })).balance).toBe(29_006n);
    expect((await ledger.getBalance({ address: from })).balance).toBe(before.balance - 29_006n);
  });

  it('prepares anew when another program took the coin first, and pays once', async () => {
    const wallet = generateKey();
    const owner = addressOf(publicKeyOf(wallet));
    await ledger.fundWallet({ address: owner, amount: 15_000n });
    const { publicKey, sign } = keySigner(wallet);
    let rival: Promise<unknown> | undefined;
    const slow = {
      publicKey,
      sign: async (digest: Uint8Array) => {
        const another = createLedger({ baseUrl: proxy.url });
        rival ??= another.transferSigned({ key: wallet, to: stranger, amount: 70n });
        await rival;
        return sign(digest);
      },
    };
    proxy.tell(() => undefined);
    await ledger.transferSigned({ signer: slow, to: other, amount: 40n });
    expect((await ledger.getBalance({ address: owner })).balance).toBe(15_000n - 70n - 40n);
    expect([proxy.seen.filter(isPrepare).length, proxy.seen.filter(isSubmit).length]).toEqual([3, 3]);
  });

  it('tells two programs that sign the same transfer at once whose it is, and pays for both where refusals are trusted', async () => {
    const wallet = generateKey();
    const owner = addressOf(publicKeyOf(wallet));
    await ledger.fundWallet({ address: owner, amount: 15_000n });
    const programs = Array.from({ length: 3 }, () => createLedger({ baseUrl: proxy.url }));
    const payments = (terms: object) =>
      Promise.allSettled(
        programs.map((program, at) =>
          program.transferSigned({
            key: wallet,
            to: other,
            amount: 5n,
            idempotencyKey: `${Object.keys(terms).length}-${at}`,
            ...terms,
          }),
        ),
      );
    const paid = async () => 15_000n - (await ledger.getBalance({ address: owner })).balance;
    const outcomes = await payments({});
    const done = outcomes.filter(({ status }) => status === 'fulfilled');
    expect(await paid()).toBe(5n * BigInt(done.length));
    const refusals = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
    for (const refusal of refusals) expect(['mined_before', 'invalid_transaction']).toContain(refusal.code);

    const before = await paid();
    const trusting = await payments({ trustRefusals: true, maxPreparations: 10 });
    expect(trusting.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled']);
    expect((await paid()) - before).toBe(15n);
  });

  it('waits for a device, and for its owner', async () => {
    const { publicKey, sign } = keySigner(key);
    const device = { publicKey, sign: (digest: Uint8Array) => later(300, () => sign(digest)) };
    await ledger.transferSigned({ signer: device, to: stranger, amount: 7n });
    expect((await ledger.getBalance({ address: stranger })).balance).toBe(77n);
    const waiting = ledger.transferSigned({
      signer: device,
      to: stranger,
      amount: 7n,
      signal: AbortSignal.timeout(150),
    });
    await expect(waiting).rejects.toThrow();
    expect((await ledger.getBalance({ address: stranger })).balance).toBe(77n);
  });

  it('submits nothing that the device did not sign rightly', async () => {
    const wrong = { publicKey: publicKeyOf(key), sign: (digest: Uint8Array) => keySigner(generateKey()).sign(digest) };
    await expect(ledger.transferSigned({ signer: wrong, to, amount: 1n })).rejects.toThrow(WrongSignature);
    expect(proxy.seen.filter(isSubmit)).toEqual([]);
  });

  it.each<[string, string, Lie]>([
    ['pays a stranger', 'recipient', paying([stranger, 100n], [from, 14_900n])],
    ['pays more', 'amount', paying([to, 101n], [from, 14_899n])],
    ['sends the change to a stranger', 'change', paying([to, 100n], [stranger, 14_900n])],
    ['keeps the change', 'coin_values', paying([to, 100n])],
    ['keeps a part of the change', 'coin_values', paying([to, 100n], [from, 1n])],
    [
      'gives the digest of another transfer',
      'digest',
      (request, answer) => (isPrepare(request) ? { ...answer, digest: 'ab'.repeat(32) } : undefined),
    ],
    [
      'changes an output and nothing else',
      'transaction_id',
      (request, { transaction, digest }) => {
        if (!isPrepare(request)) return undefined;
        const [paid, change] = transaction.Vout;
        return { transaction: { ...transaction, Vout: [paid, { ...change, Value: change.Value + 1 }] }, digest };
      },
    ],
    [
      'says that a coin holds less, and keeps the rest',
      'coin',
      (request, answer) => {
        if (isPrepare(request)) return paying([to, 100n])(request, answer);
        if (!isTransaction(request)) return undefined;
        const { Vout } = answer.transaction;
        const less = Vout.map((output: object) => ({ ...output, Value: 100 }));
        return { ...answer, transaction: { ...answer.transaction, Vout: less } };
      },
    ],
  ])('signs nothing when it %s (%s)', async (_, check, lie) => {
    const signed: Uint8Array[] = [];
    const { publicKey, sign } = keySigner(key);
    const signer = {
      publicKey,
      sign: (digest: Uint8Array) => {
        signed.push(digest);
        return sign(digest);
      },
    };
    proxy.tell(lie);
    const failure = await ledger.transferSigned({ signer, to, amount: 100n }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(DishonestServer);
    expect(failure).toMatchObject({ code: check });
    expect(proxy.lies).toBeGreaterThan(0);
    expect([signed, proxy.seen.filter(isSubmit)]).toEqual([[], []]);
  });

  describe('about a transaction on the chain', () => {
    let txid: string;
    let second: string;
    beforeAll(async () => {
      txid = (await ledger.transferSigned({ key, to, amount: 5n })).txid!;
      second = (await ledger.transferSigned({ key, to, amount: 6n })).txid!;
    });

    const refused = async (check: string, lie: Lie, options: object = {}) => {
      proxy.tell(lie);
      const failure = await ledger.verifyTransaction(txid, options).catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(DishonestServer);
      expect(failure).toMatchObject({ code: check });
      expect(proxy.lies).toBeGreaterThan(0);
    };

    it('believes no changed output', () =>
      refused('transaction_id', (request, answer) => {
        if (!isTransaction(request)) return undefined;
        const [first, ...rest] = answer.transaction.Vout;
        return { ...answer, transaction: { ...answer.transaction, Vout: [{ ...first, Value: 500 }, ...rest] } };
      }));

    it('believes no other transaction, and no proof of one', async () => {
      const [another, proof] = [
        await ledger.getTransaction({ id: second }),
        await ledger.getTransactionProof({ id: second }),
      ];
      const { transaction } = another;
      const printed = { ...another, transaction: { ...transaction, Vout: inNumbers(transaction.Vout) } };
      await refused('transaction_id', (request) => (isTransaction(request) ? printed : undefined));
      await refused('proof', ({ target }) => (target.endsWith('/proof') ? proof : undefined));
    });

    it('believes no header without the work', async () => {
      const { block_hash: block } = await ledger.getTransactionProof({ id: txid });
      const header = await ledger.getBlockHeader({ index: block });
      const cheap = minedBlock({ ...header, bits: 1 });
      const forged: Lie = ({ target }, answer) => {
        if (target.endsWith('/proof')) return { ...answer, block_hash: cheap.hash };
        return target.includes(cheap.hash) ? cheap : undefined;
      };
      await refused('work', forged);
    });
  });
});

function later<Value>(ms: number, work: () => Value | Promise<Value>): Promise<Value> {
  return new Promise((resolve) => setTimeout(() => resolve(work()), ms));
}
