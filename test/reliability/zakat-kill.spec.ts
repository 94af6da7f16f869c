import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { reportFigures } from '../support/figures.js';
import { KilledTreasurer } from '../support/killed-treasurer.js';
import { openStore } from '../support/open-store.js';
import { Ledger } from '../support/running-ledger.js';

jest.setTimeout(1_800_000); // with many kills; each start of a server takes seconds on a busy machine

const WALLETS = 300;
const KILLS = Number(process.env.ZAKAT_KILLS ?? 20);
const POOL = 'ab'.repeat(32);
/** Few: those that come last, so that they are charged last. */
const SPENDERS = 3;

describe(`an assessment of ${WALLETS} wallets whose server is killed ${KILLS} times and more`, () => {
  let ledger: Ledger;
  let treasurer: KilledTreasurer;
  let users: { address: string; private_key: string }[];
  beforeAll(async () => {
    // Small blocks: a kill finds some wallets charged and others not.
    ledger = await Ledger.start('postgres', { ZAKAT_WALLET_ADDRESS: POOL, MAX_BLOCK_TRANSACTIONS: '20' });
    users = await Promise.all(Array.from({ length: WALLETS }, (_, at) => ledger.client.register(`User ${at}`)));
    await Promise.all(users.map(({ address }) => ledger.client.fund(address)));
    treasurer = await KilledTreasurer.begin(ledger, Number(process.env.ZAKAT_SEED ?? 7));
  }, 120_000);
  afterAll(() => ledger?.dispose());

  it('charges every wallet that owes exactly once, and is resumed likewise', async () => {
    while (treasurer.kills < KILLS) {
      expect(await treasurer.chargePeriod()).toMatchObject({
        total: WALLETS,
        charged: WALLETS,
        outstanding: 0,
        failed: 0,
      });
    }
    await resumeOutstanding();

    const { json: pool } = await ledger.client.get('/zakat/pool');
    expect(await ledger.client.verify()).toMatchObject({ ok: true });
    await ledger.stop();
    const counted = await count(ledger);
    await ledger.start();
    await reportFigures('kill -9 from the assessment to the charge', {
      wallets: WALLETS,
      periods: treasurer.periods,
      kills: treasurer.kills,
      ...treasurer.killsIn,
      foundPartlyCharged: treasurer.foundPartlyCharged,
      ...counted,
      pool: pool.balance,
    });
    expect(counted).toMatchObject({ due: WALLETS * treasurer.periods, chargedOnce: counted.due, charged: counted.due });
    expect([counted.receipts, counted.units]).toEqual([counted.due, pool.balance]);
    expect(treasurer.kills).toBeGreaterThanOrEqual(KILLS);
  });

  /** Some have spent what they owe when the run comes to them. They get it back, and pay, whatever happens to the server. */
  async function resumeOutstanding(): Promise<void> {
    const runId = await treasurer.beginAndKill();
    const last = [...users].sort((a, b) => (a.address < b.address ? -1 : 1)).slice(-SPENDERS);
    const balances = await Promise.all(last.map(({ address }) => balanceOf(address)));
    const sink = users[0]!.address;
    await Promise.all(last.map((wallet, at) => ledger.client.pay(wallet, sink, balances[at]! - 1)));
    expect(await treasurer.completed(runId)).toMatchObject({ charged: WALLETS - SPENDERS, outstanding: SPENDERS });
    await Promise.all(last.map(({ address }) => ledger.client.fund(address)));
    expect(await treasurer.resumeAndKill(runId)).toMatchObject({ charged: WALLETS, outstanding: 0, failed: 0 });
  }

  async function balanceOf(address: string): Promise<number> {
    return (await ledger.client.get(`/wallets/${address}/balance`)).json.balance;
  }
});

/** What the tables say of all runs: lines that were due, those that were charged their amount once, and all charges. */
async function count(ledger: Ledger) {
  const database = await openStore(ledger.store);
  const [row] = await database.query<Record<'due' | 'chargedOnce' | 'charged' | 'receipts' | 'units', string>>(
    `SELECT count(*) AS due, count(*) FILTER (WHERE z.times = 1 AND z.units = l.due) AS "chargedOnce",
            (SELECT count(*) FROM zakat_records) AS charged, (SELECT count(*) FROM zakat_receipts) AS receipts,
            (SELECT sum(amount) FROM zakat_receipts JOIN zakat_records USING (transaction_key)) AS units
     FROM zakat_runs r JOIN zakat_assessment_lines l ON l.assessment_id = r.assessment_id AND l.reason = 'DUE'
     LEFT JOIN (SELECT period, wallet_address, count(*) AS times, sum(amount) AS units FROM zakat_records GROUP BY 1, 2) AS z
       ON z.period = r.period AND z.wallet_address = l.wallet_address`,
  );
  await database.close();
  const { due, chargedOnce, charged, receipts, units } = row!;
  return {
    due: Number(due),
    chargedOnce: Number(chargedOnce),
    charged: Number(charged),
    receipts: Number(receipts),
    units: Number(units),
  };
}
