import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { EventReader } from '../support/event-reader.js';
import { type Exchange, LedgerClient, refusal, succeeded, type Wallet } from '../support/ledger-client.js';
import { prepareProduction } from '../support/production.js';
import { EMBEDDED_AND_SUPABASE, type Ledger, startLedger } from '../support/running-ledger.js';
import { type RunningServer, startServer } from '../support/server.js';
import { verifyWith, WebhookReceiver } from '../support/webhook-receiver.js';

jest.setTimeout(120_000);

const BURNT = createHash('sha256').update('Mizan: what is redeemed has left the balance').digest('hex');

describe.each(['memory', ...EMBEDDED_AND_SUPABASE] as const)('issues on %s', (kind) => {
  let ledger: Pick<Ledger, 'client' | 'dispose'>;
  let client: LedgerClient;
  let wallet: Wallet;

  beforeAll(async () => {
    ledger = await startLedger(kind);
    client = ledger.client;
    wallet = await client.createWallet();
  });
  afterAll(() => ledger?.dispose());

  const propose = (body: object, headers: Record<string, string> = {}) =>
    client.post('/treasury/issues', { address: wallet.address, amount: 1, ...body }, headers);
  const approve = ({ id, hash }: { id: string; hash: string }) =>
    client.post(`/treasury/issues/${id}/approve`, { hash });

  it('mint exactly their amount when they are approved by their hash, and once', async () => {
    const before = succeeded(await client.get('/chain'));
    const order = succeeded(await propose({ amount: 250_000, reference: 'deposit 17' }));
    expect(order).toMatchObject({
      state: 'proposed',
      address: wallet.address,
      amount: 250_000,
      reference: 'deposit 17',
      proposed: { by: 'anonymous' },
      approvals: [],
      rejected: null,
      mined: null,
    });
    const text = JSON.stringify(['issue', order.id, wallet.address, '250000', 'deposit 17']);
    const tag = Buffer.concat([Buffer.from('mizan/treasury/1')], 16);
    expect(order.hash).toBe(createHash('sha256').update(tag).update(text).digest('hex'));
    expect(await client.balance(wallet.address)).toBe(0);
    expect(refusal(await approve({ ...order, hash: 'ab'.repeat(32) }))).toEqual([409, 'the order has another hash\n']);

    const answers = await Promise.all(Array.from({ length: 50 }, () => approve(order)));
    expect(answers.some(({ status }) => status === 200)).toBe(true);
    for (const answer of answers.filter(({ status }) => status !== 200))
      expect(refusal(answer)).toEqual([409, 'the order is being carried out or rejected at the moment\n']);
    const mined = succeeded(await client.get(`/treasury/issues/${order.id}`));
    expect(mined).toMatchObject({ state: 'mined', approvals: [{ by: 'anonymous' }], mined: { by: 'anonymous' } });
    expect(await client.balance(wallet.address)).toBe(250_000);
    const again = await approve(order);
    expect([again.json, again.headers.get('idempotency-replayed')]).toEqual([mined, 'true']);

    const after = succeeded(await client.get('/chain'));
    expect(after).toMatchObject({ issued: before.issued + 250_000, supply: before.supply + 250_000, genesis: 15_000 });
    expect(succeeded(await client.get('/chain/verify'))).toMatchObject({ ok: true, issued: after.issued });
    const { Vin } = succeeded(await client.get(`/transactions/${mined.mined.txid}`)).transaction;
    expect(Buffer.from(Vin[0].PubKey, 'base64').toString()).toBe(`treasury_issue:${order.hash}`);
  });

  it('have a reference that no other has, unless it was rejected', async () => {
    const { id, hash } = succeeded(await propose({ reference: 'deposit 18' }));
    const many = await Promise.all(Array.from({ length: 10 }, () => propose({ reference: 'deposit 19' })));
    expect(many.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(refusal(await propose({ reference: 'deposit 18' }))).toEqual([409, 'another order has this reference\n']);
    const rejected = succeeded(await client.post(`/treasury/issues/${id}/reject`, { reason: 'was reversed' }));
    expect(rejected).toMatchObject({ state: 'rejected', rejected: { by: 'anonymous', reason: 'was reversed' } });
    expect(refusal(await approve({ id, hash }))).toEqual([409, 'this is decided already\n']);
    expect((await propose({ reference: 'deposit 18' })).status).toBe(200);
    const proposed = succeeded(await client.get('/treasury/issues?state=proposed&limit=1'));
    expect(proposed).toMatchObject([{ reference: 'deposit 18', state: 'proposed' }]);
    expect(succeeded(await client.get('/treasury/issues')).length).toBeGreaterThan(3);
  });

  it('are proposed once under an idempotency key', async () => {
    const key = { 'idempotency-key': 'deposit-20' };
    const ask = () => propose({ reference: 'deposit 20' }, key);
    const answers = await Promise.all(Array.from({ length: 10 }, ask));
    expect(new Set(answers.map(({ json }) => json.id)).size).toBe(1);
    expect((await ask()).headers.get('idempotency-replayed')).toBe('true');
    expect((await propose({ reference: 'deposit 21' }, key)).status).toBe(422);
  });

  it('keep the limit of the day, proposed at once', async () => {
    const proposals = Array.from({ length: 12 }, (_, at) => propose({ amount: 100_000, reference: `many ${at}` }));
    const answers = await Promise.all(proposals);
    const taken = answers.filter(({ status }) => status === 200);
    // Of 1000000 units of the day some 250000 are proposed already.
    expect(taken).toHaveLength(7);
    const refused = new Set(answers.filter(({ status }) => status !== 200).map(({ text }) => text));
    expect([...refused]).toEqual(['the limit of the day is reached\n']);
    const { id } = taken[0]!.json;
    succeeded(await client.post(`/treasury/issues/${id}/reject`, { reason: 'makes room' }));
    expect((await propose({ amount: 100_000, reference: 'in its place' })).status).toBe(200);
  });

  it('are redeemed out of the wallet of the treasury, once, and leave the supply', async () => {
    const treasury = succeeded(await client.get('/treasury'));
    expect(treasury).toMatchObject({ balance: 0, approvals: 1, redemption_limit_per_day: 1_000_000 });
    const order = succeeded(await client.post('/treasury/redemptions', { amount: 9_000, reference: 'payment 3' }));
    expect(order).toMatchObject({ state: 'proposed', address: treasury.address, amount: 9_000 });
    const redeem = () => client.post(`/treasury/redemptions/${order.id}/approve`, { hash: order.hash });
    expect(refusal(await redeem())).toEqual([400, 'insufficient funds\n']);
    succeeded(await client.post('/admin/fund', { address: treasury.address, amount: 1 }));
    const before = succeeded(await client.get('/chain'));
    const answers = await Promise.all(Array.from({ length: 20 }, redeem));
    expect(answers.some(({ status }) => status === 200)).toBe(true);
    const { mined } = succeeded(await client.get(`/treasury/redemptions/${order.id}`));
    const after = succeeded(await client.get('/chain'));
    expect(after.redeemed).toBe(9_000);
    expect(after.supply).toBe(before.supply - 9_000);
    expect(after.supply).toBe(after.genesis + after.faucet + after.issued - after.redeemed);
    expect([await client.balance(treasury.address), await client.balance(BURNT)]).toEqual([6_000, 0]);
    const { Vout } = succeeded(await client.get(`/transactions/${mined.txid}`)).transaction;
    expect(Buffer.from(Vout[0].PubKeyHash, 'base64').toString('hex')).toBe(BURNT);
    expect(succeeded(await client.get('/chain/verify'))).toMatchObject({ ok: true, redeemed: 9_000 });
    expect(refusal(await client.get(`/treasury/issues/${order.id}`))).toEqual([404, 'order not found\n']);
  });

  it('are told as events when they are mined, to a webhook too, and of a wallet what is ordered for it', async () => {
    const types = 'types=treasury.order.mined';
    const told = async (query = '') => succeeded(await client.get(`/events?${types}${query}`)).events;
    const { address: treasury } = succeeded(await client.get('/treasury'));
    const [issued, redeemed, ...others] = await told();
    expect(others).toEqual([]);
    expect(issued).toMatchObject({ data: { kind: 'issue', address: wallet.address, reference: 'deposit 17' } });
    expect(redeemed).toMatchObject({ data: { kind: 'redemption', address: treasury, reference: 'payment 3' } });
    const receiver = await WebhookReceiver.start();
    const { address } = await client.createWallet();
    const hook = { url: receiver.url('/ok/orders'), types: ['treasury.order.mined'] };
    const { secret } = (await client.post('/webhooks', hook)).json;
    const reader = await EventReader.open(`${client.url}/api/v1/events?${types}&after=${redeemed.cursor}`);
    const order = succeeded(await propose({ address, amount: 70, reference: 'deposit 22' }));
    const { mined } = succeeded(await approve(order));
    const data = { order: order.id, kind: 'issue', address, amount: 70, reference: 'deposit 22', txid: mined.txid };
    const event = { id: `order-${order.id}`, type: 'treasury.order.mined', data };
    const [heard] = await reader.hear(1);
    expect(heard).toMatchObject(event);
    await reader.close();
    const [delivered] = await receiver.until('/ok/orders', 1);
    verifyWith(secret, delivered!);
    expect(delivered!.event).toEqual(heard);
    await receiver.stop();
    expect(await told()).toEqual([issued, redeemed, heard]);
    expect(await told(`&address=${address}`)).toEqual([heard]);
    expect(await told(`&address=${treasury}`)).toEqual([redeemed]);
    const ofWallet = succeeded(await client.get(`/events?address=${address}`)).events;
    const names = ofWallet.map(({ type }: { type: string }) => type);
    expect(names).toEqual(['transaction.mined', 'wallet.credited', 'treasury.order.mined']);
  });

  it('say what is wrong', async () => {
    const refused = async (body: object) => refusal(await propose(body));
    expect(await refused({ reference: 'x', address: 'ab' })).toEqual([400, 'invalid address\n']);
    expect(await refused({ reference: 'x', address: BURNT })).toEqual([400, 'invalid address\n']);
    expect(await refused({ reference: 'x', amount: 0 })).toEqual([400, 'amount must be positive\n']);
    expect(await refused({ reference: '  ' })).toEqual([400, 'reference must be a text of 1 to 64 characters\n']);
    expect(await refused({ reference: 5 })).toEqual([400, 'invalid request body\n']);
    expect(await refused({ reference: 'x', amount: 10 ** 18 + 1000 })).toEqual([409, 'the supply cap is reached\n']);
    expect(refusal(await client.get('/treasury/issues/nothing'))).toEqual([404, 'order not found\n']);
    const { address } = await client.createWallet();
    expect(refusal(await client.post('/admin/fund', { address: BURNT, amount: 1 }))).toEqual([
      400,
      'invalid address\n',
    ]);
    const transfer = { from: address, to: BURNT, amount: 1 };
    expect(refusal(await client.post('/transactions/prepare', transfer))).toEqual([400, 'invalid address\n']);
  });
});

describe('the treasury in production', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'mizan-treasury-'));
  const tokens = { amina: `mizan_admin_${'a'.repeat(43)}`, bilal: `mizan_admin_${'b'.repeat(43)}` };
  const hashed = (name: keyof typeof tokens) => `${name}:${createHash('sha256').update(tokens[name]).digest('hex')}`;
  const as = (name: keyof typeof tokens) => ({ authorization: `Bearer ${tokens[name]}` });
  let server: RunningServer;
  let client: LedgerClient;

  beforeAll(async () => {
    const administrators = `${hashed('amina')},${hashed('bilal')}`;
    const { env } = prepareProduction(dataDir, { SERVE: 'ledger', ADMIN_TOKEN_HASH: administrators });
    server = await startServer({ dataDir, env: { ...env, TREASURY_ISSUE_LIMIT_PER_DAY: '1000' } });
    client = new LedgerClient(server.ledgerUrl);
  });
  afterAll(async () => {
    await server?.stop();
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 3 });
  });

  it('brings money in without a faucet, when two administrators have approved', async () => {
    const address = 'ab'.repeat(32);
    const body = { address, amount: 700, reference: 'deposit 1' };
    expect((await client.post('/treasury/issues', body)).status).toBe(401);
    const { id, hash } = succeeded(await client.post('/treasury/issues', body, as('amina')));
    const approve = (name: keyof typeof tokens) => client.post(`/treasury/issues/${id}/approve`, { hash }, as(name));
    expect(succeeded(await approve('amina'))).toMatchObject({ state: 'proposed' });
    expect(refusal(await approve('amina'))).toEqual([409, 'you have approved this order already\n']);
    expect(succeeded(await approve('bilal'))).toMatchObject({ state: 'mined', mined: { by: 'administrator:bilal' } });
    expect(succeeded(await client.get('/chain'))).toMatchObject({
      supply: 15_700,
      faucet: 0,
      issued: 700,
      redeemed: 0,
    });
    expect(refusal(await client.get('/events?types=treasury.order.mined'))[0]).toBe(401);
    expect(succeeded(await client.get('/events')).events.at(-1)).toMatchObject({ type: 'transaction.mined' });
    const { events } = succeeded(await client.get('/events?types=treasury.order.mined', as('amina')));
    expect(events).toMatchObject([
      { data: { order: id, kind: 'issue', address, amount: 700, reference: 'deposit 1' } },
    ]);
    const second = await client.post('/treasury/issues', { ...body, amount: 301, reference: 'deposit 2' }, as('bilal'));
    expect(refusal(second)).toEqual([409, 'the limit of the day is reached\n']);
  });

  it('takes keys with the scope, within what they are bound to', async () => {
    const bound = { name: 'bank', scopes: ['issue'], limit_per_day: 100, addresses: ['cd'.repeat(32)] };
    const key = (await client.post('/admin/keys', bound, as('amina'))).json.key;
    const propose = (body: object): Promise<Exchange> =>
      client.post('/treasury/issues', { address: 'cd'.repeat(32), ...body }, { authorization: `Bearer ${key}` });
    expect(refusal(await propose({ address: 'ab'.repeat(32), amount: 1, reference: 'k1' }))).toEqual([
      403,
      'this key may not pay to this address\n',
    ]);
    const made = succeeded(await propose({ amount: 100, reference: 'k2' }));
    expect(made.proposed.by).toBe('administrator:amina');
    expect(refusal(await propose({ amount: 1, reference: 'k3' }))[0]).toBe(403);
  });
});
