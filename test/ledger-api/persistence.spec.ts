import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { judgeChain } from '../support/judge.js';
import { LedgerClient, refusal } from '../support/ledger-client.js';
import { Load } from '../support/load.js';
import { LEDGER_STORAGE_KINDS, Ledger } from '../support/running-ledger.js';
import { type RunningServer, runServerToExit, startServer } from '../support/server.js';

jest.setTimeout(120_000);

describe.each(LEDGER_STORAGE_KINDS)('a ledger that is stopped, on %s', (kind) => {
  let ledger: Ledger;
  beforeAll(async () => {
    ledger = await Ledger.start(kind);
  });
  afterAll(() => ledger?.dispose());

  it('finds everything still there when it is started again', async () => {
    const [from, to] = [await ledger.client.fundedWallet(), await ledger.client.createWallet()];
    const { txid } = await ledger.client.pay(from, to.address, 100);
    const { json: code } = await ledger.client.post('/auth/request-otp', { email: 'kept@example.org' });
    const read = async ({ client }: Ledger) => [
      await client.balance(from.address),
      await client.balance(to.address),
      await client.chain(),
      (await client.get(`/wallets/${from.address}/transactions?direction=all`)).json,
      (await client.get(`/reports/wallet/${from.address}`)).json,
      (await client.get(`/transactions/${txid}`)).json,
    ];
    const before = await read(ledger);
    expect(before.slice(0, 2)).toEqual([14_900, 100]);
    await ledger.restart();
    expect(await read(ledger)).toEqual(before);
    expect((await ledger.client.post('/auth/verify-otp', code)).status).toBe(200);
    await ledger.client.pay(from, to.address, 14_900);
    expect(await ledger.client.balance(to.address)).toBe(15_000);
    await judgeChain(ledger.client);
  });

  it('ends with 0 within ten seconds of SIGTERM, and keeps what it accepted', async () => {
    const load = await Load.prepare(ledger.client, 16);
    load.start(ledger.client);
    await load.progress(20);
    const started = performance.now();
    const exit = await ledger.stop();
    const took = performance.now() - started;
    await load.stop();
    expect(exit).toEqual({ code: 0, signal: null });
    expect(took).toBeLessThan(10_000);
    expect(load.unexpected).toEqual([]);
    await ledger.start();
    const judged = await judgeChain(ledger.client);
    expect(load.acknowledged.filter((txid) => !judged.transactions.has(txid))).toEqual([]);
    // A request that got no answer was not begun, or its answer was on its way: it did not get lost half done.
    expect(judged.balances.get(load.sink)).toBe(load.acknowledged.length);
  });
});

describe('a second server on the same directory', () => {
  it('is refused with 75 and a message, and the first goes on', async () => {
    const ledger = await Ledger.start('embedded');
    try {
      const wallet = await ledger.client.fundedWallet();
      const second = await runServerToExit(ledger.store.options());
      expect(second.code).toBe(75);
      expect(second.output).toMatch(/in use|another/i);
      expect(second.output).not.toMatch(/\n\s+at /);
      await ledger.client.pay(wallet, wallet.address, 1);
      await judgeChain(ledger.client);
      await ledger.server.kill9();
      await ledger.start(); // the lock of a killed server blocks no one
      expect(await ledger.client.balance(wallet.address)).toBe(15_000);
    } finally {
      await ledger.dispose();
    }
  });
});

describe('two servers on one PostgreSQL', () => {
  let first: Ledger;
  let second: RunningServer;
  let reader: LedgerClient;
  beforeAll(async () => {
    first = await Ledger.start('postgres');
    second = await startServer(first.store.options());
    reader = new LedgerClient(second.ledgerUrl, first.contract);
  });
  afterAll(async () => {
    await second?.stop();
    await first?.dispose();
  });

  it('have one writer; the other reads what it writes and refuses to write', async () => {
    const [from, to] = [await first.client.fundedWallet(), await first.client.createWallet()];
    for (let payment = 1; payment <= 5; payment++) {
      await first.client.pay(from, to.address, 10);
      expect(await reader.balance(to.address)).toBe(payment * 10);
      expect(await reader.chain()).toEqual(await first.client.chain());
    }
    expect((await first.client.get('/health/ready')).json.writer).toBe(true);
    expect((await reader.get('/health/ready')).json.writer).toBe(false);
    const text = 'this server does not accept writes at the moment, try again\n';
    const refused = await reader.send(from, to.address, 10);
    expect(refusal(refused)).toEqual([503, text]);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(refusal(await reader.post('/admin/fund', { address: to.address, amount: 1 }))).toEqual([503, text]);
    expect(await first.client.balance(to.address)).toBe(50);
  });

  it('lists the same coins, and prepares the same transfer, on the one that only reads', async () => {
    const [from, to] = [await first.client.fundedWallet(), await first.client.createWallet()];
    await first.client.pay(from, to.address, 10);
    const coins = `/wallets/${from.address}/utxos`;
    expect((await reader.get(coins)).json).toEqual((await first.client.get(coins)).json);
    await first.client.pay(from, to.address, 10);
    const body = { from: from.address, to: to.address, amount: 14_000 };
    const [there, here] = [
      await reader.post('/transactions/prepare', body),
      await first.client.post('/transactions/prepare', body),
    ];
    expect(there.json).toEqual(here.json);
  });

  it('under another master key are not possible', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'mizan-other-key-'));
    try {
      const refused = await runServerToExit({ ...first.store.options(), dataDir });
      expect(refused.code).toBe(78);
      expect(refused.output).toMatch(/master key/);
    } finally {
      rmSync(dataDir, { recursive: true, force: true });
    }
  });

  it('go on as one when the writer is killed', async () => {
    const load = await Load.prepare(first.client, 4);
    load.start(first.client);
    await load.progress(20);
    await first.server.kill9();
    await load.stop();
    const started = performance.now();
    const heir = new Load(load.wallets, load.sink);
    heir.start(reader);
    await heir.progress(20);
    await heir.stop();
    expect(performance.now() - started).toBeLessThan(20_000);
    expect((await reader.get('/health/ready')).json.writer).toBe(true);
    const judged = await judgeChain(reader);
    const acknowledged = [...load.acknowledged, ...heir.acknowledged];
    expect(acknowledged.filter((txid) => !judged.transactions.has(txid))).toEqual([]);
    expect([...load.unexpected, ...heir.unexpected]).toEqual([]);
    await first.start({}, { besideWriter: true });
    await sleep(100);
    expect((await first.client.get('/health/ready')).json.writer).toBe(false);
    expect(await first.client.balance(load.sink)).toBe(judged.balances.get(load.sink));
  });
});
