import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { EventReader } from '../support/event-reader.js';
import { transfersBehind } from '../support/events-behind.js';
import { reportFigures } from '../support/figures.js';
import { LedgerClient } from '../support/ledger-client.js';
import { Load } from '../support/load.js';
import { LedgerStore } from '../support/running-ledger.js';
import { type RunningServer, startServer } from '../support/server.js';
import { WebhookListener } from '../support/webhook-listener.js';

jest.setTimeout(300_000);

/** Of CI. The published figures are those of 20. */
const ROUNDS = Number(process.env.TAKE_OVERS ?? 2);

describe('those who hear of events while one server takes over from another', () => {
  let store: LedgerStore;
  /** The one that writes, and the one that follows it. */
  let writer: RunningServer;
  let follower: RunningServer;
  let client: LedgerClient;
  let webhook: WebhookListener;
  /** Where the webhook begins. */
  let beginning: string;

  beforeAll(async () => {
    store = await LedgerStore.make('postgres');
    writer = await startServer(store.options());
    follower = await startServer(store.options());
    client = new LedgerClient(writer.ledgerUrl);
    webhook = await WebhookListener.begin(client);
    beginning = (await client.get('/events?after=latest')).json.next_cursor;
  });
  afterAll(async () => {
    await Promise.all([writer?.stop(), follower?.stop()]);
    await webhook?.stop();
    await store?.remove();
  });

  async function takeOver(): Promise<void> {
    const { signal } = await writer.kill9();
    expect(signal).toBe('SIGKILL');
    [writer, follower] = [follower, await startServer(store.options())];
    client = new LedgerClient(writer.ledgerUrl);
  }

  it('hear of a transfer from the one that follows', async () => {
    const { address } = await client.createWallet();
    const reader = await EventReader.open(`${follower.ledgerUrl}/api/v1/events?types=transaction.mined`);
    const delays: number[] = [];
    for (let count = 0; count < 5; count++) {
      const { txid } = await client.fund(address);
      const answeredAtMs = performance.now();
      await reader.hearOf(txid);
      delays.push(performance.now() - answeredAtMs);
    }
    // Within 500 ms on a machine of its own.
    expect(delays.sort((left, right) => left - right)[2]).toBeLessThan(1_000);
    await reader.close();
  });

  it(`hear every acknowledged transfer over ${ROUNDS} of them: once by cursor, at least once by webhook, in order`, async () => {
    const load = await Load.prepare(client, 3, 2);
    const { next_cursor: begin } = (await client.get('/events?after=latest')).json;
    const heard: string[] = [];
    let cursor: string = begin;
    let reader: EventReader | undefined;
    let [resumed, kept] = [0, 0];
    const open = (server: RunningServer) =>
      EventReader.open(`${server.ledgerUrl}/api/v1/events?types=transaction.mined`, { 'last-event-id': cursor });
    const take = (from: EventReader) => {
      heard.push(
        ...from.events.splice(0).map(({ data, cursor: place }) => {
          cursor = place;
          return data.txid;
        }),
      );
    };
    for (let round = 0; round < ROUNDS; round++) {
      // A reader hears one take-over from the server that takes over, and the next one from the server that ends.
      if (reader) kept++;
      reader ??= await open(follower);
      load.start(client);
      await load.progress(3);
      await sleep(Math.random() * 200);
      await takeOver();
      await load.stop();
      load.start(client);
      await load.progress(3);
      await load.stop();
      take(reader);
      if (round % 2 === 1) {
        await reader.over;
        take(reader);
        reader = undefined;
        resumed++;
      }
    }
    reader ??= await open(writer);
    await reader.hearOf(load.acknowledged.at(-1)!).catch(() => expect(heard).toContain(load.acknowledged.at(-1)));
    take(reader);
    await reader.close();
    const told = await transfersBehind(client, begin);
    const all = await transfersBehind(client, beginning);
    // Also what was mined although its sender never got the answer.
    await webhook.heard(all, client);
    heard.push(...(await transfersBehind(client, cursor)));
    const figures = webhook.figures(all);
    await reportFigures('events over take-overs, postgres', {
      take_overs: ROUNDS,
      acknowledged: load.acknowledged.length,
      heard: heard.length,
      lost: load.acknowledged.filter((txid) => !heard.includes(txid)).length,
      doubled: heard.length - new Set(heard).size,
      ...figures,
    });
    expect(heard).toEqual(told);
    expect(load.acknowledged.filter((txid) => !heard.includes(txid))).toEqual([]);
    expect(figures).toMatchObject({ webhook_lost: 0, webhook_out_of_order: 0 });
    expect(figures.webhook_repeated).toBeLessThanOrEqual(ROUNDS);
    expect(load.unexpected).toEqual([]);
    expect([kept, resumed]).toEqual([Math.floor(ROUNDS / 2), Math.floor(ROUNDS / 2)]);
  });
});
