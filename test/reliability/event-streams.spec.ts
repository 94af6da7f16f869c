import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it, jest } from '@jest/globals';
import { EventReader } from '../support/event-reader.js';
import { transfersBehind } from '../support/events-behind.js';
import { reportFigures } from '../support/figures.js';
import { Load } from '../support/load.js';
import { Ledger } from '../support/running-ledger.js';
import { WebhookListener } from '../support/webhook-listener.js';

jest.setTimeout(300_000);

describe.each([
  ['embedded', 3],
  ['postgres', 20],
] as const)('those who hear of events on %s whose server is killed %d times under load', (kind, rounds) => {
  let ledger: Ledger;
  let webhook: WebhookListener;
  afterAll(async () => {
    await ledger?.dispose();
    await webhook?.stop();
  });

  it('hear every acknowledged transfer, in the order of the chain: once by cursor, at least once by webhook', async () => {
    ledger = await Ledger.start(kind);
    const load = await Load.prepare(ledger.client, 4, 2);
    webhook = await WebhookListener.begin(ledger.client);
    const { next_cursor: begin } = (await ledger.client.get('/events?after=latest')).json;
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
      await webhook.resume(ledger.client);
    }
    const told = await transfersBehind(ledger.client, begin);
    // Also what was mined although its sender never got the answer.
    await webhook.heard(told, ledger.client);
    const { json } = await ledger.client.get(`/events?limit=1000&types=transaction.mined&after=${cursor}`);
    heard.push(...json.events.map(({ data }: { data: { txid: string } }) => data.txid));
    const { transaction_count } = await ledger.client.chain();
    await reportFigures(`events over kill -9, ${kind}`, {
      kills,
      acknowledged: load.acknowledged.length,
      heard: heard.length,
      lost: load.acknowledged.filter((txid) => !heard.includes(txid)).length,
      doubled: heard.length - new Set(heard).size,
      ...webhook.figures(told),
    });
    expect(webhook.figures(told)).toMatchObject({ webhook_lost: 0, webhook_out_of_order: 0 });
    // What a crash repeats is what was on its way, and no more.
    expect(webhook.figures(told).webhook_repeated).toBeLessThanOrEqual(kills);
    expect(load.acknowledged.filter((txid) => !heard.includes(txid))).toEqual([]);
    expect(new Set(heard).size).toBe(heard.length);
    expect(new Set(cursors).size).toBe(cursors.length);
    expect(heard.length).toBe(transaction_count);
    expect([kills, resumed]).toEqual([rounds, rounds - 1]);
    expect(load.acknowledged.length).toBeGreaterThan(rounds / 2);
  });
});
