import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { refusal } from '../support/ledger-client.js';
import { recordNisab } from '../support/record-nisab.js';
import { EMBEDDED_AND_SUPABASE, Ledger } from '../support/running-ledger.js';

jest.setTimeout(60_000);

const POOL = 'ab'.repeat(32);
const TODAY = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Karachi' }).format(Date.now());

describe.each(EMBEDDED_AND_SUPABASE)('assessments of zakat on %s', (kind) => {
  let ledger: Ledger;
  let rich: string;
  let poor: string;

  beforeAll(async () => {
    ledger = await Ledger.start(kind, { ZAKAT_WALLET_ADDRESS: POOL });
    rich = (await ledger.client.register('=Rich')).address;
    poor = (await ledger.client.register('Poor, but happy')).address;
    await ledger.client.fund(rich);
  }, 120_000);
  afterAll(() => ledger?.dispose());

  const assess = (body: object, headers?: Record<string, string>) =>
    ledger.client.post('/zakat/assessments', body, headers);

  it('are refused while no nisab is recorded', async () => {
    const refused = await assess({ period: '1448', valuation_date: TODAY });
    expect(refusal(refused)).toEqual([409, 'no nisab recorded\n']);
    await recordNisab(ledger.client);
  });

  it('tell of each wallet what it owes and why', async () => {
    const made = await assess({ period: '1448', valuation_date: TODAY });
    expect(made.status).toBe(201);
    expect(made.json).toMatchObject({
      period: '1448',
      valuation_date: TODAY,
      provisional: false,
      state: 'assessed',
      policy_version: 0,
      nisab: { standard: 'silver', grams: '612.36', price: '10', units: 6124 },
      calendar: { name: 'umm_al_qura', version: 0, time_zone: 'Asia/Karachi' },
      totals: { wallets: 2, due_count: 0, due_units: 0, by_reason: { HAWL_INCOMPLETE: 1, BELOW_NISAB: 1, DUE: 0 } },
    });
    const { id } = made.json;
    expect((await ledger.client.get(`/zakat/assessments/${id}`)).json).toEqual(made.json);
    const lines = await ledger.client.get(`/zakat/assessments/${id}/lines`);
    expect(lines.json.map(({ wallet_address }: { wallet_address: string }) => wallet_address)).toEqual(
      [rich, poor].sort(),
    );
    const some = await ledger.client.get(`/zakat/assessments/${id}/lines?reason=HAWL_INCOMPLETE&limit=1`);
    expect(some.json).toEqual([
      {
        wallet_address: rich,
        name: '=Rich',
        cnic_masked: '*****-*',
        balance: 15000,
        debts: 0,
        net: 15000,
        nisab: 6124,
        hawl_from: TODAY,
        hawl_until: expect.any(String),
        due: 0,
        reason: 'HAWL_INCOMPLETE',
        days_left: expect.any(Number),
      },
    ]);
    expect([354, 355]).toContain(some.json[0].days_left);
  });

  it('come as a sheet in which no name is a formula', async () => {
    const { json } = await assess({ period: '1448', valuation_date: TODAY });
    const sheet = await ledger.client.get(`/zakat/assessments/${json.id}/lines.csv`);
    expect(sheet.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    const [header, ...rows] = sheet.text.trimEnd().split('\r\n');
    expect(header).toBe(
      'wallet_address,name,cnic_masked,balance,debts,net,nisab,hawl_from,hawl_until,due,reason,days_left',
    );
    expect(rows.find((row) => row.startsWith(rich))).toContain(`${rich},'=Rich,`);
    expect(rows.find((row) => row.startsWith(poor))).toContain(`${poor},"Poor, but happy",`);
  });

  it('of a date to come are a forecast on the blocks of now', async () => {
    const made = await assess({ period: '1450', hijri_date: '1450-01-01' });
    expect([made.status, made.json.provisional, made.json.state]).toEqual([201, true, 'forecast']);
    expect(made.json.totals).toMatchObject({ due_count: 1, due_units: 375 });
  });

  it('have one hash for one question, and one row for one key', async () => {
    const key = { 'Idempotency-Key': randomUUID() };
    const first = await assess({ period: '1448', valuation_date: TODAY }, key);
    const again = await assess({ period: '1448', valuation_date: TODAY }, key);
    expect([again.json, again.headers.get('idempotency-replayed')]).toEqual([first.json, 'true']);
    const other = await assess({ period: '1448', valuation_date: TODAY });
    expect(other.json.hash).toBe(first.json.hash);
    expect(other.json.id).not.toBe(first.json.id);
    expect((await assess({ period: '1449', valuation_date: TODAY }, key)).status).toBe(422);
  });

  it.each<[object, string]>([
    [{ period: '1448' }, 'invalid request body'],
    [{ period: '1448', valuation_date: TODAY, hijri_date: '1448-01-01' }, 'invalid request body'],
    [{ period: ' ', valuation_date: TODAY }, 'invalid period'],
    [{ period: '1448', valuation_date: '2026-02-30' }, 'invalid date'],
    [{ period: '1448', hijri_date: '1448-13-01' }, 'invalid Hijri date'],
    [{ period: '1448', hijri_date: '1448-01-30' }, 'no such date in the Hijri calendar'],
    [{ period: '1448', hijri_date: '1600-12-30' }, 'no such date in the Hijri calendar'],
    [{ period: '1448', valuation_date: '2020-01-01' }, 'the chain began after this date'],
  ])('refuse %j', async (body, error) => {
    const refused = await assess(body);
    expect(refusal(refused)).toEqual([400, `${error}\n`]);
  });

  it.each(['x', randomUUID()])('that do not exist are not found: %s', async (id) => {
    for (const path of ['', '/lines', '/lines.csv']) {
      const missing = await ledger.client.get(`/zakat/assessments/${id}${path}`);
      expect(refusal(missing)).toEqual([404, 'assessment not found\n']);
    }
  });
});
