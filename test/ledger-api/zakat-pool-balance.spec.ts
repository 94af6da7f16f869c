import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type LedgerClient, REWARD, type Wallet } from '../support/ledger-client.js';
import { Ledger } from '../support/running-ledger.js';

jest.setTimeout(300_000);

/** Random acts; `ZAKAT_ACTS=1000` makes more of them. */
const ACTS = Number(process.env.ZAKAT_ACTS ?? 150);
const AT_ONCE = 10;
const ASNAF = ['fuqara', 'masakin', 'amilin', 'muallafa', 'riqab', 'gharimin', 'fi_sabilillah', 'ibn_al_sabil'];

const below = (limit: number) => Math.floor(Math.random() * limit);
const one = <T>(of: readonly T[]): T => of[below(of.length)]!;

describe('the books of the zakat pool', () => {
  let ledger: Ledger;
  let client: LedgerClient;
  let pool: string;
  const payers: Wallet[] = [];
  const receipts: string[] = [];
  /** What was done, as its caller knows it. */
  const done = { collected: 0, contributed: 0, minted: 0, refunded: 0, refused: 0, paid: new Map<string, number>() };

  beforeAll(async () => {
    ledger = await Ledger.start('embedded', { POW_BITS: '1' });
    client = ledger.client;
    pool = (await client.post('/zakat/pool')).json.address;
    for (const name of ['Amina', 'Bilal', 'Chandni', 'Danish']) {
      const payer = await client.register(name);
      await client.fund(payer.address);
      payers.push(payer);
    }
    await charge(1);
  });
  afterAll(() => ledger?.dispose());

  async function charge(period: number): Promise<void> {
    const { json } = await client.post('/zakat/run', { period: String(period) });
    done.collected += json.total_zakat;
    for (let serial = 1; serial <= json.processed; serial++) receipts.push(await receiptNumber(period, serial));
  }

  /** The check digit is one of ten. */
  async function receiptNumber(period: number, serial: number): Promise<string> {
    for (let digit = 0; digit < 10; digit++) {
      const number = `MZ-${period}-${String(serial).padStart(6, '0')}-${digit}`;
      if ((await client.get(`/zakat/receipts/${number}`)).status === 200) return number;
    }
    throw new Error(`receipt ${serial} of ${period} is missing`);
  }

  async function voucher(kind: 'distribution' | 'refund'): Promise<void> {
    const what = kind === 'refund' ? { receipt: one(receipts) } : { asnaf: one(ASNAF) };
    const amount = 1 + below(below(4) === 0 ? 400 : 40);
    const beneficiary = { name: 'Someone', address: one(payers).address };
    const proposed = await client.post('/zakat/vouchers', { kind, ...what, amount, beneficiary, note: '' });
    const { id } = proposed.json ?? {};
    if (proposed.status !== 200 || (await client.post(`/zakat/vouchers/${id}/approve`)).status !== 200) {
      done.refused++;
      return;
    }
    if (below(10) === 0) {
      expect((await client.post(`/zakat/vouchers/${id}/reject`, { reason: 'by chance' })).status).toBe(200);
      return;
    }
    const answers = await Promise.all([
      client.post(`/zakat/vouchers/${id}/pay`),
      client.post(`/zakat/vouchers/${id}/pay`),
    ]);
    if (!answers.some(({ status }) => status === 200)) return;
    const item = kind === 'refund' ? 'refunded' : what.asnaf!;
    if (kind === 'refund') done.refunded += amount;
    done.paid.set(item, (done.paid.get(item) ?? 0) + amount);
  }

  async function contribute(): Promise<void> {
    const amount = 1 + below(50);
    if ((await client.send(one(payers), pool, amount)).status === 200) done.contributed += amount;
  }

  async function act(): Promise<void> {
    const chance = below(100);
    if (chance < 45) return voucher('distribution');
    if (chance < 75) return voucher('refund');
    if (chance < 97) return contribute();
    await client.fund(pool);
    done.minted += REWARD;
  }

  it(`add up after ${ACTS} random charges, refunds, vouchers and gifts`, async () => {
    for (let acts = 0, period = 2; acts < ACTS; acts += AT_ONCE) {
      await Promise.all(Array.from({ length: AT_ONCE }, act));
      if (below(5) === 0 && period < 9) await charge(period++);
    }
    const report = (await client.get('/zakat/pool')).json;
    const sum = (of: object): number => Object.values(of).reduce((total: number, units: number) => total + units, 0);
    expect(report.received).toEqual({ collected: done.collected, contributed: done.contributed, minted: done.minted });
    const distributed = sum(Object.fromEntries(done.paid)) - done.refunded;
    expect(report.paid).toEqual({ distributed, refunded: done.refunded, other: 0 });
    expect(report.balance).toBe(sum(report.received) - sum(report.paid));
    const coins: { value: number }[] = (await client.get(`/wallets/${pool}/utxos`)).json;
    expect(coins.reduce((total, { value }) => total + value, 0)).toBe(report.balance);
    expect(await client.balance(pool)).toBe(report.balance);
    const chain = (await client.get('/chain')).json;
    expect([report.height, report.block_hash, report.utxo_digest]).toEqual([
      chain.height,
      chain.tip,
      chain.utxo_digest,
    ]);
    for (const asnaf of ASNAF) {
      const units = report.periods.map((period: { distributed: Record<string, number> }) => period.distributed[asnaf]);
      expect(sum(units)).toBe(done.paid.get(asnaf) ?? 0);
    }
    expect(done.paid.size).toBeGreaterThan(5);
    expect(done.refused).toBeGreaterThan(0);
  });
});
