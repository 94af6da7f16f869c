import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { approved, beneficiary } from '../support/approved-voucher.js';
import { type LedgerClient, refusal, type Wallet } from '../support/ledger-client.js';
import { openStore } from '../support/open-store.js';
import { EMBEDDED_AND_SUPABASE, Ledger } from '../support/running-ledger.js';

jest.setTimeout(120_000);

const ANY = 'c'.repeat(64);

describe.each(EMBEDDED_AND_SUPABASE)('vouchers, on %s', (kind) => {
  let ledger: Ledger;
  let client: LedgerClient;
  let payer: Wallet;
  let receipt: string;
  let paidOnce: string;

  beforeAll(async () => {
    ledger = await Ledger.start(kind);
    client = ledger.client;
    await client.post('/zakat/pool');
    payer = await client.register('Amina');
    await client.fund(payer.address);
    await client.post('/zakat/run', { period: '1448' });
    const database = (await client.get('/zakat/vouchers')).json;
    expect(database).toEqual([]);
    receipt = 'MZ-1448-000001-6';
  });
  afterAll(() => ledger?.dispose());

  it('are proposed once for a key, and refused where they say too little or too much', async () => {
    const body = { kind: 'distribution', asnaf: 'masakin', beneficiary: beneficiary(ANY), amount: 10, note: 'rations' };
    const headers = { 'Idempotency-Key': 'propose' };
    const first = await client.post('/zakat/vouchers', body, headers);
    expect(first.json).toMatchObject({ state: 'proposed', period: '1448', paid: null, proposed: { by: 'anonymous' } });
    const second = await client.post('/zakat/vouchers', body, headers);
    expect([second.headers.get('idempotency-replayed'), second.json.id]).toEqual(['true', first.json.id]);
    expect(refusal(await client.post('/zakat/vouchers', { ...body, amount: 11 }, headers))[0]).toBe(422);
    for (const [fields, status, text] of [
      [{ asnaf: undefined }, 400, 'a distribution needs an asnaf and takes no receipt\n'],
      [{ kind: 'refund' }, 400, 'a refund needs a receipt and takes no asnaf\n'],
      [{ asnaf: 'friends' }, 400, 'invalid request body\n'],
      [{ beneficiary: beneficiary(first.json.pool_address) }, 400, 'invalid beneficiary\n'],
      [{ beneficiary: { name: ' ', address: ANY } }, 400, 'invalid beneficiary\n'],
      [{ period: '1399' }, 404, 'nothing was charged for this period\n'],
      [{ kind: 'refund', asnaf: undefined, receipt: 'MZ-1448-000009-9' }, 404, 'receipt not found\n'],
      [
        { kind: 'refund', asnaf: undefined, receipt, amount: 376 },
        409,
        'the receipt does not hold this amount any more\n',
      ],
      // An eighth of 375.
      [{ asnaf: 'amilin', amount: 47 }, 409, 'more than the collectors may have of this period\n'],
    ] as const) {
      expect(refusal(await client.post('/zakat/vouchers', { ...body, ...fields }))).toEqual([status, text]);
    }
    expect(refusal(await client.post(`/zakat/vouchers/${first.json.id}/pay`))).toEqual([
      409,
      'the voucher is not approved\n',
    ]);
    expect(refusal(await client.get(`/zakat/vouchers/${randomUUID()}`))).toEqual([404, 'voucher not found\n']);
    expect(refusal(await client.get('/zakat/vouchers/xyz'))).toEqual([404, 'voucher not found\n']);
  });

  it('are paid once, however often and at once they are asked for', async () => {
    const { address } = await client.createWallet();
    const id = await approved(client, { beneficiary: beneficiary(address), amount: 100 });
    const answers = await Promise.all(
      ['a', 'a', 'b', undefined, undefined].map((key) =>
        client.post(`/zakat/vouchers/${id}/pay`, undefined, key === undefined ? {} : { 'Idempotency-Key': key }),
      ),
    );
    const paid = answers.filter(({ status }) => status === 200);
    expect(paid.filter(({ headers }) => headers.get('idempotency-replayed') === null)).toHaveLength(1);
    for (const { status } of answers) expect([200, 409]).toContain(status);
    const again = await client.post(`/zakat/vouchers/${id}/pay`);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(again.json.voucher).toMatchObject({ state: 'paid', paid: { by: 'anonymous', height: expect.any(Number) } });
    expect(await client.balance(address)).toBe(100);
    const found = await client.get(`/transactions/${again.json.voucher.paid.txid}`);
    expect(found.json.block_hash).toBe(again.json.voucher.paid.block_hash);
    expect(refusal(await client.post(`/zakat/vouchers/${id}/reject`, { reason: 'late' }))).toEqual([
      409,
      'this is decided already\n',
    ]);
    paidOnce = id;
    const { json } = await client.get(`/events?address=${address}&types=zakat.voucher.paid,wallet.credited`);
    const { txid } = again.json.voucher.paid;
    expect(json.events).toMatchObject([
      { type: 'zakat.voucher.paid', data: { period: '1448', voucher: id, address, units: 100, receipt: null, txid } },
      { type: 'wallet.credited', data: { address, units: 100, balance: 100, txid } },
    ]);
    // Of the run of the first route: what it charged, and that it is complete.
    const zakat = await client.get('/events?types=zakat.deducted,zakat.run.completed,zakat.voucher.paid');
    expect(zakat.json.events).toMatchObject([
      { type: 'zakat.deducted', data: { period: '1448', address: payer.address, units: 375, receipt } },
      { type: 'zakat.run.completed', data: { period: '1448', units: 375 } },
      json.events[0],
    ]);
  });

  it('do not pass what a receipt holds, nor the cap of the collectors, also when approved at once', async () => {
    const propose = async (fields: object) =>
      (await client.post('/zakat/vouchers', { note: '', beneficiary: beneficiary(ANY), ...fields })).json.id;
    const approveAll = async (ids: string[]) =>
      (await Promise.all(ids.map((id) => client.post(`/zakat/vouchers/${id}/approve`))))
        .map(({ status }) => status)
        .sort();
    // Either can be paid from what is left in the pool, and both are more than the receipt holds.
    const refunds = [
      await propose({ kind: 'refund', receipt, amount: 190 }),
      await propose({ kind: 'refund', receipt, amount: 186 }),
    ];
    expect(await approveAll(refunds)).toEqual([200, 409]);
    const wages = [1, 2, 3].map(() => propose({ kind: 'distribution', asnaf: 'amilin', amount: 20 }));
    expect(await approveAll(await Promise.all(wages))).toEqual([200, 200, 409]);
  });

  it('are each one, in whichever case their ID is written', async () => {
    const id = await approved(client, { beneficiary: beneficiary(ANY), amount: 1 });
    const spellings = [id, id.toUpperCase(), id.replaceAll('a', 'A').replaceAll('b', 'B')];
    const pay = (spelling: string) => client.post(`/zakat/vouchers/${spelling}/pay`);
    const answers = await Promise.all([...spellings, ...spellings].map(pay));
    expect(answers.filter(({ status }) => ![200, 409].includes(status)).map(refusal)).toEqual([]);
    const key = { 'Idempotency-Key': 'either-case' };
    for (const spelling of spellings)
      expect((await client.post(`/zakat/vouchers/${spelling}/pay`, undefined, key)).json.voucher.id).toBe(id);
    const other = await approved(client, { beneficiary: beneficiary(ANY), amount: 1 });
    const reject = () => client.post(`/zakat/vouchers/${other.toUpperCase()}/reject`, { reason: 'at the same time' });
    const [paid, rejected] = await Promise.all([pay(other), reject()]);
    expect([paid, rejected].map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it('are rejected with a reason, and not approved or paid after that', async () => {
    const id = await approved(client, { beneficiary: beneficiary(ANY), amount: 5 });
    for (const [reason, text] of [
      [undefined, 'invalid request body\n'],
      ['', 'invalid note\n'],
      [' \t', 'invalid note\n'],
      ['x'.repeat(1001), 'invalid note\n'],
    ] as const)
      expect(refusal(await client.post(`/zakat/vouchers/${id}/reject`, { reason }))).toEqual([400, text]);
    const rejected = await client.post(`/zakat/vouchers/${id}/reject`, { reason: 'moved away' });
    expect(rejected.json).toMatchObject({ state: 'rejected', rejected: { by: 'anonymous', reason: 'moved away' } });
    expect(refusal(await client.post(`/zakat/vouchers/${id}/pay`))).toEqual([409, 'the voucher is not approved\n']);
    expect(refusal(await client.post(`/zakat/vouchers/${id}/approve`))[0]).toBe(409);
  });

  it('are listed page by page, by state', async () => {
    const all = (await client.get('/zakat/vouchers')).json;
    const first = await client.get('/zakat/vouchers?limit=2');
    const next = /<\/api\/v1([^>]+)>/.exec(first.headers.get('link')!)![1]!;
    expect([...first.json, ...(await client.get(next)).json]).toEqual(all.slice(0, 4));
    const paid = (await client.get('/zakat/vouchers?state=paid')).json;
    expect(paid.every(({ state }: { state: string }) => state === 'paid')).toBe(true);
    expect(paid.at(-1).id).toBe(paidOnce);
    expect(refusal(await client.get('/zakat/vouchers?state=lost'))[0]).toBe(400);
  });

  it('are in the return of their period, also as a sheet', async () => {
    const refund = (await client.get('/zakat/vouchers?state=approved')).json.find(
      ({ kind }: { kind: string }) => kind === 'refund',
    );
    await client.post(`/zakat/vouchers/${refund.id}/pay`);
    const { json } = await client.get('/zakat/periods/1448/return');
    const charged = { number: 1, units: 375 };
    expect(json).toMatchObject({
      period: '1448',
      charged,
      refunded: { number: 1, units: refund.amount },
      net: 375 - refund.amount,
    });
    const sheet = await client.get('/zakat/periods/1448/return.csv');
    expect(sheet.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(sheet.text.split('\r\n')).toContain(`1448,refunded,1,${refund.amount}`);
    expect(refusal(await client.get('/zakat/periods/1399/return'))).toEqual([
      404,
      'nothing was charged for this period\n',
    ]);
    expect(refusal(await client.get('/zakat/periods/%2B1/return.csv'))).toEqual([400, 'invalid period\n']);
  });

  it('stay as they were proposed, and their acts are in the audit trail', async () => {
    await ledger.stop();
    const database = await openStore(ledger.store);
    const acts = await database.query<{ action: string }>(
      'SELECT action FROM audit_log WHERE subject = $1 ORDER BY number',
      [paidOnce],
    );
    expect(acts.map(({ action }) => action)).toEqual([
      'zakat_voucher_proposed',
      'zakat_voucher_approved',
      'zakat_voucher_paid',
    ]);
    for (const sql of [
      'UPDATE zakat_vouchers SET amount = 1',
      "UPDATE zakat_vouchers SET state = 'proposed'",
      "UPDATE zakat_vouchers SET state = 'paid' WHERE state = 'approved'",
      'DELETE FROM zakat_vouchers',
      'DELETE FROM zakat_voucher_payments',
      'UPDATE zakat_voucher_approvals SET approved_by = approved_by',
    ]) {
      await expect(database.query(sql)).rejects.toThrow();
    }
    await database.close();
    await ledger.start();
    client = ledger.client;
  });
});

describe('vouchers whose server is killed while it pays', () => {
  it('are paid once each by the calls after that', async () => {
    const ledger = await Ledger.start('embedded', { MAX_BLOCK_TRANSACTIONS: '3' });
    try {
      await ledger.client.post('/zakat/pool');
      const pool = refusal(await ledger.client.post('/zakat/pool'));
      expect(pool[0]).toBe(409);
      const payee = await ledger.client.createWallet();
      const rich = await ledger.client.register('Rich');
      await ledger.client.fund(rich.address);
      await ledger.client.post('/zakat/run', { period: '1448' });
      const ids: string[] = [];
      for (let count = 0; count < 12; count++) {
        ids.push(await approved(ledger.client, { beneficiary: beneficiary(payee.address), amount: 10 + count }));
      }
      const total = ids.reduce((sum, _, at) => sum + 10 + at, 0);
      let unanswered = 0;
      for (let round = 0; round < 3; round++) {
        const calls = ids.map((id) => ledger.client.post(`/zakat/vouchers/${id}/pay`).catch(() => undefined));
        await Promise.race(calls);
        await ledger.server.kill9();
        unanswered += (await Promise.all(calls)).filter((call) => call === undefined).length;
        await ledger.start();
      }
      for (const id of ids)
        expect((await ledger.client.post(`/zakat/vouchers/${id}/pay`)).json.voucher.state).toBe('paid');
      expect(await ledger.client.balance(payee.address)).toBe(total);
      expect(unanswered).toBeGreaterThan(0);
    } finally {
      await ledger.dispose();
    }
  });
});
