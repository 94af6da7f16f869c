import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Wallet } from '../support/ledger-client.js';
import { Ledger } from '../support/running-ledger.js';

jest.setTimeout(60_000);

/** What a stored transaction becomes on a bad night. */
const HARMS = ['SET bytes = substr(bytes, 1, 40)', `SET bytes = '\\x00'`, 'SET bytes = set_byte(bytes, 0, 9)'];

describe.each(HARMS)('a ledger that runs, when one stored transaction is no longer readable (%s)', (harm) => {
  let ledger: Ledger;
  let wallet: Wallet;
  let to: string;
  let good: string;
  let bad: { txid: string; height: number };

  beforeAll(async () => {
    ledger = await Ledger.start('postgres', { POW_BITS: '4' });
    wallet = await ledger.client.fundedWallet(1);
    ({ address: to } = await ledger.client.createWallet());
    ({ txid: good } = await ledger.client.pay(wallet, to, 5));
    const { txid } = await ledger.client.pay(wallet, to, 7);
    bad = { txid, height: (await ledger.client.get(`/transactions/${txid}`)).json.height };
    await ledger.client.pay(wallet, to, 11);
    const harmed = await ledger.store.postgres!.run(
      `UPDATE ledger.transactions ${harm} WHERE txid = decode($1, 'hex') RETURNING key`,
      [bad.txid],
    );
    expect(harmed).toHaveLength(1);
  });
  afterAll(() => ledger?.dispose());

  it('lists the others, in pages and whole', async () => {
    const whole = await ledger.client.get(`/wallets/${to}/transactions`);
    expect([whole.status, whole.json.length]).toEqual([200, 2]);
    const pages = await ledger.client.pages(`/wallets/${to}/transactions?limit=1`);
    expect(pages.map(({ length }) => length)).toEqual([1, 0, 1]);
  });

  it('reports on the wallet, whose totals are right', async () => {
    const { status, json } = await ledger.client.get(`/reports/wallet/${to}`);
    expect([status, json.balance, json.total_received, json.transactions.length]).toEqual([200, 23, 23, 2]);
  });

  it('fails for the one itself and for its block alone, and serves and takes everything else', async () => {
    for (const path of [`/transactions/${bad.txid}`, `/blocks/${bad.height}`]) {
      const { status, text } = await ledger.client.exchange('GET', path);
      expect([path, status, text.trim()]).toEqual([path, 500, 'internal error']);
    }
    expect((await ledger.client.get(`/transactions/${good}`)).status).toBe(200);
    expect((await ledger.client.get(`/blocks/${bad.height + 1}`)).status).toBe(200);
    expect((await ledger.client.get('/health/ready')).status).toBe(200);
    await ledger.client.pay(wallet, to, 1);
    expect(await ledger.client.balance(to)).toBe(24);
  });

  it('names it: in the log once, in the metrics, and where the chain is verified', async () => {
    const lines = ledger.server.stdout().split('\n');
    const naming = lines.filter((line) => line.includes('a stored transaction cannot be read'));
    expect(naming).toEqual([expect.stringContaining(`"height":${bad.height}`)]);
    const { json } = await ledger.client.get('/chain/verify');
    expect([json.ok, json.fault.height]).toEqual([false, bad.height]);
    const metrics = await (await fetch(new URL('/metrics', ledger.server.ledgerUrl))).text();
    expect(Number(/^mizan_unreadable_transactions_total\{.*\} (\d+)$/m.exec(metrics)?.[1])).toBeGreaterThan(1);
  });
});
