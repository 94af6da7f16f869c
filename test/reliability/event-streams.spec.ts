import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it, jest } from '@jest/globals';
import { EventReader } from '../support/event-reader.js';
import { reportFigures } from '../support/figures.js';
import { LedgerClient } from '../support/ledger-client.js';
import { Load } from '../support/load.js';
import { Ledger } from '../support/running-ledger.js';
import { type RunningServer, startServer } from '../support/server.js';

jest.setTimeout(300_000);

describe.each([
  ['embedded', 3],
  ['postgres', 20],
] as const)('a reader of events on %s whose server is killed %d times under load', (kind, rounds) => {
  let ledger: Ledger;
  afterAll(() => ledger?.dispose());

  it('hears every acknowledged transfer once, in the order of the chain', async () => {
    ledger = await Ledger.start(kind);
    const load = await Load.prepare(ledger.client, 4, 2);
    const heard: string[] = [];
    const cursors: string[] = [];
    let cursor: string | undefined;
    let kills = 0;
    let resumed = 0;
    for (let round = 0; round < rounds; round++) {
      const reader = await EventReader.open(
        `${ledger.server.ledgerUrl}/api/v1/events?types=transaction.mined`,
        cursor === undefined ? {} : { 'last-event-id': cursor },
      );
      if (cursor !== undefined) resumed++;
      load.start(ledger.client);
      await load.progress(1);
      await sleep(Math.random() * 200);
      if ((await ledger.server.kill9()).signal === 'SIGKILL') kills++;
      await Promise.all([load.stop(), reader.over]);
      heard.push(...reader.events.map(({ data }) => data.txid));
      cursors.push(...reader.events.map((event) => event.cursor));
      cursor = reader.lastCursor ?? cursor;
      await ledger.start();
    }
    const { json } = await ledger.client.get(`/events?limit=1000&types=transaction.mined&after=${cursor}`);
    heard.push(...json.events.map(({ data }: { data: { txid: string } }) => data.txid));
    const { transaction_count } = await ledger.client.chain();
    await reportFigures(`events over kill -9, ${kind}`, {
      kills,
      acknowledged: load.acknowledged.length,
      heard: heard.length,
      lost: load.acknowledged.filter((txid) => !heard.includes(txid)).length,
      doubled: heard.length - new Set(heard).size,
    });
    expect(load.acknowledged.filter((txid) => !heard.includes(txid))).toEqual([]);
    expect(new Set(heard).size).toBe(heard.length);
    expect(new Set(cursors).size).toBe(cursors.length);
    expect(heard.length).toBe(transaction_count);
    expect([kills, resumed]).toEqual([rounds, rounds - 1]);
    expect(load.acknowledged.length).toBeGreaterThan(rounds / 2);
  });
});

describe('a reader of events at a server that follows', () => {
  let ledger: Ledger;
  let follower: RunningServer;
  afterAll(async () => {
    await follower?.stop();
    await ledger?.dispose();
  });

  it('hears every transfer once, before and after that server takes over', async () => {
    ledger = await Ledger.start('postgres');
    follower = await startServer(ledger.store.options());
    const load = await Load.prepare(ledger.client, 2, 2);
    const reader = await EventReader.open(`${follower.ledgerUrl}/api/v1/events?types=transaction.mined`);
    const delays: number[] = [];
    for (let count = 0; count < 5; count++) {
      const { txid } = await ledger.client.fund(load.sink);
      const answeredAtMs = performance.now();
      await reader.hearOf(txid);
      delays.push(performance.now() - answeredAtMs);
    }
    load.start(ledger.client);
    await load.progress(3);
    await ledger.server.kill9();
    await load.stop();
    load.start(new LedgerClient(follower.ledgerUrl));
    await load.progress(3);
    await load.stop();
    await reader.hearOf(load.acknowledged.at(-1)!);
    const heard = reader.events.map(({ data }) => data.txid);
    expect(load.acknowledged.filter((txid) => !heard.includes(txid))).toEqual([]);
    expect(new Set(heard).size).toBe(heard.length);
    // Within 500 ms on a machine of its own.
    expect(delays.sort((left, right) => left - right)[2]).toBeLessThan(1_000);
    await reader.close();
  });
});
