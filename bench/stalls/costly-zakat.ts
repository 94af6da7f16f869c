import { type LedgerClient, succeeded } from '../../test/support/ledger-client.js';
import { recordNisab } from '../../test/support/record-nisab.js';
import {
  type CostlyRequest,
  type CostTable,
  fullOfFaults,
  get,
  LONG_NAME,
  type MakeRequest,
  type RouteCosts,
  send,
  WRONG_PAGE,
} from './costly-request.js';

const ZAKAT = '/api/v1/zakat';
const PERIOD = '1448';
const NOTE = 'x'.repeat(200);
const TODAY = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Karachi' }).format(Date.now());
const ASSESSMENT = { period: PERIOD, valuation_date: TODAY };
const NISAB = { standard: 'silver', grams: '612.36', price: '10', source: NOTE, as_of: '2026-01-01' };

/** What treasurers ask for, in a demo with one user who was charged. */
export async function zakatCosts(client: LedgerClient, address: string): Promise<CostTable> {
  succeeded(await recordNisab(client));
  const { id: assessment } = (await client.post('/zakat/assessments', ASSESSMENT)).json;
  const debt = { wallet_address: address, amount: 1, due_on: '2027-01-31', note: NOTE };
  const { id: debtId } = succeeded(await client.post('/zakat/debts', debt));
  const exemption = { wallet_address: address, kind: 'non_citizen', note: NOTE };
  const { id: exemptionId } = succeeded(await client.post('/zakat/exemptions', exemption));
  const voucher = {
    kind: 'distribution',
    asnaf: 'fuqara',
    beneficiary: { name: NOTE, address },
    amount: 1,
    note: NOTE,
    period: PERIOD,
  };
  const { id: voucherId } = succeeded(await client.post('/zakat/vouchers', voucher));
  const { version: _version, ...policy } = (await client.get('/zakat/policy')).json;

  return {
    ...reading('/policy', '/policies?limit=1000', '/nisab?limit=1000', '/calendar', '/debts?limit=1000'),
    ...reading('/exemptions?limit=1000', '/runs?limit=1000', '/vouchers?limit=1000', '/pool'),
    ...named('GET', '/calendar/{hijri_date}', '1447-09-01'),
    ...named('GET', '/assessments/{id}', assessment),
    ...named('GET', '/assessments/{id}/lines', assessment),
    ...named('GET', '/assessments/{id}/lines.csv', assessment),
    ...named('GET', '/runs/{id}', assessment),
    ...named('GET', '/runs/{id}/progress', assessment),
    ...named('GET', '/vouchers/{id}', voucherId),
    ...named('GET', '/periods/{period}/return', PERIOD),
    ...named('GET', '/periods/{period}/return.csv', PERIOD),
    ...writing('PUT', '/policy', { ...policy, excluded: Array<string>(200).fill('ab'.repeat(32)) }),
    ...writing('PUT', '/calendar', { overrides: [{ month: '1447-09', first_day: '2026-02-19' }] }),
    ...writing('POST', '/nisab', NISAB),
    ...writing('POST', '/debts', debt),
    ...writing('POST', '/exemptions', exemption),
    ...writing('POST', '/assessments', ASSESSMENT),
    ...writing('POST', '/vouchers', voucher),
    ...writing('POST', '/pool', {}),
    ...deciding('/debts/{id}/settle', debtId),
    ...deciding('/exemptions/{id}/accept', exemptionId),
    ...deciding('/exemptions/{id}/end', exemptionId),
    ...deciding('/assessments/{id}/approve', assessment, { hash: 'ab'.repeat(32) }),
    ...deciding('/assessments/{id}/run', assessment),
    ...deciding('/runs/{id}/resume', assessment),
    ...deciding('/vouchers/{id}/approve', voucherId),
    ...deciding('/vouchers/{id}/reject', voucherId, { reason: NOTE }),
    ...deciding('/vouchers/{id}/pay', voucherId),
  };
}

function reading(...targets: string[]): CostTable {
  const costs = targets.map((target) => {
    const [path] = target.split('?');
    return [`GET ${ZAKAT}${path}`, { legal: get(ZAKAT + target), illegal: get(`${ZAKAT}${path}${WRONG_PAGE}`) }];
  });
  return Object.fromEntries(costs);
}

function named(method: string, path: string, name: string): CostTable {
  const asked = (given: string): MakeRequest => get(ZAKAT + path.replace(/\{\w+\}/, given));
  return { [`${method} ${ZAKAT}${path}`]: { legal: asked(name), illegal: asked(LONG_NAME) } };
}

function writing(method: string, path: string, body: object): CostTable {
  const illegal = () => send(method, ZAKAT + path, fullOfFaults(Object.keys(body).slice(0, 3)));
  return { [`${method} ${ZAKAT}${path}`]: { legal: () => send(method, ZAKAT + path, body), illegal } };
}

function deciding(path: string, id: string, body: object = {}): CostTable {
  const asked = (given: string) => (): CostlyRequest => send('POST', ZAKAT + path.replace('{id}', given), body);
  const costs: RouteCosts = { legal: asked(id), illegal: asked(LONG_NAME) };
  return { [`POST ${ZAKAT}${path}`]: costs };
}
