import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type LedgerClient, refusal, succeeded } from '../support/ledger-client.js';
import { registerAndLogIn, type SessionUser } from '../support/people.js';
import { EMBEDDED_AND_SUPABASE, type Ledger, startLedger } from '../support/running-ledger.js';
import { signTransfer } from '../support/sign-transfer.js';

jest.setTimeout(120_000);

const PAID = [409, 'the payment request has been paid\n'];

describe.each(['memory', ...EMBEDDED_AND_SUPABASE] as const)('payment requests on %s', (kind) => {
  let ledger: Pick<Ledger, 'client' | 'dispose'>;
  let client: LedgerClient;
  let shop: SessionUser;
  let asha: SessionUser;

  beforeAll(async () => {
    ledger = await startLedger(kind);
    client = ledger.client;
    shop = await registerAndLogIn(client, 'Shop', 1);
    asha = await registerAndLogIn(client, 'Asha', 2);
    await client.fund(asha.address);
  });
  afterAll(() => ledger?.dispose());

  const ask = async (body: object, headers: Record<string, string> = {}) =>
    succeeded(await client.post('/requests', body, { ...shop.session, ...headers }));
  const look = async (id: string, headers: Record<string, string> = {}) =>
    succeeded(await client.get(`/requests/${id}`, headers));
  const pay = (request: string, amount: number, more: object = {}) =>
    client.post('/transactions', { to: shop.address, amount, request, ...more }, asha.session);

  it('are shown to who knows their ID, and paid once', async () => {
    const made = await ask({ amount: 100, note: 'two <b>books</b>', reference: 'order-1042', expires_in: 3600 });
    const { id, address, checksummed_address, uri, qr, created_at, expires_at } = made;
    expect(made).toMatchObject({ state: 'open', amount: 100, paid_units: 0, paid: null, reference: 'order-1042' });
    expect([address, checksummed_address]).toEqual([shop.address, shop.checksummed]);
    expect(uri).toBe(`mizan:${shop.checksummed}?amount=100&request=${id}`);
    expect(qr).toMatch(/^<svg .*<\/svg>$/s);
    expect(Date.parse(expires_at) - Date.parse(created_at)).toBe(3_600_000);
    const { reference: _reference, ...open } = made;
    expect(await look(id.toUpperCase())).toEqual(open);
    expect(await look(id, asha.session)).toEqual(open);
    expect(await look(id, shop.session)).toEqual(made);

    const payment = await pay(id, 100, { note: 'with thanks' });
    succeeded(payment);
    const txid = payment.headers.get('x-transaction-id')!;
    expect(await look(id)).toMatchObject({ state: 'paid', paid_units: 100, paid: { txid } });
    expect(refusal(await pay(id, 100))).toEqual(PAID);
    const { events } = succeeded(await client.get(`/events?types=request.paid&address=${shop.address}`));
    const data = { request: id, address, amount: 100, paid: 100, reference: 'order-1042', txid };
    expect(events).toMatchObject([{ id: `request-${id}`, type: 'request.paid', data }]);
    expect(succeeded(await client.get('/events?types=request.paid')).events).toEqual(events);
    expect(succeeded(await client.get(`/events?types=request.paid&address=${asha.address}`)).events).toEqual([]);
    const all = succeeded(await client.get(`/events?address=${shop.address}`)).events.map(
      ({ type }: { type: string }) => type,
    );
    expect(all.slice(-3)).toEqual(['transaction.mined', 'wallet.credited', 'request.paid']);
  });

  it('are paid by as many transfers as it takes, and by no more', async () => {
    const { id } = await ask({ amount: 10 });
    succeeded(await pay(id, 4));
    expect(await look(id)).toMatchObject({ state: 'underpaid', paid_units: 4, paid: null });
    // What its payer signs counts as well, and as much as goes to the wallet that asked.
    const prepared = succeeded(
      await client.post('/transactions/prepare', { from: asha.address, to: shop.address, amount: 9 }),
    );
    const signed = await signTransfer(prepared, { private_key: asha.privateKey });
    const submitted = await client.post('/transactions/submit', { ...signed, request: id });
    succeeded(submitted);
    const txid = submitted.headers.get('x-transaction-id');
    expect(await look(id)).toMatchObject({ state: 'overpaid', paid_units: 13, paid: { txid } });
    succeeded(await client.post('/transactions/submit', { ...signed, request: id }));
    expect(await look(id)).toMatchObject({ paid_units: 13 });
    expect(refusal(await pay(id, 1))).toEqual(PAID);
  });

  it('take one of twenty payments at once', async () => {
    const { id } = await ask({ amount: 5 });
    const [shopHad, ashaHad] = [await client.balance(shop.address), await client.balance(asha.address)];
    const answers = await Promise.all(Array.from({ length: 20 }, () => pay(id, 5)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(19);
    expect(await client.balance(shop.address)).toBe(shopHad + 5);
    expect(await client.balance(asha.address)).toBe(ashaHad - 5);
  });

  it('answer a repetition with its key as before, though they are paid', async () => {
    const { id } = await ask({ amount: 3 });
    const body = { to: shop.address, amount: 3, request: id };
    const headers = { ...asha.session, 'idempotency-key': `pay-${kind}` };
    const first = await client.post('/transactions', body, headers);
    const again = await client.post('/transactions', body, headers);
    expect([first.status, again.status, again.headers.get('idempotency-replayed')]).toEqual([200, 200, 'true']);
    expect(again.headers.get('x-transaction-id')).toBe(first.headers.get('x-transaction-id'));
    const other = await ask({ amount: 3 });
    expect((await client.post('/transactions', { ...body, request: other.id }, headers)).status).toBe(422);
  });

  it('are not paid when they have expired or were withdrawn, nor to another wallet', async () => {
    const before = await client.balance(asha.address);
    const brief = await ask({ amount: 1, expires_in: 1 });
    const other = await client.createWallet();
    expect((await pay(brief.id, 1, { to: other.address })).text).toMatch(/does not pay the wallet/);
    const own = { to: shop.address, amount: 1, request: brief.id };
    expect((await client.post('/transactions', own, shop.session)).text).toMatch(/does not pay the wallet/);
    await sleep(1_100);
    expect(await look(brief.id)).toMatchObject({ state: 'expired' });
    expect(refusal(await pay(brief.id, 1))).toEqual([409, 'the payment request has expired\n']);
    const { id } = await ask({ amount: 1 });
    const cancel = (headers: Record<string, string>) => client.post(`/requests/${id}/cancel`, undefined, headers);
    expect(refusal(await cancel(asha.session))).toEqual([404, 'payment request not found\n']);
    for (let times = 0; times < 2; times++) expect(succeeded(await cancel(shop.session)).state).toBe('cancelled');
    expect(refusal(await pay(id, 1))).toEqual([409, 'the payment request was cancelled\n']);
    for (const unknown of ['x', '00000000-0000-4000-8000-000000000000']) {
      expect(refusal(await pay(unknown, 1))).toEqual([404, 'payment request not found\n']);
      expect((await client.get(`/requests/${unknown}`)).status).toBe(404);
    }
    expect(await client.balance(asha.address)).toBe(before);
  });

  it('are made once for a key, listed to their owner, and refused when they are none', async () => {
    const key = { 'idempotency-key': `ask-${kind}` };
    const first = await ask({ amount: 2, note: 'x' }, key);
    expect(await ask({ amount: 2, note: 'x' }, key)).toEqual(first);
    expect((await client.post('/requests', { amount: 2 }, { ...shop.session, ...key })).status).toBe(422);
    const together = await Promise.all(
      Array.from({ length: 5 }, () => ask({ amount: 9 }, { 'idempotency-key': `at-once-${kind}` })),
    );
    expect(new Set(together.map(({ id }) => id)).size).toBe(1);

    const listed = succeeded(await client.get('/requests', shop.session));
    const page = await client.get('/requests?limit=2', shop.session);
    expect(page.json).toEqual(listed.slice(0, 2));
    expect(page.headers.get('link')).toMatch(/rel="next"/);
    expect(listed[0].id).toBe(together[0].id);
    expect(listed.at(-1)).toMatchObject({ state: 'paid', reference: 'order-1042' });
    expect(succeeded(await client.get('/requests', asha.session))).toEqual([]);
    for (const [body, text] of [
      [{ amount: 0 }, 'amount must be positive'],
      [{}, 'amount must be positive'],
      [{ amount: 1.5 }, 'invalid request body'],
      [{ amount: 1, note: ' ' }, 'note must be a text of 1 to 140 characters'],
      [{ amount: 1, reference: 'x'.repeat(65) }, 'reference must be a text of 1 to 64 characters'],
      [{ amount: 1, expires_in: 0 }, 'expires_in must be 1 to 31536000 seconds'],
    ] as const) {
      expect(refusal(await client.post('/requests', body, shop.session))).toEqual([400, `${text}\n`]);
    }
    expect((await client.post('/requests', { amount: 1 })).status).toBe(401);
    expect(succeeded(await client.get('/chain/verify'))).toMatchObject({ ok: true });
  });
});
