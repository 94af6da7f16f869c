import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { reportFigures } from '../support/figures.js';
import { judgeChain } from '../support/judge.js';
import { Load } from '../support/load.js';
import { Ledger } from '../support/running-ledger.js';
import type { Postgrest, RestFault } from '../support/supabase/postgrest.js';

jest.setTimeout(300_000);

describe('a ledger on Supabase', () => {
  let ledger: Ledger;
  let rest: Postgrest;
  beforeAll(async () => {
    ledger = await Ledger.start('supabase');
    rest = ledger.store.supabase!.rest;
  });
  afterAll(() => ledger?.dispose());

  const requests = (name: string) => rest.requests.get(name) ?? 0;

  /** What `work` cost, less what a server asks while nothing happens. */
  async function costOf(work: () => Promise<unknown>) {
    const before = new Map(rest.requests);
    const bytes = { ...rest.bytes };
    const { height } = await ledger.client.chain();
    await work();
    const changed = [...rest.requests].map(([name, count]) => [name, count - (before.get(name) ?? 0)] as const);
    const background = new Set([
      'ledger_renew_writer_lease',
      'ledger_record_system_logs',
      'ledger_chain_tip',
      // The state of the chain, which is asked for here.
      'ledger_chain_supply',
      // Whether there is something to deliver, every 15 seconds.
      'ledger_webhook_lanes',
      // Once it leads, and again after an interruption.
      'ledger_sweep_zakat_assessments',
      'ledger_unfinished_assessed_zakat_run',
    ]);
    return {
      calls: Object.fromEntries(changed.filter(([name, count]) => count > 0 && !background.has(name))),
      journal: requests('ledger_record_system_logs') - (before.get('ledger_record_system_logs') ?? 0),
      blocks: (await ledger.client.chain()).height - height,
      received: rest.bytes.received - bytes.received,
      sent: rest.bytes.sent - bytes.sent,
    };
  }

  it('tells the state of the chain, with what was issued and redeemed, by one request', async () => {
    await ledger.client.chain();
    const before = new Map(rest.requests);
    for (let time = 0; time < 10; time++) await ledger.client.chain();
    const named = (name: string) => requests(name) - (before.get(name) ?? 0);
    expect([named('ledger_chain_supply'), named('ledger_treasury_totals')]).toEqual([10, 0]);
  });

  it('costs one request for each block: one for a lone send, one for many that come together', async () => {
    const wallets = await Promise.all(Array.from({ length: 50 }, () => ledger.client.fundedWallet()));
    const sink = (await ledger.client.createWallet()).address;
    const one = await costOf(() => ledger.client.pay(wallets[0]!, sink, 1));
    expect(one).toMatchObject({ calls: { ledger_append_block: 1 }, blocks: 1 });
    const many = await costOf(() => Promise.all(wallets.map((wallet) => ledger.client.pay(wallet, sink, 1))));
    expect(many.calls).toEqual({ ledger_append_block: many.blocks });
    expect(many.blocks).toBeLessThan(20);
    const alone = await costOf(async () => {
      for (let sends = 0; sends < 20; sends++) await ledger.client.pay(wallets[0]!, sink, 1);
    });
    expect(alone.calls).toEqual({ ledger_append_block: 20 });
    await reportFigures('requests to Supabase', {
      perLoneSend: one.calls.ledger_append_block!,
      bytesUpPerLoneSend: one.received,
      sendsTogether: 50,
      blocksForThem: many.blocks,
      bytesUpPerSendTogether: Math.round(many.received / 50),
      journalCallsFor20LoneSends: alone.journal,
    });
  });

  it('answers no balance from the database, and a page of history by one request', async () => {
    const wallet = await ledger.client.fundedWallet();
    expect(await costOf(() => ledger.client.balance(wallet.address))).toMatchObject({ calls: {} });
    const page = await costOf(() => ledger.client.get(`/wallets/${wallet.address}/transactions?limit=10`));
    expect(page.calls).toEqual({ ledger_wallet_history_received_asc: 1 });
  });

  it('is not held back by the thousand rows that Supabase returns at most', async () => {
    const wallet = await ledger.client.fundedWallet();
    const before = (await ledger.client.chain()).unspent_count;
    await Promise.all(Array.from({ length: 1_100 }, () => ledger.client.fund(wallet.address)));
    await ledger.restart();
    const { unspent_count } = await ledger.client.chain();
    expect(unspent_count).toBe(before + 1_100);
    expect(await ledger.client.balance(wallet.address)).toBe(15_000 * 1_101);
  });

  const faults: RestFault[] = ['reset_after', 'gateway', 'half', 'reset_before', 'mute'];
  it('loses no acknowledged send and stores nothing by halves when answers to appends are lost', async () => {
    const load = await Load.prepare(ledger.client, 6, 1);
    const before = await ledger.client.chain();
    const already = faults.reduce((total, fault) => total + rest.happened(fault), 0);
    let appends = 0;
    rest.choose = ({ name }) => {
      if (name !== 'ledger_append_block' || ++appends % 4 !== 0) return null;
      // An answer that never comes takes ten seconds to be given up, so it is rare.
      return faults[(appends / 4) % (appends % 80 === 16 ? 5 : 4)]!;
    };
    load.start(ledger.client);
    await load.progress(120, 200_000);
    await load.stop();
    rest.choose = () => null;
    const judged = await judgeChain(ledger.client);
    const lost = load.acknowledged.filter((txid) => !judged.transactions.has(txid));
    const stored = judged.transactions.size - before.transaction_count;
    const unknown = load.unavailable.filter((text) => text.startsWith('the outcome is unknown')).length;
    const happened = faults.reduce((total, fault) => total + rest.happened(fault), 0) - already;
    await reportFigures('answers of Supabase lost', {
      faults: happened,
      acknowledged: load.acknowledged.length,
      lost: lost.length,
      outcomeUnknown: unknown,
      duplicates: load.acknowledged.length - new Set(load.acknowledged).size,
    });
    expect(happened).toBeGreaterThan(10);
    expect(lost).toEqual([]);
    expect([load.unexpected, load.unanswered]).toEqual([[], 0]);
    expect(new Set(load.acknowledged).size).toBe(load.acknowledged.length);
    expect(stored).toBeGreaterThanOrEqual(load.acknowledged.length);
    expect(stored).toBeLessThanOrEqual(load.acknowledged.length + unknown);
    expect(judged.balances.get(load.sink)).toBe(stored);
  });

  it('answers 503 within its limits while Supabase is away, and goes on by itself when it is back', async () => {
    const wallet = await ledger.client.fundedWallet();
    rest.choose = () => 'reset_before';
    const refused = await ledger.client.send(wallet, wallet.address, 1);
    expect(refused.status).toBe(503);
    expect(refused.headers.get('retry-after')).toMatch(/^\d+$/);
    expect((await ledger.client.get('/health')).status).toBe(200);
    expect((await ledger.client.get('/health/ready')).status).toBe(503);
    rest.choose = () => null;
    for (const deadline = Date.now() + 60_000; ; await sleep(200)) {
      const { status } = await ledger.client.send(wallet, wallet.address, 1);
      if (status === 200) break;
      expect(status).toBe(503);
      if (Date.now() > deadline) throw new Error('the server does not come back');
    }
    await judgeChain(ledger.client);
  });
});
