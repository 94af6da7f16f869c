import { HistoryAmounts1795700001000 } from '@app/infrastructure/typeorm/ledger/migrations/1795700001000-history-amounts.js';
import { RunningBalances1795806280000 } from '@app/infrastructure/typeorm/ledger/migrations/1795806280000-running-balances.js';
import { PlaceCompletedRuns1795806281000 } from '@app/infrastructure/typeorm/ledger/migrations/1795806281000-place-completed-runs.js';
import { ChainDays1795806320000 } from '@app/infrastructure/typeorm/ledger/migrations/1795806320000-chain-days.js';
import { expect, it, jest } from '@jest/globals';
import * as secp256k1 from '@noble/secp256k1';
import { type LedgerClient, REWARD, succeeded, type Transaction, type Wallet } from '../support/ledger-client.js';
import { describeOnEachStorage, Ledger } from '../support/running-ledger.js';
import { signingDigestOf, transactionIdOf } from '../support/wire-format.js';

jest.setTimeout(60_000);

/** The migration of amounts, and what later ones made of the function that appends a block. */
const LATEST_FIRST = [
  ChainDays1795806320000,
  PlaceCompletedRuns1795806281000,
  RunningBalances1795806280000,
  HistoryAmounts1795700001000,
];

interface Row {
  txid: string;
  sender: string;
  receiver: string;
  amount: number;
  type: string;
  balance_change: number;
  raw_json: Transaction;
}

interface Report {
  wallet_address: string;
  balance: number;
  total_sent: number;
  total_received: number;
  total_zakat: number;
  total_credited: number;
  total_debited: number;
  total_minted: number;
  transactions: Row[];
  zakat_records: { amount: number }[];
}

const POOL = 'cd'.repeat(32);
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** What each transaction of a report did to the wallet, followed coin by coin and without the report's own figures. */
function changesOf({ wallet_address, transactions }: Report): number[] {
  const owner = Buffer.from(wallet_address, 'hex').toString('base64');
  const coins = new Map<string, number>();
  return transactions.map(({ raw_json: { ID, Vin, Vout } }) => {
    const spent = sum(Vin.map(({ Txid, Vout }) => coins.get(`${Txid} ${Vout}`) ?? 0));
    const own = Vout.map(({ Value, PubKeyHash }, at) => ({ at, value: PubKeyHash === owner ? Value : 0 }));
    for (const { at, value } of own) coins.set(`${ID} ${at}`, value);
    return sum(own.map(({ value }) => value)) - spent;
  });
}

/** The figures of a report, worked out anew from its transactions and deductions. */
function figuresOf(report: Report) {
  const changes = changesOf(report);
  const rows = report.transactions;
  const of = (end: 'sender' | 'receiver') => rows.filter((row) => row[end] === report.wallet_address);
  return {
    balance: sum(changes),
    total_sent: sum(of('sender').map(({ amount }) => amount)),
    total_received: sum(of('receiver').map(({ amount }) => amount)),
    total_zakat: sum(report.zakat_records.map(({ amount }) => amount)),
    total_credited: sum(changes.filter((change) => change > 0)),
    total_debited: sum(changes.map((change) => Math.max(-change, 0))),
    total_minted: sum(changes.filter((_, at) => rows[at]!.type === 'reward')),
  };
}

function expectToAddUp(report: Report): void {
  expect(report).toMatchObject(figuresOf(report));
  expect(report.transactions.map(({ balance_change }) => balance_change)).toEqual(changesOf(report));
  const deducted = report.transactions.filter(
    ({ type, sender }) => type === 'zakat_deduction' && sender === report.wallet_address,
  );
  expect(deducted.map(({ amount }) => amount)).toEqual(report.zakat_records.map(({ amount }) => amount));
}

/** Spends a reward of `owner` whole, on several wallets at once. */
async function paySeveral(
  client: LedgerClient,
  owner: Wallet,
  txid: string,
  shares: [address: string, value: number][],
) {
  const key = Buffer.from(owner.private_key, 'hex');
  const transaction = {
    Vin: [{ Txid: Buffer.from(txid, 'hex').toString('base64'), Vout: 0 }],
    Vout: shares.map(([to, Value]) => ({ Value, PubKeyHash: Buffer.from(to, 'hex').toString('base64') })),
  };
  const digest = signingDigestOf(transactionIdOf(transaction as unknown as Transaction));
  const signature = await secp256k1.signAsync(digest, key, { prehash: false, lowS: true });
  const body = {
    transaction,
    signature: Buffer.from(signature).toString('hex'),
    public_key: Buffer.from(secp256k1.getPublicKey(key, true)).toString('hex'),
  };
  succeeded(await client.post('/transactions/submit', body));
}

async function reportOf(client: LedgerClient, address: string, query = ''): Promise<Report> {
  return succeeded(await client.get(`/reports/wallet/${address}${query}`));
}

describeOnEachStorage(
  'a report of a wallet',
  (ledger) => {
    it('adds up to the unit after rewards, transfers, change, transfers to itself and zakat', async () => {
      const { client } = ledger();
      const [user, friend, third] = [await client.register(), await client.createWallet(), await client.createWallet()];
      const { txid } = await client.fund(user.address, 200);
      await paySeveral(client, user, txid, [
        [friend.address, 1_000],
        [third.address, 500],
        [user.address, REWARD - 1_500],
      ]);
      await client.fund(user.address, 40_000);
      await client.pay(user, friend.address, 300);
      await client.pay(friend, user.address, 30);
      await client.pay(user, user.address, 5);
      const { processed, total_zakat } = succeeded(await client.post('/zakat/run'));
      expect(processed).toBe(1);
      for (const { address } of [user, friend, third, { address: POOL }]) {
        const report = await reportOf(client, address);
        expectToAddUp(report);
        expect(report.balance).toBe(await client.balance(address));
      }
      expect(await reportOf(client, user.address)).toMatchObject({
        balance: 2 * REWARD - 1_500 - 300 + 30 - total_zakat,
        total_sent: 1_500 + 300 + 5 + total_zakat,
        total_received: 200 + 40_000 + 30 + 5,
        total_zakat,
        total_credited: 2 * REWARD + 30,
        total_debited: 1_500 + 300 + total_zakat,
        total_minted: 2 * REWARD,
      });
      // The books name one receiver; the other's report has the transaction too, with what it got.
      expect((await reportOf(client, third.address)).transactions).toMatchObject([
        { sender: user.address, receiver: friend.address, amount: 1_500, balance_change: 500 },
      ]);
    });

    it('has the same sums on every page', async () => {
      const { client } = ledger();
      const wallet = await client.fundedWallet(2);
      for (let payment = 1; payment <= 5; payment++) await client.pay(wallet, POOL, payment);
      const { transactions, ...whole } = await reportOf(client, wallet.address);
      const pages = await client.pages(`/reports/wallet/${wallet.address}?limit=3`, ((page: Report) => [
        page,
      ]) as never);
      const reports = pages.flat() as unknown as Report[];
      expect(reports.map((page) => page.transactions.length)).toEqual([3, 3, 1]);
      expect(reports.flatMap((page) => page.transactions)).toEqual(transactions);
      for (const { transactions: _, ...sums } of reports) expect(sums).toEqual(whole);
    });

    it('adds up in itself while money moves', async () => {
      const { client } = ledger();
      const [wallet, other] = [await client.fundedWallet(2), await client.fundedWallet()];
      let done = false;
      const keepPaying = async (from: Wallet, to: Wallet) => {
        while (!done) await client.pay(from, to.address, 1);
      };
      const payments = [keepPaying(wallet, other), keepPaying(other, wallet), keepPaying(wallet, wallet)];
      const reports: Report[] = [];
      try {
        for (let asked = 0; asked < 50; asked++) reports.push(await reportOf(client, wallet.address));
      } finally {
        done = true;
        await Promise.all(payments);
      }
      for (const report of reports) expectToAddUp(report);
      expect(new Set(reports.map(({ transactions }) => transactions.length)).size).toBeGreaterThan(1);
    });
  },
  { ZAKAT_WALLET_ADDRESS: POOL },
);

it('adds up over transactions that an earlier version stored', async () => {
  const ledger = await Ledger.start('postgres');
  try {
    const { client } = ledger;
    const [wallet, other] = [await client.fundedWallet(), await client.createWallet()];
    await client.pay(wallet, other.address, 100);
    const before = await reportOf(client, wallet.address);
    const stats = succeeded(await client.get('/stats?days=2'));
    expect(stats).toMatchObject({ transactions: 3, wallets: 3 });
    await ledger.stop();
    const undo = ['SET search_path = ledger'];
    const runner = { query: async (sql: string) => void undo.push(sql) };
    for (const Later of LATEST_FIRST) {
      undo.push(`DELETE FROM migrations WHERE name = '${Later.name}'`);
      await new Later().down(runner as never);
    }
    await ledger.store.postgres!.run(undo.join(';\n'));
    await ledger.start();
    expect(await reportOf(ledger.client, wallet.address)).toEqual(before);
    expect(succeeded(await ledger.client.get('/stats?days=2'))).toEqual(stats);
    await ledger.client.pay(wallet, other.address, 1);
    expectToAddUp(await reportOf(ledger.client, wallet.address));
  } finally {
    await ledger.dispose();
  }
});
