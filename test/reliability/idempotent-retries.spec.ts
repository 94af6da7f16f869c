import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { Contract } from '../support/contract.js';
import { reportFigures } from '../support/figures.js';
import { judgeChain } from '../support/judge.js';
import { KeyedLoad } from '../support/keyed-load.js';
import { LedgerClient } from '../support/ledger-client.js';
import { openStore } from '../support/open-store.js';
import { Ledger, type LedgerStore } from '../support/running-ledger.js';
import { startServer } from '../support/server.js';
import { TcpProxy } from '../support/tcp-proxy.js';

jest.setTimeout(600_000); // many starts of a server, each a few seconds on a busy machine

const CLIENTS = 8;
const LEAST_ROUNDS = 3;
const MOST_ROUNDS = 25;

describe('a transfer that is asked for again with its key until it is answered', () => {
  const closing: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
  });

  async function started(kind: 'embedded' | 'postgres'): Promise<Ledger> {
    const ledger = await Ledger.start(kind);
    closing.push(() => ledger.dispose());
    return ledger;
  }

  /** Every key has exactly one transfer, and every transfer with a key exactly one row. */
  async function expectOnce(load: KeyedLoad, client: LedgerClient, store: LedgerStore, stop: () => Promise<unknown>) {
    const judged = await judgeChain(client);
    const lost = [...load.done.keys()].filter((txid) => !judged.transactions.has(txid));
    const duplicates = load.done.size - new Set(load.done.values()).size;
    expect(load.unexpected).toEqual([]);
    expect([lost, duplicates, judged.balances.get(load.sink)]).toEqual([[], 0, load.done.size]);
    await stop();
    const database = await openStore(store);
    const [row] = await database.query<{ keys: string; transfers: string }>(
      `SELECT count(*) AS keys, count(DISTINCT transaction_key) AS transfers FROM idempotency_keys`,
    );
    await database.close();
    expect([row!.keys, row!.transfers]).toEqual([String(load.done.size), String(load.done.size)]);
    return { transfers: load.done.size, repetitions: load.repetitions, replays: load.replays, lost: 0, duplicates };
  }

  it('is made once when the server is killed between the effect and the answer', async () => {
    const ledger = await started('embedded');
    const load = await KeyedLoad.prepare(ledger.client, CLIENTS);
    let kills = 0;
    for (; (kills < LEAST_ROUNDS || load.replays === 0) && kills < MOST_ROUNDS; kills++) {
      load.start(ledger.client);
      await sleep(200 + Math.random() * 200);
      await ledger.server.kill9();
      await load.stop();
      await ledger.start();
      await load.settle(ledger.client);
    }
    const figures = await expectOnce(load, ledger.client, ledger.store, () => ledger.stop());
    await reportFigures('kill -9 and retries with a key', { kills, ...figures });
    expect(load.repetitions).toBeGreaterThan(0);
    expect(load.replays).toBeGreaterThan(0);
  });

  it('is made once when the writer is killed and another process on the same PostgreSQL takes over', async () => {
    const ledger = await started('postgres');
    const load = await KeyedLoad.prepare(ledger.client, CLIENTS);
    let takeovers = 0;
    for (; (takeovers < LEAST_ROUNDS || load.replays === 0) && takeovers < MOST_ROUNDS; takeovers++) {
      const standby = await startServer(ledger.store.options());
      load.start(ledger.client);
      await sleep(200 + Math.random() * 200);
      await ledger.server.kill9();
      await load.stop();
      ledger.server = standby;
      ledger.client = new LedgerClient(standby.ledgerUrl, ledger.contract);
      await load.settle(ledger.client);
    }
    const figures = await expectOnce(load, ledger.client, ledger.store, async () => undefined);
    await reportFigures('takeovers and retries with a key', { takeovers, ...figures });
    expect(load.repetitions).toBeGreaterThan(0);
    expect(load.replays).toBeGreaterThan(0);
  });

  it('is made once when answers of commits are lost, and those of the server too', async () => {
    const ledger = await started('postgres');
    await ledger.stop();
    let cutting = false;
    const proxy = await TcpProxy.start(Number(new URL(ledger.store.postgres!.url).port), 'append_block(', (request) => {
      if (!cutting) return undefined;
      return request % 4 === 0 ? 'before-answer' : request % 4 === 2 ? 'after-request' : undefined;
    });
    closing.push(() => proxy.stop());
    const url = new URL(ledger.store.postgres!.url);
    url.port = String(proxy.port);
    const options = ledger.store.options({ DATABASE_URL: url.href });
    ledger.server = await startServer(options);
    ledger.client = new LedgerClient(ledger.server.ledgerUrl, await Contract.of(ledger.server.ledgerUrl));
    const load = await KeyedLoad.prepare(ledger.client, CLIENTS);
    cutting = true;
    for (let round = 0; (round < LEAST_ROUNDS || proxy.cuts['before-answer'] < 5) && round < MOST_ROUNDS; round++) {
      load.start(ledger.client);
      await sleep(1_000);
      await load.stop();
      await load.settle(ledger.client);
    }
    cutting = false;
    const figures = await expectOnce(load, ledger.client, ledger.store, async () => undefined);
    const cuts = { answersLost: proxy.cuts['before-answer'], requestsCut: proxy.cuts['after-request'] };
    await reportFigures('cut commits and retries with a key', { ...cuts, outcomeUnknown: load.unknown, ...figures });
    expect(proxy.cuts['before-answer']).toBeGreaterThan(0);
    expect(proxy.cuts['after-request']).toBeGreaterThan(0);
  });
});
