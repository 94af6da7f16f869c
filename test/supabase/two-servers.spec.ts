import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { judgeChain } from '../support/judge.js';
import { LedgerClient } from '../support/ledger-client.js';
import { Load } from '../support/load.js';
import { Ledger } from '../support/running-ledger.js';
import { type RunningServer, startServer } from '../support/server.js';

jest.setTimeout(120_000);

describe('a second server on one Supabase project', () => {
  let ledger: Ledger;
  let second: RunningServer;
  let reader: LedgerClient;
  beforeAll(async () => {
    ledger = await Ledger.start('supabase');
    // Both seal under one master key, so they share its place, and nothing else.
    second = await startServer(ledger.store.options());
    reader = new LedgerClient(second.ledgerUrl);
  });
  afterAll(async () => {
    await second?.stop();
    await ledger?.dispose();
  });

  const eventually = async (what: () => Promise<boolean>) => {
    for (const deadline = Date.now() + 30_000; !(await what()); await sleep(100)) {
      if (Date.now() > deadline) throw new Error('it did not come to that');
    }
  };

  it('follows and reads, and says that it does not write', async () => {
    expect((await reader.get('/health/ready')).json).toMatchObject({ status: 'ready', writer: false });
    const wallet = await ledger.client.fundedWallet();
    await eventually(async () => (await reader.balance(wallet.address)) === 15_000);
    const refused = await reader.send(wallet, wallet.address, 1);
    expect([refused.status, refused.text]).toEqual([
      503,
      'this server does not accept writes at the moment, try again\n',
    ]);
  });

  it('takes over when the first is killed while it writes, and never forks the chain', async () => {
    const load = await Load.prepare(ledger.client, 4, 1);
    load.start(ledger.client);
    await load.progress(10);
    const { signal } = await ledger.server.kill9();
    expect(signal).toBe('SIGKILL');
    await load.stop();
    await eventually(async () => (await reader.get('/health/ready')).json.writer === true);
    const rest = new Load(load.wallets, load.sink);
    rest.start(reader);
    await rest.progress(10);
    await rest.stop();
    const judged = await judgeChain(reader);
    const acknowledged = [...load.acknowledged, ...rest.acknowledged];
    expect(acknowledged.filter((txid) => !judged.transactions.has(txid))).toEqual([]);
    expect(new Set(acknowledged).size).toBe(acknowledged.length);
    expect([...load.unexpected, ...rest.unexpected]).toEqual([]);
  });
});
