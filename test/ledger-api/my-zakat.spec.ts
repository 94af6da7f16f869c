import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type LedgerClient, refusal, succeeded } from '../support/ledger-client.js';
import { recordNisab } from '../support/record-nisab.js';
import { EMBEDDED_AND_SUPABASE, Ledger } from '../support/running-ledger.js';

jest.setTimeout(60_000);

const TODAY = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Karachi' }).format(Date.now());
const DATE = /^\d{4}-\d\d-\d\d$/;

describe.each(EMBEDDED_AND_SUPABASE)('what owners see of their zakat, on %s', (kind) => {
  let ledger: Ledger;
  let client: LedgerClient;
  let address: string;
  let session: { authorization: string };

  beforeAll(async () => {
    ledger = await Ledger.start(kind, { ZAKAT_WALLET_ADDRESS: 'ab'.repeat(32) });
    client = ledger.client;
    const email = 'amina@example.org';
    const person = { full_name: 'Amina Khan', email, cnic: '35202-1234567-1' };
    address = succeeded(await client.post('/register', person)).wallet_address;
    await client.fund(address);
    const { json: code } = await client.post('/auth/request-otp', { email });
    session = { authorization: `Bearer ${(await client.post('/auth/verify-otp', code)).json.token}` };
  }, 120_000);
  afterAll(() => ledger?.dispose());

  const mine = async () => succeeded(await client.get('/me/zakat', session));
  const setPolicy = async (change: object) => {
    const current = await client.get('/zakat/policy');
    const { version: _version, created_at: _at, ...policy } = current.json;
    const tag = current.headers.get('etag')!;
    succeeded(await client.exchange('PUT', '/zakat/policy', { ...policy, ...change }, { 'If-Match': tag }));
  };
  /** The line that an assessment has of this wallet for the same day and period. */
  const assessed = async ({ period, valuation_date }: { period: string; valuation_date: string }) => {
    const { json } = await client.post('/zakat/assessments', { period, valuation_date });
    const lines = (await client.get(`/zakat/assessments/${json.id}/lines`)).json;
    const line = lines.find(({ wallet_address }: { wallet_address: string }) => wallet_address === address);
    const { wallet_address: _wallet, name: _name, cnic_masked: _cnic, ...wealth } = line;
    return { isForecast: json.provisional, line: { period, valuation_date, hijri_date: json.hijri_date, ...wealth } };
  };

  it('is nothing to reckon with while no nisab is recorded', async () => {
    expect(await mine()).toMatchObject({
      wallet_address: address,
      policy: { version: 0, hawl: 'both_ends' },
      nisab: null,
      hawl: null,
      now: null,
      next_anniversary: null,
      receipts: [],
    });
    expect(refusal(await client.get('/me/zakat'))[0]).toBe(401);
    await recordNisab(client);
  });

  it('is a year that runs, with what is due at its end', async () => {
    const { hawl, now, next_anniversary, nisab, lots } = await mine();
    expect(hawl).toEqual({
      mode: 'both_ends',
      since: TODAY,
      since_hijri: now.hijri_date,
      until: next_anniversary.valuation_date,
      until_hijri: next_anniversary.hijri_date,
      complete: false,
      days_done: 0,
      days_left: now.days_left,
    });
    expect([now.reason, now.due, next_anniversary.reason, next_anniversary.due]).toEqual([
      'HAWL_INCOMPLETE',
      0,
      'DUE',
      375,
    ]);
    expect(Number(next_anniversary.period)).toBe(Number(now.period) + 1);
    expect([nisab.units, now.nisab, lots]).toEqual([6_124, 6_124, []]);
  });

  it.each(['both_ends', 'continuous', 'per_lot', 'none'])(
    'is the line that an assessment has, today and at the anniversary: %s',
    async (hawl) => {
      await setPolicy({ hawl, debts: 'all' });
      const { now, next_anniversary, lots, lots_left_out } = await mine();
      expect(await assessed(now)).toEqual({ isForecast: false, line: now });
      if (hawl === 'none') expect([now.reason, next_anniversary]).toEqual(['DUE', null]);
      else expect(await assessed(next_anniversary)).toEqual({ isForecast: true, line: next_anniversary });
      const until = next_anniversary?.valuation_date;
      expect([lots, lots_left_out]).toEqual([
        hawl === 'per_lot' ? [{ units: 15_000, since: TODAY, until, complete: false }] : [],
        0,
      ]);
    },
  );

  it('counts a debt that is declared twice with one key once, and an exemption when it is accepted', async () => {
    const key = { ...session, 'Idempotency-Key': randomUUID() };
    const debt = { amount: 3_000, due_on: TODAY, note: 'of 35202-1234567-1' };
    const answers = [await client.post('/me/zakat/debts', debt, key), await client.post('/me/zakat/debts', debt, key)];
    expect(answers.map(({ headers }) => headers.get('idempotency-replayed'))).toEqual([null, 'true']);
    expect(answers[1]!.json).toEqual(answers[0]!.json);
    const reused = await client.post('/me/zakat/debts', { ...debt, amount: 1 }, key);
    expect(refusal(reused)).toEqual([422, 'the idempotency key was used for another request\n']);
    const { debts, now } = await mine();
    expect([debts.length, debts[0].note]).toEqual([1, 'of 35202-*******-1']);
    expect([now.debts, now.net, now.due]).toEqual([3_000, 12_000, 300]);

    const { id } = succeeded(await client.post('/me/zakat/exemptions', { kind: 'non_citizen' }, session));
    expect((await mine()).now.reason).toBe('DUE');
    await client.post(`/zakat/exemptions/${id}/accept`);
    const exempt = await mine();
    expect([exempt.now.reason, exempt.exemptions[0].state]).toEqual(['EXEMPT_NON_CITIZEN', 'accepted']);
    expect(await assessed(exempt.now)).toEqual({ isForecast: false, line: exempt.now });
    await client.post(`/zakat/exemptions/${id}/end`);
  });

  it('has what was charged, with its receipt, and a year that began anew', async () => {
    const { now } = await mine();
    const { json } = await client.post('/zakat/assessments', { period: now.period, valuation_date: TODAY });
    await client.post(`/zakat/assessments/${json.id}/approve`, { hash: json.hash });
    const { run_id } = (await client.post(`/zakat/assessments/${json.id}/run`)).json;
    await client.get(`/zakat/runs/${run_id}/progress`);
    await setPolicy({ hawl: 'continuous' });
    const after = await mine();
    expect([after.now.reason, after.now.due]).toEqual(['ALREADY_CHARGED', 0]);
    expect(after.hawl).toMatchObject({ since: TODAY, complete: false, until: expect.stringMatching(DATE) });
    expect(after.next_anniversary).toMatchObject({ reason: 'DUE', balance: 14_700, due: 292 });
    const [receipt] = after.receipts;
    expect(receipt).toMatchObject({ amount: 300, date: TODAY });
    expect(receipt.href).toBe(`/api/v1/zakat/receipts/${receipt.number}`);
    expect((await client.get(`/zakat/receipts/${receipt.number}`, session)).json.number).toBe(receipt.number);
    expect(await assessed(after.next_anniversary)).toEqual({ isForecast: true, line: after.next_anniversary });
  });

  it('is not reckoned by a standard of which no nisab is recorded, nor is an assessment', async () => {
    await setPolicy({ nisab_standard: 'gold' });
    expect(await mine()).toMatchObject({ policy: { nisab_standard: 'gold' }, nisab: null, now: null });
    const refused = await client.post('/zakat/assessments', { period: '1449', valuation_date: TODAY });
    expect(refusal(refused)).toEqual([409, 'no nisab recorded\n']);
    await setPolicy({ nisab_standard: 'silver' });
  });

  it('refuses to approve what is a forecast', async () => {
    const { next_anniversary } = await mine();
    const { period, valuation_date } = next_anniversary;
    const { id, hash, state } = (await client.post('/zakat/assessments', { period, valuation_date })).json;
    expect(state).toBe('forecast');
    const approved = await client.post(`/zakat/assessments/${id}/approve`, { hash });
    expect(refusal(approved)).toEqual([409, 'a forecast cannot be approved\n']);
    const run = await client.post(`/zakat/assessments/${id}/run`);
    expect(refusal(run)).toEqual([409, 'the assessment is not approved\n']);
  });
});
