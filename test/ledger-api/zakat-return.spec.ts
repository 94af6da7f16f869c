import { randomUUID } from 'node:crypto';
import { printReceiptNumber } from '@app/zakat';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { succeeded } from '../support/ledger-client.js';
import { openStore } from '../support/open-store.js';
import { recordNisab } from '../support/record-nisab.js';
import { EMBEDDED_AND_SUPABASE, Ledger } from '../support/running-ledger.js';

jest.setTimeout(60_000);

const TODAY = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Karachi' }).format(Date.now());
const PERIOD = '1448';
const NONE = { number: 0, units: 0 };

interface Line {
  wallet_address: string;
  reason: string;
  due: number;
  net: number;
}

describe.each(EMBEDDED_AND_SUPABASE)('the return of a period, on %s', (kind) => {
  let ledger: Ledger;
  let pool: string;
  const wallets: Record<string, string> = {};
  const linesOf: Record<string, Line[]> = {};

  beforeAll(async () => {
    ledger = await Ledger.start(kind);
    pool = (await ledger.client.post('/zakat/pool')).json.address;
    await recordNisab(ledger.client);
    const { version: _version, ...policy } = (await ledger.client.get('/zakat/policy')).json;
    const atOnce = { ...policy, hawl: 'none' };
    succeeded(await ledger.client.exchange('PUT', '/zakat/policy', atOnce, { 'If-Match': '"0"' }));
  }, 120_000);
  afterAll(() => ledger?.dispose());

  const join = async (...names: string[]) => {
    for (const name of names) {
      const { address } = await ledger.client.register(name);
      await ledger.client.fund(address);
      wallets[name] = address;
    }
  };
  const assess = async (name: string) => {
    const order = { period: PERIOD, valuation_date: TODAY };
    const { id, hash } = (await ledger.client.post('/zakat/assessments', order)).json;
    succeeded(await ledger.client.post(`/zakat/assessments/${id}/approve`, { hash }));
    linesOf[name] = (await ledger.client.get(`/zakat/assessments/${id}/lines`)).json;
    return id;
  };
  const found = async () => succeeded(await ledger.client.get(`/zakat/periods/${PERIOD}/return`));
  const sum = (lines: readonly Line[], of: 'due' | 'net' = 'due') => ({
    number: lines.length,
    units: lines.reduce((total, line) => total + line[of], 0),
  });
  const of = (name: string, reason: string) => linesOf[name]!.filter((line) => line.reason === reason);
  /** Stores what the callback says while the server is down. */
  const change = async (...statements: [sql: string, values: unknown[]][]) => {
    await ledger.stop();
    const database = await openStore(ledger.store);
    for (const [sql, values] of statements) await database.query(sql, values);
    await database.close();
    await ledger.start();
  };
  const completed = async (runId: string) => {
    await ledger.client.get(`/zakat/runs/${runId}/progress`);
    return (await ledger.client.get(`/zakat/runs/${runId}`)).json;
  };

  it('has what was charged without an assessment', async () => {
    await join('by hand', 'by hand too');
    await ledger.client.post('/zakat/run', { period: PERIOD });
    const charged = { number: 2, units: 750 };
    expect(await found()).toMatchObject({ assessments: 0, assessed: NONE, unassessed: charged, charged, net: 750 });
  });

  it('has what a run charged, left outstanding and could not charge, and whom it spared', async () => {
    await join('charged', 'poor', 'broken', 'exempt');
    const exemption = { wallet_address: wallets.exempt, kind: 'non_citizen' };
    const { id: exempt } = succeeded(await ledger.client.post('/zakat/exemptions', exemption));
    await ledger.client.post(`/zakat/exemptions/${exempt}/accept`);
    const id = await assess('first');
    const runId = randomUUID();
    // As after a crash: the run has begun, and one wallet was found too poor. A key that was damaged does not open.
    await change(
      [
        `UPDATE wallet_profiles
         SET sealed_private_key = set_byte(sealed_private_key, n.last, get_byte(sealed_private_key, n.last) # 1)
         FROM (SELECT octet_length(sealed_private_key) - 1 AS last FROM wallet_profiles WHERE wallet_address = decode($1, 'hex')) AS n
         WHERE wallet_address = decode($1, 'hex')`,
        [wallets.broken],
      ],
      [
        `INSERT INTO zakat_runs (id, pool_address, period, assessment_id, begun_by) VALUES ($1, decode($2, 'hex'), $3, $4, 'test')`,
        [runId, pool, PERIOD, id],
      ],
      [`INSERT INTO zakat_shortfalls VALUES ($1, decode($2, 'hex'), 'outstanding')`, [runId, wallets.poor]],
    );
    const run = await completed(runId);
    expect(run).toMatchObject({ charged: 1, outstanding: 1, failed: 1 });
    const one = { number: 1, units: 375 };
    const answer = await found();
    expect(answer).toEqual({
      period: PERIOD,
      assessments: 1,
      assessed: sum(of('first', 'DUE')),
      unassessed: { number: 2, units: 750 },
      charged: { number: 3, units: 750 + run.total_units },
      outstanding: one,
      failed: one,
      pending: NONE,
      exempt: {
        EXEMPT_NON_MUSLIM: NONE,
        EXEMPT_NON_CITIZEN: sum(of('first', 'EXEMPT_NON_CITIZEN'), 'net'),
        EXEMPT_CZ50: NONE,
        EXEMPT_NOT_SAHIB_E_NISAB: NONE,
      },
      refunded: NONE,
      net: 1_125,
    });
    expect([answer.assessed, answer.exempt.EXEMPT_NON_CITIZEN]).toEqual([
      { number: 3, units: 1_125 },
      { number: 1, units: 15_000 },
    ]);
  });

  it('counts each wallet of several assessments once, and none of those that were not run', async () => {
    await join('late');
    const second = await assess('second');
    const { run_id } = (await ledger.client.post(`/zakat/assessments/${second}/run`)).json;
    await completed(run_id);
    await join('too late');
    await assess('third');
    const refund = {
      kind: 'refund',
      receipt: await receiptOfCharged(),
      beneficiary: { name: 'charged', address: wallets.charged },
      amount: 100,
      note: 'too much',
    };
    const { id } = succeeded(await ledger.client.post('/zakat/vouchers', refund));
    await ledger.client.post(`/zakat/vouchers/${id}/approve`);
    succeeded(await ledger.client.post(`/zakat/vouchers/${id}/pay`));

    const answer = await found();
    const last = new Map([...of('first', 'DUE'), ...of('second', 'DUE')].map((line) => [line.wallet_address, line]));
    expect(answer).toMatchObject({
      assessments: 2,
      assessed: sum([...last.values()]),
      charged: { number: 5, units: 1_875 },
      outstanding: NONE,
      failed: { number: 1, units: 375 },
      refunded: { number: 1, units: 100 },
      net: 1_775,
    });
    for (const part of ['number', 'units'] as const) {
      const { assessed, unassessed, charged, outstanding, failed, pending } = answer;
      expect(assessed[part] + unassessed[part]).toBe(charged[part] + outstanding[part] + failed[part] + pending[part]);
    }
    const { periods } = (await ledger.client.get('/zakat/pool')).json;
    expect(periods[0]).toMatchObject({ period: PERIOD, charged: 5, collected: 1_875, refunded: 100 });
  });

  it('comes as a sheet', async () => {
    const sheet = await ledger.client.get(`/zakat/periods/${PERIOD}/return.csv`);
    expect(sheet.text.trimEnd().split('\r\n')).toEqual([
      'period,item,number,units',
      '1448,assessed,4,1500',
      '1448,unassessed,2,750',
      '1448,charged,5,1875',
      '1448,outstanding,0,0',
      '1448,failed,1,375',
      '1448,pending,0,0',
      '1448,EXEMPT_NON_MUSLIM,0,0',
      '1448,EXEMPT_NON_CITIZEN,1,15000',
      '1448,EXEMPT_CZ50,0,0',
      '1448,EXEMPT_NOT_SAHIB_E_NISAB,0,0',
      '1448,refunded,1,100',
      '1448,net,,1775',
    ]);
  });

  /** The number of the receipt of the wallet that the first run charged. */
  async function receiptOfCharged(): Promise<string> {
    for (let serial = 1; serial < 6; serial++) {
      const number = printReceiptNumber({ series: PERIOD, serial });
      const receipt = succeeded(await ledger.client.get(`/zakat/receipts/${number}`));
      if (receipt.wallet_address === wallets.charged) return number;
    }
    throw new Error('the wallet has no receipt');
  }
});
