import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Contract } from '../support/contract.js';
import { type Exchange, LedgerClient, refusal, type Wallet } from '../support/ledger-client.js';
import { describeOnEachStorage } from '../support/running-ledger.js';
import { type RunningServer, startServer } from '../support/server.js';
import { signTransfer } from '../support/sign-transfer.js';

jest.setTimeout(180_000);

const IN_FLIGHT = [409, 'a request with this idempotency key is still being processed\n'];
const REUSED = [422, 'the idempotency key was used for another request\n'];
const INVALID_KEY = [400, 'invalid idempotency key\n'];

const transfer = (from: Wallet, to: string, amount: number) =>
  `{"from":"${from.address}","to":"${to}","amount":${amount},"privKey":"${from.private_key}"}`;

/** The same words from every kind of store. */
function describeKeys(client: () => LedgerClient): void {
  const keyed = (path: string, body: string | object, key: string) =>
    client().post(path, body, { 'Idempotency-Key': key });

  it('answers the same way twice and sends once', async () => {
    const [from, to] = [await client().fundedWallet(), await client().createWallet()];
    const key = randomUUID();
    const first = await keyed('/transactions', transfer(from, to.address, 100), key);
    const again = await keyed('/transactions', transfer(from, to.address, 100), key);
    expect([first.status, first.text]).toEqual([200, '{"status":"transaction mined"}']);
    expect(again.text).toBe(first.text);
    for (const header of ['x-transaction-id', 'x-block-hash']) {
      expect(again.headers.get(header)).toBe(first.headers.get(header));
    }
    expect([first, again].map(({ headers }) => headers.get('idempotency-replayed'))).toEqual([null, 'true']);
    expect(await client().balance(to.address)).toBe(100);
  });

  it('has one effect when it is made twenty times at once', async () => {
    const [from, to] = [await client().fundedWallet(), await client().createWallet()];
    const key = randomUUID();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => keyed('/transactions', transfer(from, to.address, 7), key)),
    );
    const [done, others] = [answers.filter(isDone), answers.filter((answer) => !isDone(answer))];
    expect(done).toHaveLength(1);
    for (const other of others) {
      if (other.status === 200)
        expect(other.headers.get('x-transaction-id')).toBe(done[0]!.headers.get('x-transaction-id'));
      else expect(refusal(other)).toEqual(IN_FLIGHT);
    }
    expect(await client().balance(to.address)).toBe(7);
  });

  it('is replayed whatever has become of the wallet since, and however it is spelled', async () => {
    const [from, to] = [await client().fundedWallet(), await client().createWallet()];
    const key = randomUUID();
    await keyed('/transactions', transfer(from, to.address, 15_000), key);
    const spelled = {
      privKey: from.private_key.toUpperCase(),
      amount: 15_000,
      to: to.address.toUpperCase(),
      from: from.address,
    };
    const again = await keyed('/transactions', { ...spelled, remark: 'unknown fields mean nothing' }, key);
    expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([200, 'true']);
    expect(await client().balance(to.address)).toBe(15_000);
  });

  it.each(['amount', 'to'] as const)('is refused with another %s, and does nothing', async (changed) => {
    const [from, to, other] = [
      await client().fundedWallet(),
      await client().createWallet(),
      await client().createWallet(),
    ];
    const key = randomUUID();
    await keyed('/transactions', transfer(from, to.address, 5), key);
    const body = changed === 'amount' ? transfer(from, to.address, 6) : transfer(from, other.address, 5);
    expect(refusal(await keyed('/transactions', body, key))).toEqual(REUSED);
    const headers = { 'Idempotency-Key': key, Accept: 'application/problem+json' };
    const problem = await client().post('/transactions', body, headers);
    expect([problem.status, problem.json.code]).toEqual([422, 'idempotency_key_reused']);
    expect([await client().balance(to.address), await client().balance(other.address)]).toEqual([5, 0]);
  });

  it("means nothing to another caller, nor to one who does not have the sender's private key", async () => {
    const [one, other, to] = [
      await client().fundedWallet(),
      await client().fundedWallet(),
      await client().createWallet(),
    ];
    const key = randomUUID();
    await keyed('/transactions', transfer(one, to.address, 5), key);
    const independent = await keyed('/transactions', transfer(other, to.address, 5), key);
    expect([independent.status, independent.headers.get('idempotency-replayed')]).toEqual([200, null]);
    const stolen = await keyed(
      '/transactions',
      transfer({ ...one, private_key: other.private_key }, to.address, 5),
      key,
    );
    expect(refusal(stolen)).toEqual([400, 'private key does not match the from address\n']);
    expect(await client().balance(to.address)).toBe(10);
  });

  it('leaves its key unused when it is refused', async () => {
    const [from, to] = [await client().createWallet(), await client().createWallet()];
    const key = randomUUID();
    const refused = await keyed('/transactions', transfer(from, to.address, 5), key);
    expect(refusal(refused)).toEqual([400, 'insufficient funds\n']);
    await client().fund(from.address);
    const later = await keyed('/transactions', transfer(from, to.address, 6), key);
    expect([later.status, later.headers.get('idempotency-replayed')]).toEqual([200, null]);
  });

  it.each([
    ['empty', ''],
    ['256 characters', 'k'.repeat(256)],
    ['with a blank', 'a b'],
    ['not ASCII', 'cl\u00e9'],
  ])('is refused when the key is %s', async (_, key) => {
    const { address } = await client().createWallet();
    for (const path of ['/admin/fund', '/transactions', '/transactions/submit']) {
      const amount = path === '/admin/fund' ? 1 : 'wrong, which is told later';
      expect(refusal(await keyed(path, { address, amount }, key))).toEqual(INVALID_KEY);
    }
    expect(await client().balance(address)).toBe(0);
  });

  it('is refused when it has two keys', async () => {
    const { address } = await client().createWallet();
    expect(refusal(await keyed('/admin/fund', { address, amount: 1 }, 'one, two'))).toEqual(INVALID_KEY);
  });

  it.each([1, 255])('takes a key of %i characters', async (length) => {
    const { address } = await client().createWallet();
    const key = (length === 1 ? '~' : `${randomUUID()}${'!'.repeat(255)}`).slice(0, length);
    const first = await keyed('/admin/fund', { address, amount: 1 }, key);
    const again = await keyed('/admin/fund', { address, amount: 1 }, key);
    expect([first.status, again.headers.get('idempotency-replayed')]).toEqual([200, 'true']);
  });

  it('mints once', async () => {
    const { address } = await client().createWallet();
    const key = randomUUID();
    const [first, again] = [
      await keyed('/admin/fund', { address, amount: 10 }, key),
      await keyed('/admin/fund', { address, amount: 10 }, key),
    ];
    expect(again.json).toEqual(first.json);
    expect(again.headers.get('x-transaction-id')).toBe(first.headers.get('x-transaction-id'));
    expect(refusal(await keyed('/admin/fund', { address, amount: 11 }, key))).toEqual(REUSED);
    expect(await client().balance(address)).toBe(15_000);
  });

  it('may carry the same key to another route', async () => {
    const [from, to] = [await client().createWallet(), await client().createWallet()];
    const key = randomUUID();
    expect((await keyed('/admin/fund', { address: from.address, amount: 1 }, key)).status).toBe(200);
    const sent = await keyed('/transactions', transfer(from, to.address, 1), key);
    expect([sent.status, sent.headers.get('idempotency-replayed')]).toEqual([200, null]);
  });
}

function describeKeysOfSigned(client: () => LedgerClient): void {
  const submit = (signed: object, key: string) =>
    client().post('/transactions/submit', signed, { 'Idempotency-Key': key });

  it('submits a signed transfer once, and refuses another one under its key', async () => {
    const [from, to] = [await client().fundedWallet(2), await client().createWallet()];
    const sign = async (amount: number) => {
      const prepared = await client().post('/transactions/prepare', { from: from.address, to: to.address, amount });
      return signTransfer(prepared.json, from);
    };
    const [signed, other] = [await sign(3), await sign(4)];
    const key = randomUUID();
    const first = await submit(signed, key);
    const again = await submit(signed, key);
    expect([first.status, again.headers.get('idempotency-replayed')]).toEqual([200, 'true']);
    expect(again.headers.get('x-transaction-id')).toBe(first.headers.get('x-transaction-id'));
    expect(refusal(await submit(other, key))).toEqual(REUSED);
    expect(await client().balance(to.address)).toBe(3);
  });

  it('says of a signed transfer that it was mined for another key', async () => {
    const [from, to] = [await client().fundedWallet(2), await client().createWallet()];
    const prepared = await client().post('/transactions/prepare', { from: from.address, to: to.address, amount: 3 });
    const signed = await signTransfer(prepared.json, from);
    const facts = ({ status, headers }: Exchange) => [
      status,
      headers.get('idempotency-replayed'),
      headers.get('x-mined-before'),
    ];
    const keys = Array.from({ length: 4 }, () => randomUUID());
    const answers = await Promise.all(keys.map((key) => submit(signed, key)));
    expect(answers.map(facts).filter(([, replayed]) => replayed === null)).toEqual([[200, null, null]]);
    expect(answers.map(facts).filter(([, , before]) => before === 'true')).toHaveLength(3);
    const own = answers.findIndex(({ headers }) => headers.get('x-mined-before') === null);
    for (const [at, key] of keys.entries()) {
      const again = await submit(signed, key);
      expect(facts(again)).toEqual([200, 'true', at === own ? null : 'true']);
    }
    expect(facts(await client().exchange('POST', '/transactions/submit', signed))).toEqual([200, 'true', null]);
    expect(await client().balance(to.address)).toBe(3);
  });
}

describeOnEachStorage('a request with an Idempotency-Key', (ledger) => {
  describeKeys(() => ledger().client);
  describeKeysOfSigned(() => ledger().client);

  it('is replayed by the server that was started again', async () => {
    const { client } = ledger();
    const [from, to] = [await client.fundedWallet(), await client.createWallet()];
    const headers = { 'Idempotency-Key': randomUUID() };
    const first = await client.post('/transactions', transfer(from, to.address, 9), headers);
    await ledger().restart();
    const again = await ledger().client.post('/transactions', transfer(from, to.address, 9), headers);
    expect(again.headers.get('x-transaction-id')).toBe(first.headers.get('x-transaction-id'));
    expect(await ledger().client.balance(to.address)).toBe(9);
  });
});

describe('a request with an Idempotency-Key, in memory', () => {
  let server: RunningServer;
  let client: LedgerClient;
  beforeAll(async () => {
    server = await startServer({ env: { SERVE: 'ledger', PERSISTENCE: 'memory' } });
    client = new LedgerClient(server.ledgerUrl, await Contract.of(server.ledgerUrl));
  });
  afterAll(() => server?.stop());

  describeKeys(() => client);
  describeKeysOfSigned(() => client);
});

const isDone = ({ status, headers }: Exchange) => status === 200 && headers.get('idempotency-replayed') === null;
