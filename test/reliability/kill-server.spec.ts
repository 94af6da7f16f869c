import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it, jest } from '@jest/globals';
import { reportFigures } from '../support/figures.js';
import { judgeChain } from '../support/judge.js';
import { Load } from '../support/load.js';
import { RequestPayers } from '../support/request-payers.js';
import { Ledger } from '../support/running-ledger.js';

jest.setTimeout(900_000); // many starts of a server, each a few seconds on a busy machine

describe.each([
  ['embedded', 20],
  ['postgres', 5],
  ['supabase', 3], // each start waits until the lease of the killed server has expired
] as const)('a server on %s that is killed %d times while four clients send', (kind, rounds) => {
  let ledger: Ledger;
  afterAll(() => ledger?.dispose());

  it('loses no transfer that it acknowledged, and has no payment request paid twice', async () => {
    ledger = await Ledger.start(kind);
    const load = await Load.prepare(ledger.client, 4, 2);
    const requests = await RequestPayers.prepare(ledger.client);
    const before = await ledger.client.chain();
    let [kills, roundsWithAcks] = [0, 0];
    const recoveries: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const acknowledged = load.acknowledged.length;
      load.start(ledger.client);
      await requests.start(ledger.client);
      await load.progress(1);
      await sleep(Math.random() * 300);
      const { signal } = await ledger.server.kill9();
      if (signal === 'SIGKILL') kills++;
      await load.stop();
      await requests.stop();
      if (load.acknowledged.length > acknowledged) roundsWithAcks++;
      const started = performance.now();
      await ledger.start();
      recoveries.push(performance.now() - started);
    }
    const { paidOnce, events, received } = await requests.settle(ledger.client);
    const judged = await judgeChain(ledger.client);
    const lost = load.acknowledged.filter((txid) => !judged.transactions.has(txid));
    // Those that paid requests apart.
    const stored = judged.transactions.size - before.transaction_count - rounds;
    await reportFigures(`kill -9 of the server, ${kind}`, {
      kills,
      acknowledged: load.acknowledged.length,
      lost: lost.length,
      unanswered: load.unanswered,
      stored,
      blocks: judged.blocks,
      recoveryMedianMs: Math.round(recoveries.sort((left, right) => left - right)[rounds >> 1]!),
      recoveryMaxMs: Math.round(recoveries.at(-1)!),
    });
    expect([paidOnce, received]).toEqual([rounds, rounds]);
    expect(events).toEqual([...requests.requests].sort());
    expect(lost).toEqual([]);
    expect(load.unexpected).toEqual([]);
    expect(kills).toBe(rounds);
    expect(roundsWithAcks).toBeGreaterThan(rounds / 2);
    expect(load.unanswered).toBeGreaterThan(0);
    expect(new Set(load.acknowledged).size).toBe(load.acknowledged.length);
    expect(stored).toBeGreaterThanOrEqual(load.acknowledged.length);
    expect(stored).toBeLessThanOrEqual(load.acknowledged.length + load.unanswered);
    expect(judged.balances.get(load.sink)).toBe(stored);
  });
});
