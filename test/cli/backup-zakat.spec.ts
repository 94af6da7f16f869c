import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { LedgerClient, succeeded } from '../support/ledger-client.js';
import { mizan } from '../support/mizan.js';
import { type PostgresServer, startPostgres } from '../support/postgres.js';
import { recordNisab } from '../support/record-nisab.js';
import { type RunningServer, startServer } from '../support/server.js';

jest.setTimeout(60_000);

const TODAY = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Karachi' }).format(Date.now());
const ORDER = { period: '1448', valuation_date: TODAY };
const ENV = { SERVE: 'ledger', POW_BITS: '4' };

describe('a backup of a ledger that has charged zakat', () => {
  const home = mkdtempSync(join(tmpdir(), 'mizan-zakat-backup-'));
  const origin = join(home, 'origin');
  const backup = join(home, 'ledger.backup');
  let postgres: PostgresServer;
  let asked: Map<string, string>;
  let verification: string;
  let address: string;
  let voucher: string;

  beforeAll(async () => {
    postgres = await startPostgres({ settings: { fsync: 'off' } });
    await serving(origin, {}, async (client) => {
      const { id, run } = await charged(client);
      const { number, verify_url } = await aReceipt(client);
      verification = verify_url.slice(client.url.length + '/api/v1'.length);
      voucher = await approvedRefund(client, number);
      const open = await approvedRefund(client, number);
      succeeded(await client.post(`/zakat/vouchers/${voucher}/pay`));
      // Left to be paid after the restore.
      voucher = open;
      asked = await answers(client, [
        '/zakat/policies',
        '/zakat/nisab',
        '/zakat/calendar',
        '/zakat/debts',
        '/zakat/exemptions',
        `/zakat/assessments/${id}`,
        `/zakat/assessments/${id}/lines.csv`,
        `/zakat/runs/${run}`,
        '/zakat/vouchers',
        '/zakat/pool',
        '/zakat/periods/1448/return',
        verification,
      ]);
    });
    const { code, stderr } = await mizan(['backup', backup], { DATA_DIR: origin });
    expect([code, stderr]).toEqual([0, '']);
  }, 120_000);
  afterAll(async () => {
    await postgres?.stop();
    rmSync(home, { recursive: true, force: true, maxRetries: 3 });
  });

  it.each(['embedded', 'postgres'])('answers as before when it is restored: %s', async (kind) => {
    const directory = join(home, kind);
    const database: Record<string, string> = kind === 'postgres' ? { DATABASE_URL: postgres.url } : {};
    const key = { MASTER_KEY_FILE: join(origin, 'master.key') };
    const restored = await mizan(['restore', backup], { DATA_DIR: directory, ...key, ...database });
    expect([restored.code, restored.stderr]).toEqual([0, '']);
    await serving(directory, { ...key, ...database }, async (client) => {
      expect(await answers(client, [...asked.keys()])).toEqual(asked);
      const { proof } = succeeded(await client.get(verification));
      expect(proof.merkle_root).toMatch(/^[0-9a-f]{64}$/);
      // It goes on counting where the other stopped: the pool pays, its sums are kept, and no one is charged twice.
      const before = succeeded(await client.get('/zakat/pool'));
      succeeded(await client.post(`/zakat/vouchers/${voucher}/pay`));
      const after = succeeded(await client.get('/zakat/pool'));
      expect([after.balance, after.paid.refunded]).toEqual([before.balance - 5, before.paid.refunded + 5]);
      const again = (await client.post('/zakat/assessments', ORDER)).json;
      expect(again.totals).toMatchObject({ due_count: 0, by_reason: { ALREADY_CHARGED: 1 } });
      succeeded(await client.post('/zakat/run', { period: '1449' }));
      expect((await client.get('/zakat/periods/1449/return')).json.charged.number).toBe(1);
    });
  });

  async function charged(client: LedgerClient) {
    await client.post('/zakat/pool');
    address = (await client.register('Amina')).address;
    await client.fund(address);
    await recordNisab(client);
    const { version: _version, ...policy } = succeeded(await client.get('/zakat/policy'));
    const atOnce = { ...policy, hawl: 'none', debts: 'all' };
    succeeded(await client.exchange('PUT', '/zakat/policy', atOnce, { 'If-Match': '"0"' }));
    const overrides = [{ month: '1447-09', first_day: '2026-02-19' }];
    succeeded(await client.exchange('PUT', '/zakat/calendar', { overrides }, { 'If-Match': '"0"' }));
    const mine = { wallet_address: address };
    succeeded(await client.post('/zakat/debts', { ...mine, amount: 1_000, due_on: TODAY }));
    const exemption = succeeded(await client.post('/zakat/exemptions', { ...mine, kind: 'non_citizen' }));
    await client.post(`/zakat/exemptions/${exemption.id}/end`);
    const { id, hash } = (await client.post('/zakat/assessments', ORDER)).json;
    succeeded(await client.post(`/zakat/assessments/${id}/approve`, { hash }));
    const { run_id: run } = (await client.post(`/zakat/assessments/${id}/run`)).json;
    await client.get(`/zakat/runs/${run}/progress`);
    return { id, run };
  }

  /** The check digit of the first receipt of the period. */
  const aReceipt = async (client: LedgerClient) => succeeded(await client.get('/zakat/receipts/MZ-1448-000001-6'));

  async function approvedRefund(client: LedgerClient, receipt: string): Promise<string> {
    const beneficiary = { name: 'Amina', address };
    const order = { kind: 'refund', receipt, beneficiary, amount: 5, note: 'too much' };
    const { id } = succeeded(await client.post('/zakat/vouchers', order));
    succeeded(await client.post(`/zakat/vouchers/${id}/approve`));
    return id;
  }

  async function answers(client: LedgerClient, paths: readonly string[]): Promise<Map<string, string>> {
    const all = new Map<string, string>();
    for (const path of paths) {
      const { status, text } = await client.get(path);
      expect([path, status]).toEqual([path, 200]);
      all.set(path, text);
    }
    return all;
  }

  async function serving(
    dataDir: string,
    env: Record<string, string>,
    work: (client: LedgerClient) => Promise<void>,
  ): Promise<void> {
    const server: RunningServer = await startServer({ dataDir, env: { ...ENV, ...env } });
    try {
      await work(new LedgerClient(server.ledgerUrl));
    } finally {
      await server.stop();
    }
  }
});
