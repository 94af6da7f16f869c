import { fromHex, rootOfProof, toHex } from '@app/chain';
import { printReceiptNumber } from '@app/zakat';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type LedgerClient, refusal, type Wallet } from '../support/ledger-client.js';
import { openStore } from '../support/open-store.js';
import { readPdf } from '../support/read-pdf.js';
import { EMBEDDED_AND_SUPABASE, Ledger } from '../support/running-ledger.js';

jest.setTimeout(60_000);

const FIELDS = { email: 'amina@example.org', cnic: '35202-1234567-1' };

describe.each(EMBEDDED_AND_SUPABASE)('receipts of zakat, on %s', (kind) => {
  let ledger: Ledger;
  let client: LedgerClient;
  let authorization: string;
  let amina: Wallet;
  let other: Wallet;

  beforeAll(async () => {
    ledger = await Ledger.start(kind, { ZAKAT_WALLET_ADDRESS: 'ab'.repeat(32) });
    client = ledger.client;
    const { json } = await client.post('/register', { full_name: 'Amina Khan', ...FIELDS });
    amina = { address: json.wallet_address, private_key: json.private_key };
    other = await client.register('Omar');
    await client.fund(amina.address);
    await client.fund(other.address);
    const { json: code } = await client.post('/auth/request-otp', { email: FIELDS.email });
    const session = await client.post('/auth/verify-otp', code);
    authorization = `Bearer ${session.json.token}`;
    for (const body of [{ period: '1448' }, { period: '1448' }, undefined, { period: '1448-09' }]) {
      expect((await client.post('/zakat/run', body)).status).toBe(200);
    }
  });
  afterAll(() => ledger?.dispose());

  const mine = async (query = '') => (await client.get(`/me/zakat/receipts${query}`, { authorization })).json;
  const numbers = (lines: { number: string }[]) => lines.map(({ number }) => number.slice(0, -9));
  const receipt = async (number: string) => (await client.get(`/zakat/receipts/${number}`)).json;

  it('are listed for their owner, the newest first, one for each deduction', async () => {
    const lines = await mine();
    const year = new Date().getUTCFullYear();
    expect(numbers(lines)).toEqual(['MZ-1448-09', `MZ-_${year}`, 'MZ-1448']);
    expect(lines.at(-1)).toEqual({
      number: expect.stringMatching(/^MZ-1448-00000[12]-\d$/),
      amount: 375,
      date: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      hijri_date: expect.stringMatching(/^14\d\d-\d\d-\d\d$/),
      txid: expect.stringMatching(/^[0-9a-f]{64}$/),
      block_hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      height: expect.any(Number),
    });
    const first = await client.get('/me/zakat/receipts?limit=2', { authorization });
    expect(first.json).toEqual(lines.slice(0, 2));
    const [, next] = /<(.*)>/.exec(first.headers.get('link')!)!;
    expect(await mine(next!.slice(next!.indexOf('?')))).toEqual(lines.slice(2));
    expect(refusal(await client.get('/me/zakat/receipts'))[0]).toBe(401);
  });

  it('say who paid, how much, and how the amount was computed', async () => {
    const line = (await mine()).at(-1);
    const answer = await receipt(line.number);
    const { proof, ...others } = answer;
    expect(others).toEqual({
      ...line,
      name: 'Amina Khan',
      cnic: '35202-*******-1',
      wallet_address: amina.address,
      balance: 15_000,
      debts: null,
      nisab: null,
      rate: { numerator: 1, denominator: 40 },
      policy_version: null,
      charged_at: expect.stringMatching(/^\d{4}-.*Z$/),
      code: expect.stringMatching(/^[0-9A-Z]{16}$/),
      verify_url: `${client.url}/api/v1/zakat/receipts/${line.number}/verify?code=${answer.code}`,
    });
    const header = await client.header(answer.height);
    const steps = proof.steps.map(({ side, hash }: { side: 'left' | 'right'; hash: string }) => ({
      side,
      hash: fromHex(hash, 32)!,
    }));
    expect(toHex(rootOfProof(fromHex(answer.txid, 32)!, steps))).toBe(header.merkle_root);
    expect([proof.txid, proof.block_hash, header.hash]).toEqual([answer.txid, answer.block_hash, answer.block_hash]);
  });

  it('verify with number and code, and say nothing of the person', async () => {
    const { number, code, amount, date, hijri_date, txid, block_hash, height, proof, verify_url } = await receipt(
      (await mine())[0].number,
    );
    const verified = await client.get(verify_url.slice(verify_url.indexOf('/zakat')));
    expect(verified.json).toEqual({ number, amount, date, hijri_date, txid, block_hash, height, proof });
    expect((await client.get(`/zakat/receipts/${number}/verify?code=${code.toLowerCase()}`)).status).toBe(200);
  });

  it('are printed with a QR code that leads to the verification', async () => {
    const { number, verify_url, amount } = await receipt((await mine())[0].number);
    const answer = await fetch(`${client.url}/api/v1/zakat/receipts/${number}.pdf`, { headers: { authorization } });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    expect(answer.headers.get('content-disposition')).toBe(`inline; filename="${number}.pdf"`);
    const { code, text } = await readPdf(new Uint8Array(await answer.arrayBuffer()));
    expect(code).toBe(verify_url);
    expect((await fetch(code)).status).toBe(200);
    expect(text).toContain(`${amount} units`);
    const wrong = number.slice(0, -1) + ((Number(number.at(-1)) + 1) % 10);
    expect(refusal(await client.get(`/zakat/receipts/${wrong}.pdf`))).toEqual([404, 'receipt not found\n']);
  });

  it('do not verify with a digit changed, a digit of the code, another code or none, and it is always the same answer', async () => {
    const [first, second] = await mine();
    const { number, code } = await receipt(first.number);
    const changed = [...number.matchAll(/\d/g)].map(({ 0: digit, index }) => {
      const wrong = String((Number(digit) + 1) % 10);
      return `${number.slice(0, index)}${wrong}${number.slice(index + 1)}/verify?code=${code}`;
    });
    const wrongCode = code.slice(0, -1) + (code.endsWith('0') ? '1' : '0');
    const attempts = [
      ...changed,
      `${number}/verify?code=${wrongCode}`,
      `${number}/verify?code=${(await receipt(second.number)).code}`,
      `${number}/verify?code=`,
      `${number}/verify`,
      `nothing/verify?code=${code}`,
    ];
    for (const attempt of attempts) {
      const { status, text } = await client.get(`/zakat/receipts/${attempt}`);
      expect([attempt, status, text]).toEqual([attempt, 404, 'no receipt has this number and code\n']);
    }
    expect(refusal(await client.get('/zakat/receipts/MZ-1448-000001-0'))).toEqual([404, 'receipt not found\n']);
  });

  it('of another user are not found with a session', async () => {
    const [mineIs] = (await mine()).slice(-1);
    const place = { series: '1448', serial: Number(mineIs.number.slice(-8, -2)) === 1 ? 2 : 1 };
    const path = `/zakat/receipts/${printReceiptNumber(place)}`;
    expect((await client.get(path)).json.wallet_address).toBe(other.address);
    expect(refusal(await client.get(path, { authorization }))).toEqual([404, 'receipt not found\n']);
    expect((await client.get(`/zakat/receipts/${mineIs.number}`, { authorization })).status).toBe(200);
  });

  it('are numbered without gaps and never changed', async () => {
    await ledger.stop();
    await withStore(async (query) => {
      for (const change of ['UPDATE zakat_receipts SET serial = 9', 'DELETE FROM zakat_receipts'])
        await expect(query(change)).rejects.toThrow('only ever added');
      const all = 'SELECT * FROM zakat_receipts ORDER BY transaction_key';
      const before = await query(all);
      const year = `_${new Date().getUTCFullYear()}`;
      const series = ['1448', '1448', year, year, '1448-09', '1448-09'];
      expect(before).toMatchObject(series.map((name, at) => ({ series: name, serial: 1 + (at % 2) })));
    });
  });

  async function withStore<Result>(
    work: (query: (sql: string) => Promise<object[]>) => Promise<Result>,
  ): Promise<Result> {
    const database = await openStore(ledger.store);
    try {
      return await work((sql) => database.query(sql));
    } finally {
      await database.close();
    }
  }
});
