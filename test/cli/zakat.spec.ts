import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { LedgerClient } from '../support/ledger-client.js';
import { type CommandOutcome, mizan } from '../support/mizan.js';
import { prepareProduction } from '../support/production.js';
import { type RunningServer, startServer } from '../support/server.js';

jest.setTimeout(90_000);

const TODAY = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Karachi' }).format(Date.now());
const UNKNOWN = '0f0e8f5e-6a39-4c3c-8a7e-6a8d5a0b6c11';
/** Serial and period make it. */
const RECEIPT = 'MZ-1448-000001-6';

describe('a treasurer and a second administrator in production, with mizan alone', () => {
  const home = mkdtempSync(join(tmpdir(), 'mizan-treasurer-'));
  const at = (name: string) => join(home, name);
  const tokens = { amina: `mizan_admin_${'a'.repeat(43)}`, bilal: `mizan_admin_${'b'.repeat(43)}` };
  const hashed = (name: keyof typeof tokens) => `${name}:${createHash('sha256').update(tokens[name]).digest('hex')}`;
  let server: RunningServer;
  let asha: string;
  let id: string;

  beforeAll(async () => {
    const { env } = prepareProduction(at('data'), {
      SERVE: 'ledger',
      FAUCET_ENABLED: '1',
      ADMIN_TOKEN_HASH: `${hashed('amina')},${hashed('bilal')}`,
    });
    server = await startServer({ dataDir: at('data'), env });
    writeFileSync(at('bilal.token'), `${tokens.bilal}\n`, { mode: 0o600 });
    const client = new LedgerClient(server.ledgerUrl);
    const person = { full_name: 'Asha', email: 'asha@example.com', cnic: '35202-1111111-1' };
    asha = (await client.post('/register', person)).json.wallet_address;
    const fund = { address: asha, amount: 1 };
    await client.post('/admin/fund', fund, { authorization: `Bearer ${tokens.amina}` });
  });
  afterAll(async () => {
    await server?.stop();
    rmSync(home, { recursive: true, force: true, maxRetries: 3 });
  });

  const zakat = (words: string[], who: Record<string, string>) =>
    mizan(['zakat', ...words], { MIZAN_LEDGER_URL: server.ledgerUrl, ...who });
  const amina = (...words: string[]) => zakat(words, { MIZAN_ADMIN_TOKEN: tokens.amina });
  const bilal = (...words: string[]) => zakat(words, { MIZAN_ADMIN_TOKEN_FILE: at('bilal.token') });
  const stranger = (...words: string[]) => zakat(words, {});

  /** What it printed; the command is meant to succeed. */
  async function said(outcome: Promise<CommandOutcome>): Promise<string> {
    const { code, stdout, stderr } = await outcome;
    if (code !== 0) throw new Error(`${code}: ${stderr}`);
    return stdout;
  }
  const member = (text: string, name: string) => new RegExp(`^${name} +(\\S+)`, 'm').exec(text)![1]!;

  it('set the policy, knowing the version that they replace', async () => {
    const refused = await stranger('policy', 'set', '--hawl', 'none');
    expect([refused.code, refused.stderr]).toEqual([
      1,
      expect.stringMatching(/ {2}this is for administrators: set MIZAN_/),
    ]);
    expect(await said(stranger('policy'))).toMatch(/^version +0\n(.*\n)*hawl +both_ends\n/);
    const set = await said(amina('policy', 'set', '--hawl', 'none', '--nisab', 'fixed', '--if-version', '0'));
    expect(set).toMatch(/^version +1\n(.*\n)*hawl +none\nnisab +fixed\n(.*\n)*approvals +2\n/);
    const late = await bilal('policy', 'set', '--hawl', 'per_lot', '--if-version', '0');
    expect([late.code, late.stderr]).toEqual([1, 'mizan: another policy is in force, read it again\n']);
    expect(await said(bilal('policy', 'list'))).toMatch(/administrator:amina\n$/);
  });

  it('record a nisab once for one key, and make the pool', async () => {
    const nisab = ['nisab', 'add', '--standard', 'fixed', '--units', '10000', '--source', 'a test'];
    const words = [...nisab, '--as-of', '2026-01-01', '--idempotency-key', 'nisab-1448', '--json'];
    const first = await said(amina(...words));
    expect(JSON.parse(first)).toMatchObject({ standard: 'fixed', units: 10_000 });
    expect(await said(amina(...words))).toBe(first);
    expect(await said(amina('pool', 'create'))).toMatch(/^[0-9a-f]{64}\n$/);
  });

  it('assess, look, and approve what they have looked at, both of them', async () => {
    id = member(await said(amina('assess', '--period', '1448', '--on', TODAY)), 'assessment');
    const totals = await said(bilal('show', id));
    expect(totals).toMatch(/\nDUE +1\ndue +375 units from 1 of 1 wallets\nhash +[0-9a-f]{64}\n$/);
    expect(await said(bilal('show', id, '--reason', 'BELOW_NISAB'))).toBe('no lines\n');
    expect(await said(bilal('show', id, '--csv'))).toMatch(
      new RegExp(`^wallet_address,name,.*\r\n${asha},Asha,35202-\\*{7}-1,15000,`),
    );

    const unasked = await amina('approve', id);
    expect([unasked.code, unasked.stderr]).toEqual([
      2,
      expect.stringMatching(/no terminal to ask at: approve with --yes/),
    ]);
    const first = await amina('approve', id, '--yes');
    expect([first.code, first.stdout]).toEqual([0, 'assessed, approvals 1 of 2: administrator:amina\n']);
    expect(first.stderr).toBe(totals); // what is approved is shown before
    const twice = await amina('approve', id, '--yes');
    expect([twice.code, twice.stderr]).toEqual([1, expect.stringMatching(/\nmizan: you have approved this/)]);
    const early = await amina('run', id);
    expect([early.code, early.stderr]).toEqual([1, 'mizan: the assessment is not approved\n']);
    const other = await bilal('approve', id, '--hash', '0'.repeat(64), '--yes', '--json');
    expect([other.code, JSON.parse(other.stdout)]).toEqual([1, expect.objectContaining({ status: 409 })]);
    expect(await said(bilal('approve', id, '--hash', member(totals, 'hash'), '--yes'))).toBe(
      `approved, approvals 2 of 2: administrator:amina, administrator:bilal\nto charge it: mizan zakat run ${id} --wait\n`,
    );
  });

  it('charge, and read the receipt on paper', async () => {
    const run = await amina('run', id, '--wait');
    expect([run.code, run.stdout]).toEqual([
      0,
      expect.stringMatching(/\nstate +completed\n.*\ncharged +1: 375 units\n/),
    ]);
    expect(run.stderr).toMatch(/(^|\n)1 of 1 wallets: 1 charged, 375 units\n$/);
    const [{ state, charged }] = JSON.parse(await said(bilal('runs', '--json'))).runs;
    expect([state, charged]).toEqual(['completed', 1]);
    expect((await bilal('runs', UNKNOWN)).code).toBe(1);

    const receipt = await said(amina('receipt', RECEIPT));
    expect(receipt).toMatch(/\namount +375 units\n(.*\n)*name +Asha\n/);
    expect(await said(amina('receipt', RECEIPT, '--pdf', at('receipt.pdf')))).toBe(
      `receipt written to ${at('receipt.pdf')}\n`,
    );
    expect(readFileSync(at('receipt.pdf'), 'latin1')).toMatch(/^%PDF-/);
    expect(statSync(at('receipt.pdf')).mode & 0o777).toBe(0o600);
    const again = await amina('receipt', RECEIPT, '--pdf', at('receipt.pdf'));
    expect([again.code, again.stderr]).toEqual([73, expect.stringMatching(/exists already, and is not overwritten/)]);
    const genuine = await said(stranger('verify', RECEIPT, '--code', member(receipt, 'code')));
    expect(genuine).toMatch(/^the receipt is genuine\n/);
    expect(genuine).not.toMatch('Asha');
    expect((await stranger('verify', RECEIPT, '--code', 'X')).code).toBe(1);
  });

  it('pay a voucher that both have approved, and file the return', async () => {
    const poor = 'c'.repeat(64);
    const proposal = ['voucher', 'propose', poor, '100', '--asnaf', 'fuqara', '--name', 'Chandni', '--note', 'rations'];
    const voucher = member(await said(amina(...proposal)), 'voucher');
    await said(amina('voucher', 'approve', voucher));
    expect((await amina('voucher', 'pay', voucher)).stderr).toBe('mizan: the voucher is not approved\n');
    await said(bilal('voucher', 'approve', voucher));
    const paid = await said(bilal('voucher', 'pay', voucher));
    expect(paid).toMatch(/\nstate +paid\n(.*\n)*txid +[0-9a-f]{64}\n/);
    expect(await said(bilal('voucher', 'pay', voucher))).toBe(paid);
    expect(await said(bilal('voucher', '--state', 'paid'))).toMatch(`fuqara  1448       100  Chandni`);
    const pool = JSON.parse(await said(stranger('pool', '--json')));
    expect(pool).toMatchObject({ balance: 275, received: { collected: 375 }, paid: { distributed: 100 } });
    expect(await said(amina('return', '1448'))).toMatch(/^period +1448\n(.*\n)*charged +1: 375 units\n/);
    expect(await said(amina('return', '1448', '--csv'))).toMatch(/\n1448,charged,1,375\r?\n/);
  });
});
