import type { Exchange, LedgerClient } from './ledger-client.js';
import { recordNisab } from './record-nisab.js';

const POLICY = {
  rate: 'lunar',
  hawl: 'none',
  nisab_standard: 'silver',
  debts: 'none',
  time_zone: 'Asia/Karachi',
  excluded: [],
  minimum_deduction: 0,
  amilin_cap: { numerator: 1, denominator: 8 },
  approvals: 1,
};
const TODAY = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Karachi' }).format(Date.now());
const DEBT = { amount: 10, due_on: '2027-01-31' };
const EXEMPTION = { kind: 'non_citizen' };

/** Asks for everything that there is about zakat, from the policy to the sheet of a period, as a user with a session and as a treasurer. */
export async function tourOfZakat(client: LedgerClient, address: string, session: Record<string, string>) {
  const asked: Exchange[] = [];
  const ask = async (exchange: Promise<Exchange>) => {
    asked.push(await exchange);
    return asked.at(-1)!.json;
  };
  const get = (path: string, headers?: Record<string, string>) => ask(client.get(path, headers));
  const post = (path: string, body?: object, headers?: Record<string, string>) => ask(client.post(path, body, headers));
  const put = (path: string, body: object) => ask(client.exchange('PUT', path, body, { 'If-Match': '"0"' }));

  await get('/zakat/policy');
  await put('/zakat/policy', POLICY);
  await get('/zakat/policies');
  await ask(recordNisab(client));
  await get('/zakat/nisab');
  await put('/zakat/calendar', { overrides: [{ month: '1447-09', first_day: '2026-02-19' }] });
  await get('/zakat/calendar');
  await get('/zakat/calendar/1447-09-01');

  await post('/zakat/pool');
  const debt = await post('/zakat/debts', { ...DEBT, wallet_address: address });
  await post(`/zakat/debts/${debt.id}/settle`, {});
  await get('/zakat/debts');
  const exemption = await post('/zakat/exemptions', { ...EXEMPTION, wallet_address: address });
  await post(`/zakat/exemptions/${exemption.id}/accept`);
  await post(`/zakat/exemptions/${exemption.id}/end`);
  await get('/zakat/exemptions');
  const mine = await post('/me/zakat/debts', DEBT, session);
  await post(`/me/zakat/debts/${mine.id}/settle`, {}, session);
  await post('/me/zakat/exemptions', EXEMPTION, session);
  await get('/me/zakat', session);

  const { id, hash } = await post('/zakat/assessments', { period: '1448', valuation_date: TODAY });
  const assessment = `/zakat/assessments/${id}`;
  await get(assessment);
  await get(`${assessment}/lines`);
  await get(`${assessment}/lines.csv`);
  await post(`${assessment}/approve`, { hash });
  const { run_id } = await post(`${assessment}/run`);
  // Its events end when it is complete.
  await get(`/zakat/runs/${run_id}/progress`);
  await get(`/zakat/runs/${run_id}`);
  await get('/zakat/runs');
  await post(`/zakat/runs/${run_id}/resume`);

  const [{ number }] = await get('/me/zakat/receipts', session);
  const { verify_url } = await get(`/zakat/receipts/${number}`);
  await get(`/zakat/receipts/${number}.pdf`);
  await get(verify_url.slice(`${client.url}/api/v1`.length));

  const refund = {
    kind: 'refund',
    receipt: number,
    beneficiary: { name: 'Amina', address },
    amount: 1,
    note: 'too much',
  };
  const paid = await post('/zakat/vouchers', refund);
  await post(`/zakat/vouchers/${paid.id}/approve`);
  await post(`/zakat/vouchers/${paid.id}/pay`);
  await get(`/zakat/vouchers/${paid.id}`);
  const rejected = await post('/zakat/vouchers', refund);
  await post(`/zakat/vouchers/${rejected.id}/reject`, { reason: 'twice' });
  await get('/zakat/vouchers');
  await get('/zakat/pool');
  await get('/zakat/periods/1448/return');
  await get('/zakat/periods/1448/return.csv');
  return asked;
}
