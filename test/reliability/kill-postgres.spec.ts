import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { reportFigures } from '../support/figures.js';
import { judgeChain } from '../support/judge.js';
import { Load } from '../support/load.js';
import { Ledger } from '../support/running-ledger.js';

jest.setTimeout(180_000);
const ROUNDS = 3;

describe('a server whose PostgreSQL is killed under it', () => {
  let ledger: Ledger;
  beforeAll(async () => {
    ledger = await Ledger.start('postgres');
  });
  afterAll(() => ledger?.dispose());

  it('stays up, says so, and goes on by itself when the database is back', async () => {
    const { client, server } = ledger;
    const postgres = ledger.store.postgres!;
    const load = await Load.prepare(client, 4, 2);
    const before = await client.chain();
    load.start(client);
    const recoveries: number[] = [];
    let refusals = 0;
    for (let round = 0; round < ROUNDS; round++) {
      await load.progress(20);
      await sleep(Math.random() * 100);
      const [killed, refusedBefore] = [postgres.pid!, load.unavailable.length];
      await postgres.kill9();
      expect(postgres.pid).toBeUndefined();
      expect(killed).toBeGreaterThan(0);
      for (const deadline = Date.now() + 20_000; load.unavailable.length === refusedBefore; await sleep(20)) {
        if (Date.now() > deadline) break;
      }
      expect((await client.get('/health')).status).toBe(200);
      const ready = await client.get('/health/ready');
      expect([ready.status, ready.json.status]).toEqual([503, 'unavailable']);
      await postgres.start();
      const started = performance.now();
      await load.progress(1, 40_000);
      recoveries.push(performance.now() - started);
      refusals += load.unavailable.length - refusedBefore;
    }
    await load.progress(20);
    await load.stop();
    const judged = await judgeChain(client);
    const lost = load.acknowledged.filter((txid) => !judged.transactions.has(txid));
    const stored = judged.transactions.size - before.transaction_count;
    const unknown = load.unavailable.filter((text) => text.startsWith('the outcome is unknown')).length;
    await reportFigures('kill -9 of PostgreSQL', {
      kills: ROUNDS,
      acknowledged: load.acknowledged.length,
      lost: lost.length,
      refused: load.unavailable.length,
      outcomeUnknown: unknown,
      stored,
      recoveryMaxMs: Math.round(Math.max(...recoveries)),
    });
    expect(lost).toEqual([]);
    expect(load.unexpected).toEqual([]);
    expect(load.unanswered).toBe(0);
    expect(refusals).toBeGreaterThanOrEqual(ROUNDS);
    expect(stored).toBeGreaterThanOrEqual(load.acknowledged.length);
    expect(stored).toBeLessThanOrEqual(load.acknowledged.length + unknown);
    expect(() => process.kill(server.pid, 0)).not.toThrow(); // the very process that was started
  });
});
