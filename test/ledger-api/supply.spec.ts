import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type LedgerClient, succeeded, type Wallet } from '../support/ledger-client.js';
import { Ledger } from '../support/running-ledger.js';

jest.setTimeout(180_000);

const DEEDS = Number(process.env.SUPPLY_DEEDS ?? 250);
/** So many are under way at once. */
const AT_ONCE = 25;
const ZAKAT_EVERY = Math.max(1, Math.round(DEEDS / 200));
const REWARD = 15_000;
const POOL = 'ab'.repeat(32);
const ENVIRONMENT = {
  ZAKAT_WALLET_ADDRESS: POOL,
  TREASURY_ISSUE_LIMIT_PER_DAY: '1000000000',
  TREASURY_REDEMPTION_LIMIT_PER_DAY: '1000000000',
};

/** Numbers below `below` that look random and are the same in every run with the same seed. */
let state = Number(process.env.SUPPLY_SEED ?? 1448);
function random(below: number): number {
  state = (state * 48_271) % 2_147_483_647;
  return state % below;
}

describe(`the supply after ${DEEDS} issues, redemptions, rewards, transfers and zakat runs`, () => {
  let ledger: Ledger;
  let client: LedgerClient;
  let people: Wallet[];
  let treasury: string;
  const sums = { genesis: REWARD, faucet: 0, issued: 0, redeemed: 0 };
  const deeds = { issue: 0, redemption: 0, reward: 0, transfer: 0, zakat: 0 };
  /** What each wallet has, less what is about to leave it, without what is about to arrive. */
  const balances = new Map<string, number>();

  beforeAll(async () => {
    ledger = await Ledger.start('embedded', ENVIRONMENT);
    client = ledger.client;
    people = await Promise.all(['Asha', 'Bilal', 'Chandni'].map((name) => client.register(name)));
    treasury = succeeded(await client.get('/treasury')).address;
  });
  afterAll(() => ledger?.dispose());

  const has = (address: string) => balances.get(address) ?? 0;
  const add = (address: string, amount: number) => balances.set(address, has(address) + amount);
  const anyone = () => people[random(people.length)]!;

  async function order(kind: 'issues' | 'redemptions', body: { amount: number; address?: string }) {
    const made = succeeded(
      await client.post(`/treasury/${kind}`, { ...body, reference: `${kind} ${random(2 ** 31)}` }),
    );
    succeeded(await client.post(`/treasury/${kind}/${made.id}/approve`, { hash: made.hash }));
  }

  /** Takes what it spends from the balances at once. What it returns does the deed, and then adds what it brought. */
  function nextDeed(): () => Promise<void> {
    const amount = random(900) + 1;
    const [dice, payer, payee] = [random(10), anyone(), anyone()];
    if (dice < 3 && has(treasury) >= amount) {
      add(treasury, -amount);
      return async () => {
        await order('redemptions', { amount });
        sums.redeemed += amount;
        deeds.redemption++;
      };
    }
    if (dice < 6 && has(payer.address) >= amount) {
      const to = random(2) ? treasury : payee.address;
      add(payer.address, -amount);
      return async () => {
        await client.pay(payer, to, amount);
        add(to, amount);
        deeds.transfer++;
      };
    }
    if (dice === 9) {
      return async () => {
        await client.fund(payee.address, amount);
        add(payee.address, REWARD);
        sums.faucet += REWARD;
        deeds.reward++;
      };
    }
    const address = random(2) ? treasury : payee.address;
    return async () => {
      await order('issues', { address, amount });
      add(address, amount);
      sums.issued += amount;
      deeds.issue++;
    };
  }

  /** It only moves units; whose, the server says. */
  async function runZakat(): Promise<void> {
    const before = total();
    const { total_zakat } = succeeded(await client.post('/zakat/run'));
    expect(total_zakat).toBeGreaterThan(0);
    for (const address of [...people.map(({ address }) => address), treasury, POOL])
      balances.set(address, await client.balance(address));
    expect(total()).toBe(before);
    deeds.zakat++;
  }

  function total(): number {
    return [...balances.values()].reduce((sum, balance) => sum + balance, 0);
  }

  async function expectSums(): Promise<void> {
    const supply = sums.genesis + sums.faucet + sums.issued - sums.redeemed;
    expect(succeeded(await client.get('/chain'))).toMatchObject({ supply, ...sums });
    expect(await client.verify()).toMatchObject({ ok: true, supply, ...sums });
    // No wallet has what genesis made.
    expect(total() + sums.genesis).toBe(supply);
    for (const [address, balance] of balances)
      expect([address, await client.balance(address)]).toEqual([address, balance]);
  }

  it('adds up by what every call was answered, by the chain and by its verification, and does so after a restart', async () => {
    const done = () => Object.values(deeds).reduce((sum, number) => sum + number, 0);
    for (let batch = 1; done() < DEEDS; batch++) {
      await Promise.all(Array.from({ length: AT_ONCE }, () => nextDeed()()));
      if (batch % ZAKAT_EVERY === 0) await runZakat();
    }
    for (const number of Object.values(deeds)) expect(number).toBeGreaterThan(4);
    await expectSums();
    await ledger.restart();
    client = ledger.client;
    await expectSums();
  });
});
