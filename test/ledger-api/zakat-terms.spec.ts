import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type LedgerClient, refusal, succeeded, type Wallet } from '../support/ledger-client.js';
import { Ledger } from '../support/running-ledger.js';

jest.setTimeout(60_000);

const POLICY = {
  rate: 'solar',
  hawl: 'continuous',
  nisab_standard: 'gold',
  debts: 'all',
  time_zone: 'Asia/Karachi',
  excluded: ['CD'.repeat(32), 'ab'.repeat(32), 'ab'.repeat(32)],
  minimum_deduction: 10,
  amilin_cap: { numerator: 1, denominator: 8 },
  approvals: 2,
};
const SILVER = {
  standard: 'silver',
  grams: '612.36',
  price: '822.276929',
  source: 'a notification',
  as_of: '2026-02-01',
};

describe('what zakat is reckoned by', () => {
  let ledger: Ledger;
  let client: LedgerClient;
  let amina: Wallet;
  beforeAll(async () => {
    ledger = await Ledger.start('embedded');
    client = ledger.client;
    amina = await client.register();
  });
  afterAll(() => ledger?.dispose());

  const put = (path: string, body: object, version?: string) =>
    client.exchange('PUT', path, body, version === undefined ? {} : { 'If-Match': version });

  it('is a policy of version 0 until one is set, and each one that is set a new version', async () => {
    const initial = await client.get('/zakat/policy');
    expect([initial.headers.get('etag'), initial.json]).toEqual([
      '"0"',
      expect.objectContaining({ version: 0, rate: 'lunar', hawl: 'both_ends', approvals: 1 }),
    ]);
    const set = await put('/zakat/policy', POLICY, '"0"');
    expect([set.status, set.headers.get('etag')]).toEqual([200, '"1"']);
    expect(set.json).toMatchObject({ ...POLICY, version: 1, excluded: ['ab'.repeat(32), 'cd'.repeat(32)] });
    expect(refusal(await put('/zakat/policy', POLICY, '"0"'))).toEqual([
      412,
      'another policy is in force, read it again\n',
    ]);
    expect((await put('/zakat/policy', { ...POLICY, rate: 'lunar' }, '1')).json.version).toBe(2);
    expect((await client.get('/zakat/policy')).json).toMatchObject({ version: 2, rate: 'lunar' });
    const versions = await client.pages<{ version: number; author: string }>('/zakat/policies?limit=1');
    expect(versions.flat().map(({ version, author }) => [version, author])).toEqual([
      [2, 'anonymous'],
      [1, 'anonymous'],
    ]);
  });

  it('is not set unseen, nor to what makes no sense', async () => {
    const required = 'If-Match with the version that is replaced is required\n';
    expect(refusal(await put('/zakat/policy', POLICY))).toEqual([428, required]);
    for (const tag of ['*', 'W/"2"', '"two"', '"2", "3"'])
      expect(refusal(await put('/zakat/policy', POLICY, tag))).toEqual([400, 'invalid If-Match\n']);
    for (const [change, text] of [
      [{ time_zone: 'Asia/Atlantis' }, 'invalid time zone'],
      [{ excluded: ['ab'] }, 'invalid address'],
      [{ excluded: [7] }, 'invalid request body'],
      [{ approvals: 0 }, 'invalid policy'],
      [{ approvals: 11 }, 'invalid policy'],
      [{ minimum_deduction: -1 }, 'invalid policy'],
      [{ amilin_cap: { numerator: 9, denominator: 8 } }, 'invalid policy'],
      [{ rate: 'weekly' }, 'invalid request body'],
      [{ hawl: undefined }, 'invalid request body'],
    ] as const)
      expect(refusal(await put('/zakat/policy', { ...POLICY, ...change }, '"2"'))).toEqual([400, `${text}\n`]);
  });

  it('has nisab as snapshots, computed exactly and once for a key', async () => {
    const key = { 'Idempotency-Key': randomUUID() };
    const [first, again] = [
      await client.post('/zakat/nisab', SILVER, key),
      await client.post('/zakat/nisab', SILVER, key),
    ];
    expect(first.json).toMatchObject({ ...SILVER, units: 503_530 });
    expect([again.json, again.headers.get('idempotency-replayed')]).toEqual([first.json, 'true']);
    const reused = await client.post('/zakat/nisab', { ...SILVER, price: '1' }, key);
    expect(reused.status).toBe(422);
    const fixed = { standard: 'fixed', units: 179_689, source: 'a notification', as_of: '2025-02-01' };
    expect((await client.post('/zakat/nisab', fixed)).json).toMatchObject(fixed);
    for (const wrong of [
      { ...SILVER, units: 503_529 },
      { ...SILVER, price: undefined },
      { ...SILVER, price: '-1' },
      { ...SILVER, grams: '0' },
      { ...SILVER, standard: 'fixed' },
      { ...fixed, units: undefined },
    ])
      expect(refusal(await client.post('/zakat/nisab', wrong))).toEqual([400, 'invalid nisab\n']);
    expect(refusal(await client.post('/zakat/nisab', { ...SILVER, as_of: '2026-02-30' }))).toEqual([
      400,
      'invalid date\n',
    ]);
    expect((await client.post('/zakat/nisab', { ...SILVER, as_of: '0000-01-01' })).status).toBe(400);
    expect(await client.pages('/zakat/nisab?limit=1')).toHaveLength(2);
  });

  it('has a calendar, in which an administrator moves months', async () => {
    const ramadan = async () => (await client.get('/zakat/calendar/1447-09-01')).json;
    expect(await ramadan()).toMatchObject({ gregorian_date: '2026-02-18', calendar_version: 0 });
    const overrides = [{ month: '1447-09', first_day: '2026-02-19' }];
    const set = await put('/zakat/calendar', { overrides }, '"0"');
    expect([set.status, set.json]).toEqual([200, expect.objectContaining({ version: 1, overrides })]);
    expect(await ramadan()).toMatchObject({ gregorian_date: '2026-02-19', calendar_version: 1 });
    const calendar = await client.get('/zakat/calendar');
    expect([calendar.headers.get('etag'), calendar.json.overrides]).toEqual(['"1"', overrides]);
    expect((await put('/zakat/calendar', { overrides: [] }, '"0"')).status).toBe(412);
    for (const [wrong, text] of [
      [[{ month: '1447-09', first_day: '2026-02-21' }], 'month 1447-08 would have 32 days, and a month has 29 or 30'],
      [[{ month: '1447-13', first_day: '2026-02-19' }], 'invalid Hijri date'],
      [[{ month: '1447-09', first_day: '19 February' }], 'invalid date'],
      [[...overrides, ...overrides], 'a month is given twice'],
      [[{ month: '1601-01', first_day: '2026-02-19' }], 'no such date in the Hijri calendar'],
    ] as const)
      expect(refusal(await put('/zakat/calendar', { overrides: wrong }, '"1"'))).toEqual([400, `${text}\n`]);
    for (const date of ['1447-09-31', '1447-9-1', 'today', '%00'])
      expect(refusal(await client.get(`/zakat/calendar/${date}`))).toEqual([400, 'invalid Hijri date\n']);
    expect(refusal(await client.get('/zakat/calendar/1700-01-01'))).toEqual([
      400,
      'no such date in the Hijri calendar\n',
    ]);
  });

  it('has debts, which are settled and stay', async () => {
    const order = { wallet_address: amina.address.toUpperCase(), amount: 5_000, due_on: '2027-01-31' };
    const key = { 'Idempotency-Key': randomUUID() };
    const note = 'of 42101-1234567-1';
    const debt = succeeded(await client.post('/zakat/debts', { ...order, note }, key));
    expect(debt).toMatchObject({ ...order, wallet_address: amina.address, state: 'owed', note: 'of 42101-*******-1' });
    expect((await client.post('/zakat/debts', { ...order, note }, key)).json).toEqual(debt);
    expect(refusal(await client.post('/zakat/debts', { ...order, wallet_address: 'ab'.repeat(32) }))).toEqual([
      404,
      'no registered wallet has this address\n',
    ]);
    for (const wrong of [{ amount: 0 }, { amount: -1 }, { due_on: 'soon' }, { note: ' ' }, { wallet_address: 'x' }])
      expect((await client.post('/zakat/debts', { ...order, ...wrong })).status).toBe(400);
    const settle = (id: string, body?: object) => client.post(`/zakat/debts/${id}/settle`, body);
    expect((await settle(debt.id, { settled_on: '2999-01-01' })).status).toBe(400);
    const settled = succeeded(await settle(debt.id, { settled_on: '2026-11-20' }));
    expect(settled).toEqual({ ...debt, state: 'settled', settled_on: '2026-11-20' });
    expect((await settle(debt.id)).json).toEqual(settled);
    expect((await settle(debt.id, { settled_on: '2026-11-21' })).status).toBe(409);
    for (const id of [randomUUID(), 'x']) expect(refusal(await settle(id))).toEqual([404, 'debt not found\n']);
    await client.post('/zakat/debts', order);
    const listed = await client.pages(`/zakat/debts?wallet_address=${amina.address}&limit=1`);
    expect(listed.map(([one]) => one)).toMatchObject([settled, { state: 'owed' }]);
    expect((await client.get('/zakat/debts')).json).toHaveLength(2);
    for (const list of ['debts', 'exemptions'])
      for (const address of ['x', '%00', `${amina.address}&wallet_address=${amina.address}`])
        expect(refusal(await client.get(`/zakat/${list}?wallet_address=${address}`))).toEqual([
          400,
          'invalid address\n',
        ]);
  });

  it('has exemptions, which count once they are accepted, and end and stay', async () => {
    const order = { wallet_address: amina.address, kind: 'cz50', fiqh: 'Fiqh-e-Jafria', sworn_on: '2026-11-01' };
    const filed = succeeded(await client.post('/zakat/exemptions', { ...order, filed_on: '2026-11-02' }));
    expect(filed).toMatchObject({ ...order, filed_on: '2026-11-02', state: 'filed' });
    for (const wrong of [
      { fiqh: undefined },
      { sworn_on: undefined },
      { sworn_on: '2999-01-01' },
      { filed_on: '2026-10-31' },
      { filed_on: '2999-01-01' },
      { document_sha256: 'x' },
      { kind: 'rich' },
    ])
      expect((await client.post('/zakat/exemptions', { ...order, ...wrong })).status).toBe(400);
    const act = (name: string, id = filed.id, body?: object) => client.post(`/zakat/exemptions/${id}/${name}`, body);
    const accepted = succeeded(await act('accept'));
    expect(accepted).toMatchObject({ state: 'accepted', accepted_on: expect.any(String) });
    expect((await act('accept')).json).toEqual(accepted);
    const ended = succeeded(await act('end', filed.id, { ended_on: '2026-12-01' }));
    expect(ended).toEqual({ ...accepted, state: 'ended', ended_on: '2026-12-01' });
    expect((await act('end')).json).toEqual(ended);
    expect(refusal(await act('end', filed.id, { ended_on: '2026-12-02' }))).toEqual([409, 'the exemption has ended\n']);
    const other = succeeded(
      await client.post('/zakat/exemptions', { wallet_address: amina.address, kind: 'non_citizen' }),
    );
    expect((await act('end', other.id)).json.state).toBe('ended');
    expect(refusal(await act('accept', other.id))).toEqual([409, 'the exemption has ended\n']);
    expect(refusal(await act('accept', randomUUID()))).toEqual([404, 'exemption not found\n']);
    expect((await client.get('/zakat/exemptions')).json).toMatchObject([ended, { id: other.id }]);
  });

  it('cannot be had without a database', async () => {
    const memory = await Ledger.start('embedded', { PERSISTENCE: 'memory' });
    try {
      for (const path of ['/zakat/policy', '/zakat/policies', '/zakat/nisab', '/zakat/calendar', '/zakat/debts'])
        expect(refusal(await memory.client.get(path))).toEqual([500, 'database not configured\n']);
      const debt = { wallet_address: amina.address, amount: 1, due_on: '2027-01-31' };
      expect(refusal(await memory.client.post('/zakat/debts', debt))).toEqual([500, 'database not configured\n']);
    } finally {
      await memory.dispose();
    }
  });
});
