import { setTimeout as sleep } from 'node:timers/promises';
import type { LedgerClient } from '../../support/ledger-client.js';

const TODAY = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Karachi' }).format(Date.now());
const POLICY = {
  rate: 'lunar',
  hawl: 'none',
  nisab_standard: 'fixed',
  debts: 'none',
  time_zone: 'Asia/Karachi',
  excluded: [],
  minimum_deduction: 0,
  amilin_cap: { numerator: 1, denominator: 8 },
  approvals: 1,
};

/** What there is to look at, and makers of what can be decided about once. */
export interface ZakatWorld {
  readonly wallet: string;
  readonly assessment: string;
  readonly run: string;
  readonly receipt: string;
  readonly code: string;
  fresh(path: '/zakat/assessments' | '/zakat/vouchers' | '/zakat/debts' | '/zakat/exemptions'): Promise<string>;
}

/** Two people, one of whom was charged for 1448. */
export async function makeZakatWorld(client: LedgerClient): Promise<ZakatWorld> {
  const post = async (path: string, body?: object) => (await client.post(path, body)).json;
  const register = (name: string, digit: number) =>
    post('/register', { full_name: name, email: `${name}@example.com`, cnic: `35202-${`${digit}`.repeat(7)}-1` });
  const { wallet_address: asha } = await register('asha', 1);
  const { wallet_address: wallet } = await register('omar', 2);
  await post('/admin/fund', { address: asha, amount: 1 });
  await client.exchange('PUT', '/zakat/policy', POLICY, { 'If-Match': '"0"' });
  await post('/zakat/nisab', { standard: 'fixed', units: 10_000, source: 'a test', as_of: '2026-01-01' });
  await post('/zakat/pool');
  const assess = (period: string) => post('/zakat/assessments', { period, valuation_date: TODAY });
  const { id: assessment, hash } = await assess('1448');
  await post(`/zakat/assessments/${assessment}/approve`, { hash });
  const { run_id: run } = await post(`/zakat/assessments/${assessment}/run`);
  while ((await client.get(`/zakat/runs/${run}`)).json.state !== 'completed') await sleep(50);
  const receipt = 'MZ-1448-000001-6';
  const { code } = (await client.get(`/zakat/receipts/${receipt}`)).json;

  const beneficiary = { name: 'Omar', address: wallet };
  const bodies = {
    '/zakat/assessments': { period: '1449', valuation_date: TODAY },
    '/zakat/vouchers': { kind: 'distribution', asnaf: 'fuqara', beneficiary, amount: 1, note: 'rations' },
    '/zakat/debts': { wallet_address: wallet, amount: 10, due_on: '2027-01-31' },
    '/zakat/exemptions': { wallet_address: wallet, kind: 'non_citizen' },
  };
  const fresh = async (path: keyof typeof bodies) => (await post(path, bodies[path])).id as string;
  return { wallet, assessment, run, receipt, code, fresh };
}

type Make = () => string[] | Promise<string[]>;

/** Every command below `mizan zakat`, with arguments that make it succeed unless the code says otherwise. */
export function zakatCommands(
  { done, refused }: Record<'done' | 'refused', number>,
  world: () => ZakatWorld,
): Record<string, [make: Make, code: number]> {
  const fresh: ZakatWorld['fresh'] = (path) => world().fresh(path);
  const nisab = ['--standard', 'fixed', '--units', '5', '--source', 'a test', '--as-of', '2020-01-01'];
  const proposal = ['1', '--asnaf', 'fuqara', '--name', 'Omar', '--note', 'rations'];
  return {
    'zakat policy set': [() => ['--approvals', '1'], done],
    'zakat calendar set': [() => ['1447-09=2026-02-19'], done],
    'zakat assess': [() => ['--period', '1450', '--on', TODAY], done],
    'zakat approve': [async () => [await fresh('/zakat/assessments'), '--yes'], done],
    'zakat policy show': [() => [], done],
    'zakat policy list': [() => [], done],
    'zakat calendar show': [() => [], done],
    'zakat calendar date': [() => ['1447-09-01'], done],
    'zakat nisab list': [() => [], done],
    'zakat nisab add': [() => nisab, done],
    'zakat debts list': [() => [], done],
    'zakat debts add': [() => [world().wallet, '5', '--due', '2027-01-31'], done],
    'zakat debts settle': [async () => [await fresh('/zakat/debts')], done],
    'zakat exemptions list': [() => [], done],
    'zakat exemptions add': [() => [world().wallet, 'non_citizen'], done],
    'zakat exemptions accept': [async () => [await fresh('/zakat/exemptions')], done],
    'zakat exemptions end': [async () => [await fresh('/zakat/exemptions')], done],
    'zakat pool show': [() => [], done],
    'zakat pool create': [() => [], refused],
    'zakat show': [() => [world().assessment], done],
    'zakat run': [() => [world().assessment, '--wait'], done],
    'zakat runs': [() => [], done],
    'zakat resume': [() => [world().run], done],
    'zakat receipt': [() => [world().receipt], done],
    'zakat verify': [() => [world().receipt, '--code', world().code], done],
    'zakat voucher list': [() => [], done],
    'zakat voucher show': [async () => [await fresh('/zakat/vouchers')], done],
    'zakat voucher propose': [() => [world().wallet, ...proposal], done],
    'zakat voucher approve': [async () => [await fresh('/zakat/vouchers')], done],
    'zakat voucher reject': [async () => [await fresh('/zakat/vouchers'), '--reason', 'a test'], done],
    'zakat voucher pay': [async () => [await fresh('/zakat/vouchers')], refused],
    'zakat return': [() => ['1448'], done],
  };
}
