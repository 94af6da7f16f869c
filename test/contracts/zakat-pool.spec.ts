import { randomBytes, randomUUID } from 'node:crypto';
import { cnicSeal } from '@app/identity';
import { EnvelopeVault } from '@app/infrastructure/crypto/envelope-vault.js';
import { SqlPoolLedger } from '@app/infrastructure/sql/ledger/sql-pool-ledger.js';
import { SqlPoolWallets } from '@app/infrastructure/sql/ledger/sql-pool-wallets.js';
import { SqlPaymentOrders, SqlVoucherLimits } from '@app/infrastructure/sql/ledger/sql-voucher-payments.js';
import { SqlVouchers } from '@app/infrastructure/sql/ledger/sql-vouchers.js';
import { SqlZakatReceipts } from '@app/infrastructure/sql/ledger/sql-zakat-receipts.js';
import { SqlZakatReturns } from '@app/infrastructure/sql/ledger/sql-zakat-returns.js';
import { parseAddress } from '@app/wallet';
import { type NewVoucher, printReceiptNumber } from '@app/zakat';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { LEDGER_STORAGE_KINDS } from '../support/running-ledger.js';
import { addressOf, insertWallets, PERIOD, replaceChain } from '../support/zakat-world.js';
import { type OpenedStatements, openStatements } from './ledger-statements.js';
import { claimMade, NOON_MS } from './zakat-stores.js';

jest.setTimeout(60_000);

const AMINA = { by: 'administrator:amina', atMs: NOON_MS };
const BILAL = { by: 'administrator:bilal', atMs: NOON_MS + 1_000 };
const CHANDNI = { by: 'administrator:chandni', atMs: NOON_MS + 2_000 };
const POOL = 'ab'.repeat(32);
const CAP = { numerator: 1n, denominator: 8n };
const UNKNOWN = randomUUID();

function voucherOf(fields: Partial<NewVoucher> = {}): NewVoucher {
  const beneficiary = { name: 'Chandni', address: parseAddress('cd'.repeat(32)) };
  const paid = { kind: 'distribution', asnaf: 'fuqara', period: PERIOD, receipt: undefined, note: 'rations' } as const;
  return {
    ...paid,
    id: randomUUID(),
    poolAddress: POOL,
    beneficiary,
    amountUnits: 1n,
    proposed: AMINA,
    claim: undefined,
    ...fields,
  };
}

describe.each(LEDGER_STORAGE_KINDS)('what is kept of pool, vouchers and receipts, on %s', (kind) => {
  const vault = EnvelopeVault.ephemeral(Buffer.alloc(32, 1));
  let opened: OpenedStatements;
  let vouchers: SqlVouchers;
  let receipts: SqlZakatReceipts;

  /** Three wallets were charged a unit each. */
  beforeAll(async () => {
    opened = await openStatements(kind);
    vouchers = new SqlVouchers(opened.statements);
    receipts = new SqlZakatReceipts(opened.statements, vault);
    const { database } = opened;
    await insertWallets(database);
    const charge = { credited: 0, debited: 1, isCharge: true };
    const fund = { credited: 1_000, debited: 0, isCharge: false };
    const moves = [1, 2, 3].flatMap((wallet) => [
      { wallet, ...fund },
      { wallet, ...charge },
    ]);
    await replaceChain(
      database,
      moves.map((move, key) => ({ ...move, key, timestamp: 1_750_000_000 + key })),
    );
    const users = await database.query<{ id: string }>('SELECT id FROM users');
    for (const { id } of users) {
      const sealed = await vault.seal(Buffer.from('35202-1234567-1'), cnicSeal(id));
      await database.query('UPDATE users SET sealed_cnic = $2 WHERE id = $1', [id, sealed]);
    }
    await database.query(`SELECT issue_zakat_receipts(jsonb_agg(jsonb_build_object('transaction_key', z.transaction_key,
      'run_id', z.run_id, 'wallet_address', encode(z.wallet_address, 'hex')))) FROM zakat_records z`);
  }, 120_000);
  afterAll(() => opened?.stop());

  it('receipts: one for each deduction, with a serial of the period, found and listed by wallet', async () => {
    const address = addressOf(2).toString('hex');
    const { rows, hasMore } = await receipts.ofWallet({ address, beforeKey: undefined, limit: 1 });
    expect([rows.length, hasMore]).toEqual([1, false]);
    expect(rows[0]).toMatchObject({
      series: PERIOD,
      serial: 2,
      key: 3,
      maskedCnic: '35202-*******-1',
      walletAddress: address,
      amountUnits: 1n,
      balanceUnits: 1_000n,
      debtsUnits: undefined,
      nisab: undefined,
      policyVersion: undefined,
    });
    expect(await receipts.find({ series: PERIOD, serial: 2 })).toEqual(rows[0]);
    expect(await receipts.find({ series: PERIOD, serial: 4 })).toBeUndefined();
    expect((await receipts.ofWallet({ address, beforeKey: 3, limit: 1 })).rows).toEqual([]);
  });

  it('the wallet of the pool: one, and the first stays', async () => {
    const wallets = new SqlPoolWallets(opened.statements);
    expect(await wallets.find()).toBeUndefined();
    const made = {
      address: parseAddress('ef'.repeat(32)),
      sealedPrivateKey: randomBytes(120),
      madeBy: AMINA.by,
      createdAtMs: NOON_MS,
    };
    expect(await wallets.add(made)).toBe(true);
    expect(await wallets.add({ ...made, address: parseAddress(POOL) })).toBe(false);
    expect(await wallets.find()).toEqual(made);
  });

  it('sums of a pool, from when it is opened, and of a period', async () => {
    const ledger = new SqlPoolLedger(opened.statements);
    expect(await ledger.books(POOL)).toBeUndefined();
    await ledger.open(POOL);
    await ledger.open(POOL);
    expect(await ledger.books(POOL)).toMatchObject({ received: 0n, sent: 0n, minted: 0n, asOf: { height: 5 } });
    const returns = new SqlZakatReturns(opened.statements);
    const charged = ['charged_without_assessment', { number: 3, units: 3n }];
    const { assessments, sums } = await returns.sums(PERIOD);
    expect([assessments, [...sums]]).toEqual([0, [charged]]);
    expect((await returns.sums('1399')).sums.size).toBe(0);
  });

  it('vouchers: once for a key, found, and listed by state, newest first', async () => {
    const claim = claimMade();
    const first = voucherOf({ claim });
    expect(await vouchers.propose(first)).toBe(true);
    expect(await vouchers.propose(voucherOf({ claim }))).toBe(false);
    expect(await vouchers.ofKey(claim.keyHash)).toEqual({ id: first.id, requestHash: claim.requestHash });
    expect(await vouchers.ofKey(randomBytes(32))).toBeUndefined();
    const { claim: _claim, ...order } = first;
    expect(await vouchers.find(first.id)).toEqual({
      ...order,
      number: expect.any(Number),
      state: 'proposed',
      approvals: [],
      rejection: undefined,
      payment: undefined,
    });
    expect(await vouchers.find(UNKNOWN)).toBeUndefined();
    const second = voucherOf();
    await vouchers.propose(second);
    const page = await vouchers.page({ state: undefined, beforeNumber: undefined, limit: 1 });
    expect([page.rows.map(({ id }) => id), page.hasMore]).toEqual([[second.id], true]);
    const rest = { state: 'proposed', beforeNumber: page.rows[0]!.number, limit: 5 } as const;
    expect((await vouchers.page(rest)).rows.map(({ id }) => id)).toEqual([first.id]);
    expect((await vouchers.page({ ...rest, state: 'paid' })).rows).toEqual([]);
  });

  it('decisions: by different people, within the limits, and once', async () => {
    const receipt = { key: 3, number: printReceiptNumber({ series: PERIOD, serial: 2 }) };
    const refund = () => voucherOf({ kind: 'refund', asnaf: undefined, receipt });
    const [one, other] = [refund(), refund()];
    for (const voucher of [one, other]) await vouchers.propose(voucher);
    const approve = (id: string, act = AMINA) => vouchers.approve({ id, act, approvals: 2, amilinCap: CAP });
    expect([await approve(one.id), await approve(one.id), await approve(UNKNOWN)]).toEqual([
      'counted',
      'repeated',
      'missing',
    ]);
    expect((await vouchers.find(one.id))?.state).toBe('proposed');
    expect(await approve(one.id, BILAL)).toBe('counted');
    expect(await vouchers.find(one.id)).toMatchObject({ state: 'approved', approvals: [AMINA, BILAL], receipt });
    expect([await approve(other.id), await approve(other.id, BILAL)]).toEqual(['counted', 'excessive']);
    expect(await vouchers.reject(one.id, BILAL, 'moved away')).toBe('rejected');
    expect(await vouchers.reject(one.id, BILAL, 'again')).toBe('closed');
    expect([await vouchers.reject(UNKNOWN, BILAL, 'x'), await approve(one.id, CHANDNI)]).toEqual(['missing', 'closed']);
    expect((await vouchers.find(one.id))?.rejection).toEqual({ ...BILAL, reason: 'moved away' });
    // What was rejected gives back.
    expect(await approve(other.id, BILAL)).toBe('counted');
  });

  it('limits: of a receipt, of the collectors, of nothing', async () => {
    const limits = new SqlVoucherLimits(opened.statements);
    const of = { receipt: undefined, asnaf: undefined, period: PERIOD };
    expect(await limits.room({ ...of, receipt: { key: 1, number: '' } }, CAP)).toBe(1n);
    expect(await limits.room({ ...of, receipt: { key: 3, number: '' } }, CAP)).toBe(0n);
    expect(await limits.room({ ...of, asnaf: 'amilin' }, { numerator: 2n, denominator: 3n })).toBe(2n);
    expect(await limits.room({ ...of, asnaf: 'fuqara' }, CAP)).toBeUndefined();
    expect([await limits.latestPeriod(), await limits.hasPeriod(PERIOD), await limits.hasPeriod('1399')]).toEqual([
      PERIOD,
      true,
      false,
    ]);
  });

  it('payments that wait for a signature: the latest, and none that would pay another one too', async () => {
    const orders = new SqlPaymentOrders(opened.statements);
    const [one, other] = [voucherOf(), voucherOf()];
    for (const { id } of [one, other]) {
      await vouchers.propose(id === one.id ? one : other);
      await vouchers.approve({ id, act: AMINA, approvals: 1, amilinCap: CAP });
    }
    const outpoints = [
      { txid: randomBytes(32), vout: 0 },
      { txid: randomBytes(32), vout: 7 },
    ];
    const order = { voucherId: one.id, txid: randomBytes(32), outpoints, asked: AMINA };
    expect(await orders.latest(one.id)).toBeUndefined();
    expect(await orders.add(order)).toBe(true);
    expect(await orders.add(order)).toBe(true);
    expect(await orders.add({ ...order, voucherId: other.id })).toBe(false);
    expect(await orders.latest(one.id)).toEqual(outpoints);
  });
});
