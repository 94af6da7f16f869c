import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { reportFigures } from '../support/figures.js';
import { succeeded } from '../support/ledger-client.js';
import { openStore } from '../support/open-store.js';
import { Ledger } from '../support/running-ledger.js';

jest.setTimeout(1_800_000); // with many kills; each start of a server takes seconds on a busy machine

const KILLS = Number(process.env.TREASURY_KILLS ?? 3);
const ISSUED = 100;
const REDEEMED = 40;
const PATHS = ['/treasury/issues', '/treasury/redemptions'] as const;

describe(`issues and redemptions whose server is killed ${KILLS} times while they are approved`, () => {
  let ledger: Ledger;
  let treasury: string;
  /** From the first proposal to the last answer, when nothing happens. */
  let lastsMs = 0;
  const found = { proposed: 0, approved: 0, mined: 0 };

  beforeAll(async () => {
    ledger = await Ledger.start('postgres');
    treasury = succeeded(await ledger.client.get('/treasury')).address;
    const startedAt = performance.now();
    await decide(await propose(0));
    lastsMs = performance.now() - startedAt;
  }, 120_000);
  afterAll(() => ledger?.dispose());

  /** The issue first, whose units the redemption burns. A repetition finds the orders that were proposed before. */
  function propose(round: number) {
    const bodies = [
      { address: treasury, amount: ISSUED, reference: `round ${round}` },
      { amount: REDEEMED, reference: `round ${round}` },
    ];
    const ask = async (at: 0 | 1) => {
      const key = { 'idempotency-key': `round-${round}` };
      return { path: PATHS[at], ...succeeded(await ledger.client.post(PATHS[at], bodies[at], key)) };
    };
    return Promise.all([ask(0), ask(1)]);
  }

  type Orders = Awaited<ReturnType<typeof propose>>;

  /** Three approvals of each order at once: one carries it out, the others meet it. */
  async function decide(orders: Orders) {
    for (const { path, id, hash } of orders) {
      const approve = () => ledger.client.post(`${path}/${id}/approve`, { hash });
      const answers = await Promise.all([approve(), approve(), approve()]);
      expect(answers.map(({ status }) => status)).toContain(200);
    }
  }

  async function killedRound(round: number): Promise<void> {
    const underWay = propose(round).then(decide);
    const ended = underWay.catch(() => undefined);
    await sleep(Math.random() * lastsMs);
    expect(await ledger.server.kill9()).toMatchObject({ signal: 'SIGKILL' });
    await ended;
    await ledger.start();
    const orders = await propose(round);
    for (const { path, id } of orders) {
      found[succeeded(await ledger.client.get(`${path}/${id}`)).state as keyof typeof found]++;
    }
    await decide(orders);
  }

  it('mints and burns for each order once', async () => {
    for (let round = 1; round <= KILLS; round++) await killedRound(round);
    const rounds = KILLS + 1;
    const chain = succeeded(await ledger.client.get('/chain'));
    const sums = { issued: ISSUED * rounds, redeemed: REDEEMED * rounds };
    expect(chain).toMatchObject({ ...sums, supply: 15_000 + sums.issued - sums.redeemed });
    expect(await ledger.client.verify()).toMatchObject({ ok: true, ...sums });
    expect(await ledger.client.balance(treasury)).toBe(sums.issued - sums.redeemed);
    for (const path of PATHS) {
      const orders: { state: string; mined: { txid: string } }[] = succeeded(await ledger.client.get(path));
      expect(orders.map(({ state }) => state)).toEqual(Array.from({ length: rounds }, () => 'mined'));
      expect(new Set(orders.map(({ mined }) => mined.txid)).size).toBe(rounds);
    }
    await ledger.stop();
    // Genesis, and a transaction for each order: nothing else was mined.
    const database = await openStore(ledger.store);
    const [counted] = await database.query<{ count: string }>('SELECT count(*) FROM transactions');
    await database.close();
    await ledger.start();
    await reportFigures('kill -9 while orders of the treasury are approved', { kills: KILLS, ...found });
    expect(Number(counted!.count)).toBe(1 + 2 * rounds);
  });
});
