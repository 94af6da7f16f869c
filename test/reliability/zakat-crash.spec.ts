import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it, jest } from '@jest/globals';
import { reportFigures } from '../support/figures.js';
import { judgeChain } from '../support/judge.js';
import { openStore } from '../support/open-store.js';
import { Ledger } from '../support/running-ledger.js';

jest.setTimeout(900_000); // many starts of a server, each a few seconds on a busy machine

const WALLETS = 60;
const ROUNDS = 5;

describe('a zakat run over 60 wallets whose server is killed', () => {
  let ledger: Ledger;
  afterAll(() => ledger?.dispose());

  it('is completed by the next call, and charges every wallet exactly once', async () => {
    ledger = await Ledger.start('embedded', { ZAKAT_WALLET_ADDRESS: 'ab'.repeat(32) });
    const users = await Promise.all(Array.from({ length: WALLETS }, (_, at) => ledger.client.register(`User ${at}`)));
    await Promise.all(users.map(({ address }) => ledger.client.fund(address)));
    // How long a whole run takes here and now, so that kills fall into the middle of one. The very first is slower.
    await ledger.client.post('/zakat/run');
    const started = performance.now();
    await ledger.client.post('/zakat/run');
    const runMs = performance.now() - started;
    let [runs, unanswered, unfinished, completed] = [2, 0, 0, 0];
    const wrong = { twice: 0, never: 0 };
    for (let round = 0; unanswered < ROUNDS && round < 15; round++) {
      const call = ledger.client.post('/zakat/run').catch(() => undefined);
      await sleep(Math.random() * runMs);
      await ledger.server.kill9();
      const answered = (await call) !== undefined;
      if (!answered) unanswered++;
      const stored = await runsIn(ledger);
      unfinished += stored.unfinished;
      completed += stored.total - stored.unfinished - runs;
      await ledger.start();
      const { status, json } = await ledger.client.post('/zakat/run');
      expect([status, json.total_wallets, json.processed]).toEqual([200, WALLETS, WALLETS]);
      const records = await Promise.all(users.map(async ({ address }) => chargesOf(ledger, address)));
      // One run more, or two when the killed one had come to its end without saying so.
      expect([runs + 1, runs + 2]).toContain(records[0]!.length);
      runs = records[0]!.length;
      wrong.twice += records.filter(({ length }) => length > runs).length;
      wrong.never += records.filter(({ length }) => length < runs).length;
      // Every wallet once per run, each time a fortieth of what it had then.
      for (const charges of records) expect(charges).toEqual(fortiethsOf(15_000, runs));
    }
    const judged = await judgeChain(ledger.client);
    for (const { address } of users) {
      const paid = fortiethsOf(15_000, runs).reduce((total, amount) => total + amount, 0);
      expect(judged.balances.get(address)).toBe(15_000 - paid);
    }
    await reportFigures('kill -9 in a zakat run', {
      wallets: WALLETS,
      killsBeforeTheAnswer: unanswered,
      foundUnfinished: unfinished,
      foundCompleted: completed,
      runs,
      chargedTwice: wrong.twice,
      chargedNever: wrong.never,
    });
    expect(unanswered).toBe(ROUNDS);
  });
});

async function runsIn(ledger: Ledger): Promise<{ total: number; unfinished: number }> {
  const database = await openStore(ledger.store);
  const [row] = await database.query<{ total: string; unfinished: string }>(
    'SELECT count(*) AS total, count(*) FILTER (WHERE completed_at IS NULL) AS unfinished FROM zakat_runs',
  );
  await database.close();
  return { total: Number(row!.total), unfinished: Number(row!.unfinished) };
}

async function chargesOf(ledger: Ledger, address: string): Promise<number[]> {
  const { json } = await ledger.client.get(`/reports/wallet/${address}`);
  return json.zakat_records.map(({ amount }: { amount: number }) => amount);
}

function fortiethsOf(balance: number, runs: number): number[] {
  let left = balance;
  return Array.from({ length: runs }, () => {
    const due = Math.floor((left * 25) / 1000);
    left -= due;
    return due;
  });
}
