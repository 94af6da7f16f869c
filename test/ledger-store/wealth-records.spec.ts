import { randomUUID } from 'node:crypto';
import { EnvelopeVault } from '@app/infrastructure/crypto/envelope-vault.js';
import { SqlAssessments } from '@app/infrastructure/sql/ledger/sql-assessments.js';
import { SqlCalendarOverrides } from '@app/infrastructure/sql/ledger/sql-calendar-overrides.js';
import { SqlMadeRecords } from '@app/infrastructure/sql/ledger/sql-made-records.js';
import { SqlNisabSnapshots } from '@app/infrastructure/sql/ledger/sql-nisab-snapshots.js';
import { SqlPoolWallets } from '@app/infrastructure/sql/ledger/sql-pool-wallets.js';
import { SqlWealthRecords } from '@app/infrastructure/sql/ledger/sql-wealth-records.js';
import { SqlZakatPolicies } from '@app/infrastructure/sql/ledger/sql-zakat-policies.js';
import { RequestsInFlight } from '@app/utxo';
import {
  type AssessmentLine,
  type AssessmentTerms,
  AssessmentTurn,
  AssessWallets,
  AssessZakat,
  assessWallet,
  type Day,
  DaysInZone,
  type DebtMode,
  DefaultPolicy,
  defaultZakatPolicy,
  FindPool,
  GiveWay,
  type HawlMode,
  HijriCalendar,
  MakeOnce,
  NisabHistory,
  type NisabSnapshot,
  PoolChoice,
  parseDay,
  parsePeriod,
  ReadAssessmentBasis,
  ReadZakatTerms,
  SweepAssessments,
} from '@app/zakat';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type OpenedStatements, openStatements } from '../contracts/ledger-statements.js';
import { LEDGER_STORAGE_KINDS } from '../support/running-ledger.js';
import {
  addressOf,
  DEBT_MODES,
  DEBTS,
  EXEMPTIONS,
  FIRST_DAY,
  HISTORY,
  insertWallets,
  isFirstCharge,
  MODES,
  move,
  PERIOD,
  played,
  replaceChain,
  type StoredMove,
  WALLETS,
  ZONES,
} from '../support/zakat-world.js';

/** Of its lines on 1 Ramadan 1447, whatever database they were read from. */
const HASH = '123037a7083de5985fbbf89098a257675029350da0eec3543fafc040048f609b';

describe.each(LEDGER_STORAGE_KINDS)('what wallets held, on %s', (kind) => {
  let opened: OpenedStatements;
  let records: SqlWealthRecords;
  let assessWallets: AssessWallets;

  beforeAll(async () => {
    opened = await openStatements(kind);
    records = new SqlWealthRecords(opened.statements);
    assessWallets = new AssessWallets(records, new GiveWay({ requested: 0 }));
    await insertWallets(opened.database);
  }, 120_000);
  afterAll(() => opened?.stop());

  it('is nothing on an empty chain', async () => {
    expect(await records.chainUntil(parseDay('2026-01-01'), new DaysInZone('UTC'))).toBeUndefined();
  });

  it('is what the plain model reads off their transactions, whatever these are', async () => {
    let due = 0;
    const question = fc.record({
      moves: fc.array(move, { minLength: 1, maxLength: 120 }),
      mode: fc.constantFrom(...MODES),
      debts: fc.constantFrom(...DEBT_MODES),
      zone: fc.constantFrom(...ZONES),
      valuation: fc.integer({ min: FIRST_DAY, max: FIRST_DAY + 1_100 }),
      rise: fc.option(fc.integer({ min: FIRST_DAY, max: FIRST_DAY + 1_100 }), { nil: undefined }),
    });
    await fc.assert(
      fc.asyncProperty(question, async ({ moves, mode, debts, zone, valuation, rise }) => {
        const stored = played(moves);
        fc.pre(stored.length > 0);
        await replaceChain(opened.database, stored);
        const records = new SqlWealthRecords(opened.statements);
        const days = new DaysInZone(zone);
        const terms = termsOf({ mode, debts, zone, valuation, rise });
        const chain = await records.chainUntil(valuation, days);
        const counted = stored.filter(({ timestamp }) => days.dayOf(timestamp) <= valuation);
        expect(chain?.height).toBe(counted.at(-1)?.key);
        if (!chain) return;
        const scope = { chain, period: PERIOD, registeredBeforeMs: Date.now() };
        const lines: AssessmentLine[] = [];
        for await (const page of assessWallets.execute(terms, scope)) lines.push(...page);
        expect(lines).toEqual(plainLines(stored, days, terms));
        const { walletAddress } = lines[stored.length % WALLETS]!;
        const own = await assessWallets.one(walletAddress, terms, scope);
        expect(own?.line).toEqual(lines[stored.length % WALLETS]);
        due += lines.filter(({ reason }) => reason === 'DUE').length;
      }),
      { numRuns: kind === 'postgres' ? 60 : 25 },
    );
    expect(due).toBeGreaterThan(0);
  }, 60_000);

  it('comes by pages, without the wallets that were registered too late', async () => {
    const chain = (await records.chainUntil(FIRST_DAY + 9_999, new DaysInZone('UTC')))!;
    const query = { chain, period: PERIOD, valuation: FIRST_DAY, registeredBeforeMs: Date.now() };
    const first = await records.page({ ...query, afterAddress: undefined, limit: 5 });
    const rest = await records.page({ ...query, afterAddress: first[4]!.address, limit: 100 });
    const addresses = [...first, ...rest].map(({ address }) => address);
    expect([first.length, rest.length]).toEqual([5, WALLETS - 5]);
    expect(addresses).toEqual([...addresses].sort());
    expect(await records.page({ ...query, registeredBeforeMs: FIRST_DAY, afterAddress: undefined, limit: 5 })).toEqual(
      [],
    );
  });

  it('is assessed with one hash on every database, in lines that do not change any more', async () => {
    await replaceChain(opened.database, played(HISTORY));
    const records = new SqlWealthRecords(opened.statements);
    const assessments = new SqlAssessments(opened.statements, EnvelopeVault.ephemeral(Buffer.alloc(32, 1)));
    const clock = { nowMs: () => Date.now() };
    const vault = EnvelopeVault.ephemeral(Buffer.alloc(32, 1));
    const calendars = new SqlCalendarOverrides(opened.statements);
    const initial = new DefaultPolicy(defaultZakatPolicy(1));
    const basis = new ReadAssessmentBasis(
      new ReadZakatTerms(new SqlZakatPolicies(opened.statements), calendars, initial, clock),
      new SqlNisabSnapshots(opened.statements),
      records,
      new FindPool(new PoolChoice(addressOf(1).toString('hex')), new SqlPoolWallets(opened.statements)),
    );
    const sweep = new SweepAssessments(assessments);
    const once = new MakeOnce(new SqlMadeRecords(opened.statements), new RequestsInFlight(), vault, clock);
    const assess = new AssessZakat(
      basis,
      assessWallets,
      assessments,
      once,
      new AssessmentTurn(),
      sweep,
      { producing: true },
      clock,
    );
    const order = { period: parsePeriod(PERIOD), author: 'test', idempotency: undefined };
    const day = parseDay('2026-02-18');
    await expect(assess.execute({ ...order, valuation: { day } })).rejects.toThrow('no nisab recorded');
    await opened.database.query(
      `INSERT INTO zakat_nisab (id, standard, grams, price, units, source, as_of, author, created_at)
       VALUES ($1, 'silver', 612.36, 1.5, 919, 'a test', '2020-01-01', 'test', now())`,
      [randomUUID()],
    );
    const { record: assessment } = await assess.execute({ ...order, valuation: { day } });
    const hijri = { year: 1447, month: 9, day: 1 };
    const again = await assess.execute({ ...order, valuation: { hijri } });
    expect([assessment.hash, again.record.hash]).toEqual([HASH, HASH]);
    expect(again.record.id).not.toBe(assessment.id);
    expect(assessment.totals).toMatchObject({ wallets: WALLETS, dueCount: assessment.totals.byReason.DUE });
    expect(assessment.totals.dueCount).toBeGreaterThan(0);
    expect(assessment).toMatchObject((await assessments.find(assessment.id))!);
    for (const change of [
      `UPDATE zakat_assessment_lines SET due = 0`,
      `DELETE FROM zakat_assessment_lines WHERE assessment_id = '${assessment.id}' AND position = 0`,
      `INSERT INTO zakat_assessment_lines SELECT assessment_id, 99, sha256('another'), balance, debts, net, nisab, hawl_from, hawl_until, due,
         reason, days_left FROM zakat_assessment_lines WHERE assessment_id = '${assessment.id}' AND position = 0`,
      `UPDATE zakat_assessments SET due_count = 0`,
      `DELETE FROM zakat_assessments`,
    ]) {
      await expect(opened.database.query(change)).rejects.toThrow();
    }
    const lines = async () => opened.database.query('SELECT FROM zakat_assessment_lines');
    expect(await lines()).toHaveLength(2 * WALLETS);
    await assessments.discard(assessment.id);
    const [cutOff, other] = [randomUUID(), randomUUID()];
    const some = Array.from({ length: 5 }, (_, wallet) => nothingDue(addressOf(wallet).toString('hex')));
    await assessments.addLines(cutOff, 0, some);
    await assessments.addLines(other, 0, some.slice(2));
    await expect(assessments.close({ ...assessment, id: cutOff }, undefined)).rejects.toThrow();
    expect(await lines()).toHaveLength(2 * WALLETS + 8);
    expect([await assessments.sweep(6), await assessments.sweep(6), await assessments.sweep(6)]).toEqual([6, 2, 0]);
    expect(await lines()).toHaveLength(2 * WALLETS);
  });
});

function nothingDue(walletAddress: string): AssessmentLine {
  const wealth = { balance: 0n, debts: 0n, net: 0n, nisab: 1n, due: 0n };
  const year = { hawlFrom: undefined, hawlUntil: undefined, daysLeft: undefined };
  return { walletAddress, ...wealth, ...year, reason: 'BELOW_NISAB' };
}

interface Asked {
  readonly mode: HawlMode;
  readonly debts: DebtMode;
  readonly zone: string;
  readonly valuation: Day;
  readonly rise: Day | undefined;
}

function termsOf({ mode, debts, zone, valuation, rise }: Asked): AssessmentTerms {
  const snapshot = (units: bigint, asOf: Day): NisabSnapshot => ({
    standard: 'fixed',
    grams: undefined,
    pricePerGram: undefined,
    units,
    source: 'a test',
    asOf,
  });
  const risen = rise === undefined ? [] : [snapshot(1_500n, rise)];
  return {
    policy: { ...defaultZakatPolicy(1), hawl: mode, debts, nisabStandard: 'fixed', timeZone: zone },
    calendar: new HijriCalendar(),
    nisab: new NisabHistory([snapshot(1_000n, parseDay('2020-01-01')), ...risen]),
    valuation,
    poolAddress: addressOf(1).toString('hex'),
  };
}

/** The same from the moves themselves, wallet by wallet and without any SQL. */
function plainLines(moves: readonly StoredMove[], days: DaysInZone, terms: AssessmentTerms): AssessmentLine[] {
  const charged = moves.filter(({ isCharge }, at) => isCharge && isFirstCharge(moves, at));
  const lines = Array.from({ length: WALLETS }, (_, wallet) => {
    const closings = new Map<Day, bigint>();
    let balance = 0n;
    for (const each of moves.filter((made) => made.wallet === wallet)) {
      balance += BigInt(each.credited - each.debited);
      closings.set(days.dayOf(each.timestamp), balance);
    }
    const charges = charged.filter((made) => made.wallet === wallet);
    return assessWallet(
      {
        address: addressOf(wallet).toString('hex'),
        isCustodial: wallet !== 0,
        isChargedInPeriod: charges.length > 0,
        closings: [...closings].map(([day, closing]) => ({ day, balance: closing })),
        charges: charges.map(({ timestamp }) => days.dayOf(timestamp)),
        debts: (DEBTS[wallet] ?? []).filter(({ settledOn }) => settledOn === undefined || settledOn > terms.valuation),
        exemptions: EXEMPTIONS[wallet] ?? [],
      },
      terms,
    );
  });
  return lines.sort((a, b) => (a.walletAddress < b.walletAddress ? -1 : 1));
}
