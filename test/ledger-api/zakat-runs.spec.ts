import { randomUUID } from 'node:crypto';
import { createAdministratorToken } from '@app/infrastructure/crypto/hashed-administrators.js';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { openStore } from '../support/open-store.js';
import { recordNisab } from '../support/record-nisab.js';
import { EMBEDDED_AND_SUPABASE, Ledger } from '../support/running-ledger.js';

jest.setTimeout(60_000);

const POOL = 'ab'.repeat(32);
const TODAY = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Karachi' }).format(Date.now());
const WALLETS = 6;
const [amina, bilal] = [createAdministratorToken(), createAdministratorToken()];
const ENV = { ZAKAT_WALLET_ADDRESS: POOL, ADMIN_TOKEN_HASH: `amina:${amina.hash},bilal:${bilal.hash}` };
const as = ({ token }: { token: string }) => ({ Authorization: `Bearer ${token}` });

/** Of a policy what is set; the rest is told. */
function settable({ version: _version, author: _author, created_at: _at, ...policy }: Record<string, unknown>) {
  return policy;
}

describe.each(EMBEDDED_AND_SUPABASE)('runs of assessments on %s', (kind) => {
  let ledger: Ledger;
  const wallets: { address: string; private_key: string }[] = [];

  beforeAll(async () => {
    ledger = await Ledger.start(kind, ENV);
    for (let number = 0; number < WALLETS; number++) wallets.push(await ledger.client.register(`Wallet ${number}`));
    for (const { address } of wallets) await ledger.client.fund(address);
    await recordNisab(ledger.client);
    // Charged on the date itself, and only when two administrators say so.
    const policy = { ...(await ledger.client.get('/zakat/policy')).json, hawl: 'none', approvals: 2 };
    await ledger.client.exchange('PUT', '/zakat/policy', settable(policy), { 'If-Match': '"0"' });
  }, 120_000);
  afterAll(() => ledger?.dispose());

  const assess = async (period: string) =>
    (await ledger.client.post('/zakat/assessments', { period, valuation_date: TODAY })).json;
  const approve = (id: string, hash: string, who: typeof amina) =>
    ledger.client.post(`/zakat/assessments/${id}/approve`, { hash }, as(who));
  const run = (id: string) => ledger.client.post(`/zakat/assessments/${id}/run`, undefined, as(amina));
  const completed = async (runId: string) => {
    for (const end = Date.now() + 20_000; Date.now() < end; ) {
      const { json } = await ledger.client.get(`/zakat/runs/${runId}`);
      if (json.state === 'completed') return json;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error('the run is not complete after 20 s');
  };
  const balance = async (address: string) => (await ledger.client.get(`/wallets/${address}/balance`)).json.balance;

  it('begin once two different administrators have approved the hash', async () => {
    const { id, hash, approvals_needed } = await assess('1448');
    expect(approvals_needed).toBe(2);
    const early = await run(id);
    expect([early.status, early.text]).toEqual([409, 'the assessment is not approved\n']);
    const wrong = await approve(id, 'ab'.repeat(32), amina);
    expect([wrong.status, wrong.text]).toEqual([409, 'what is due has changed, make a new assessment\n']);
    expect((await approve(id, hash, amina)).json).toMatchObject({ state: 'assessed', run_id: null });
    const twice = await approve(id, hash, amina);
    expect([twice.status, twice.text]).toEqual([409, 'you have approved this assessment already\n']);
    expect((await run(id)).status).toBe(409);
    expect((await approve(id, hash, bilal)).json).toMatchObject({
      state: 'approved',
      approvals: [{ by: 'administrator:amina' }, { by: 'administrator:bilal' }],
    });

    const begun = await Promise.all([run(id), run(id)]);
    expect(begun.map(({ status }) => status)).toEqual([202, 202]);
    expect(begun[0]!.json).toEqual(begun[1]!.json);
    const done = await completed(begun[0]!.json.run_id);
    expect(done).toMatchObject({
      assessment_id: id,
      period: '1448',
      pool_address: POOL,
      total: WALLETS,
      processed: WALLETS,
      charged: WALLETS,
      outstanding: 0,
      failed: 0,
      total_units: WALLETS * 375,
    });
    expect(done.block_hashes.length).toBeGreaterThan(0);
    expect(await balance(POOL)).toBe(WALLETS * 375);
    expect((await ledger.client.get('/zakat/runs?limit=1')).json).toEqual({ runs: [done] });
    expect((await ledger.client.get(`/zakat/assessments/${id}`)).json).toMatchObject({ state: 'run', run_id: done.id });
  });

  it('are followed as events', async () => {
    const { json } = await ledger.client.get('/zakat/runs');
    const { id } = json.runs[0];
    const answer = await ledger.client.get(`/zakat/runs/${id}/progress`);
    expect(answer.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(answer.text).toBe(`data: ${JSON.stringify((await ledger.client.get(`/zakat/runs/${id}`)).json)}\n\n`);
  });

  it('are told in the log of events, each deduction with its receipt', async () => {
    const { id } = (await ledger.client.get('/zakat/runs')).json.runs[0];
    const { json } = await ledger.client.get('/events?types=zakat.deducted,zakat.run.completed');
    const deducted = { period: '1448', run: id, units: 375, receipt: expect.stringMatching(/^MZ-1448-/) };
    for (const { data } of json.events.slice(0, WALLETS)) expect(data).toMatchObject(deducted);
    expect(
      json.events
        .slice(0, WALLETS)
        .map(({ data }: { data: { address: string } }) => data.address)
        .sort(),
    ).toEqual(wallets.map(({ address }) => address).sort());
    expect(json.events.slice(WALLETS)).toMatchObject([
      { type: 'zakat.run.completed', data: { period: '1448', run: id, units: WALLETS * 375 } },
    ]);
    const one = json.events[0];
    const own = await ledger.client.get(`/events?types=zakat.deducted,wallet.debited&address=${one.data.address}`);
    const debited = { address: one.data.address, units: 375, balance: 14_625, txid: one.data.txid };
    expect(own.json.events).toMatchObject([one, { type: 'wallet.debited', data: debited }]);
  });

  it('charge no wallet again in their period, by any route', async () => {
    const again = await assess('1448');
    expect(again.totals).toMatchObject({ due_count: 0, by_reason: { ALREADY_CHARGED: WALLETS } });
    const old = await ledger.client.post('/zakat/run', { period: '1448' });
    expect(old.json).toMatchObject({ total_wallets: WALLETS, processed: 0, total_zakat: 0 });
    expect(await balance(POOL)).toBe(WALLETS * 375);
  });

  it('are refused once a declaration or a payment changes what is due', async () => {
    const { id, hash } = await assess('1449');
    expect((await approve(id, hash, amina)).status).toBe(200);
    expect((await approve(id, hash, bilal)).status).toBe(200);
    await spend(wallets[0]!, 9_000);
    const late = await run(id);
    expect([late.status, late.text]).toEqual([409, 'what is due has changed, make a new assessment\n']);
  });

  it('set aside what a wallet no longer holds, and charge it when it does', async () => {
    const { id, hash } = await assess('1450');
    await approve(id, hash, amina);
    await approve(id, hash, bilal);
    const { json } = await run(id);
    const done = await completed(json.run_id);
    expect(done).toMatchObject({ charged: WALLETS - 1, outstanding: 0 });
    expect((await ledger.client.post(`/zakat/runs/${done.id}/resume`)).json).toEqual({ run_id: done.id });
    expect(await completed(done.id)).toEqual(done);
  });

  it('give receipts that say what was assessed', async () => {
    const { json } = await ledger.client.get('/zakat/runs?limit=1');
    await ledger.stop();
    const database = await openStore(ledger.store);
    const rows = await database.query<Record<string, unknown>>(
      `SELECT r.series, r.balance::text, r.debts::text, r.nisab ->> 'units' AS nisab, r.policy_version, r.valuation_date::text AS day
       FROM zakat_receipts r JOIN zakat_records z ON z.transaction_key = r.transaction_key WHERE z.run_id = '${json.runs[0].id}'`,
    );
    const [actor] = await database.query<{ actor: string }>(
      "SELECT actor FROM audit_log WHERE action = 'zakat_assessment_run' ORDER BY number LIMIT 1",
    );
    await database.close();
    await ledger.start();
    expect(rows).toHaveLength(WALLETS - 1);
    expect(rows[0]).toEqual({
      series: '1450',
      balance: '14625',
      debts: '0',
      nisab: '6124',
      policy_version: 1,
      day: TODAY,
    });
    expect(actor).toEqual({ actor: 'administrator:amina' });
  });

  it.each(['/zakat/runs/7', `/zakat/runs/${randomUUID()}`, `/zakat/runs/${randomUUID()}/progress`])(
    'are not found at %s',
    async (path) => {
      const answer = await ledger.client.get(path);
      expect([answer.status, answer.text]).toEqual([404, 'zakat run not found\n']);
    },
  );

  async function spend({ address, private_key: privKey }: { address: string; private_key: string }, amount: number) {
    const { status } = await ledger.client.post('/transactions', { from: address, to: POOL, amount, privKey });
    expect(status).toBe(200);
  }
});
