import { readFileSync } from 'node:fs';
import { type AssessedWallet, type AssessmentLine, type AssessmentTerms, assessWallet } from './assess-wallet.js';
import type { DayClosing } from './balance-timeline.js';
import { type Day, parseDay, printDay } from './day.js';
import { DaysInZone } from './day-in-zone.js';
import type { ExemptionKind } from './exemptions.js';
import { readHawl } from './hawl.js';
import { HijriCalendar } from './hijri-calendar.js';
import { parseHijriMonth } from './hijri-date.js';
import { NisabHistory, type NisabSnapshot, type NisabStandard, nisabUnits } from './nisab.js';
import { defaultZakatPolicy, type ZakatPolicy } from './zakat-policy.js';

/** A dated history and the answer, which was worked out by hand with a table of months. What is left out is ordinary. */
interface History {
  readonly about: string;
  readonly policy?: Partial<Omit<ZakatPolicy, 'minimumDeduction'> & { minimumDeduction: string }>;
  readonly nisab?: readonly (FixedNisab | MetalNisab)[];
  readonly months?: readonly (readonly [month: string, firstDay: string])[];
  /** What a transaction brought, or brought and took. A day alone is its noon in Karachi. */
  readonly moves: readonly (readonly [when: string, credited: number, debited?: number])[];
  readonly charges?: readonly string[];
  readonly debts?: readonly (readonly [amount: number, dueOn: string])[];
  readonly exemptions?: readonly { kind: ExemptionKind; filed_on: string; accepted_on?: string; ended_on?: string }[];
  readonly isPool?: boolean;
  readonly isExcluded?: boolean;
  readonly isCustodial?: boolean;
  readonly isChargedInPeriod?: boolean;
  readonly on: string;
  readonly expect: {
    reason: string;
    due?: number;
    net?: number;
    hawl_from?: string;
    hawl_until?: string;
    days_left?: number;
  };
}
type FixedNisab = readonly [asOf: string, units: number];
interface MetalNisab {
  readonly standard: NisabStandard;
  readonly grams: string;
  readonly price: string;
  readonly as_of: string;
}

const ADDRESS = 'ab'.repeat(32);
const histories: History[] = JSON.parse(readFileSync('test/vectors/zakat-histories.json', 'utf8'));

function termsOf(history: History): AssessmentTerms {
  const policy: ZakatPolicy = {
    ...defaultZakatPolicy(1),
    nisabStandard: 'fixed',
    ...history.policy,
    minimumDeduction: BigInt(history.policy?.minimumDeduction ?? 0),
    excluded: history.isExcluded ? [ADDRESS] : [],
  };
  const months = (history.months ?? []).map(([month, day]) => ({
    month: parseHijriMonth(month),
    firstDay: parseDay(day),
  }));
  const snapshots = (history.nisab ?? [['2020-01-01', 1000]]).map(snapshotOf);
  return {
    policy,
    calendar: new HijriCalendar(months),
    nisab: new NisabHistory(snapshots.filter(({ standard }) => standard === policy.nisabStandard)),
    valuation: parseDay(history.on),
    poolAddress: history.isPool ? ADDRESS : undefined,
  };
}

function snapshotOf(nisab: FixedNisab | MetalNisab): NisabSnapshot {
  if ('standard' in nisab) {
    const { standard, grams, price, as_of } = nisab;
    const units = nisabUnits(grams, price);
    return { standard, grams, pricePerGram: price, units, source: 'the market', asOf: parseDay(as_of) };
  }
  const [asOf, units] = nisab;
  const asked = { grams: undefined, pricePerGram: undefined, source: 'a notification' };
  return { ...asked, standard: 'fixed', units: BigInt(units), asOf: parseDay(asOf) };
}

function walletOf(history: History, { policy }: AssessmentTerms): AssessedWallet {
  return {
    address: ADDRESS,
    isCustodial: history.isCustodial ?? true,
    isChargedInPeriod: history.isChargedInPeriod ?? false,
    closings: closingsOf(history.moves, new DaysInZone(policy.timeZone)),
    charges: (history.charges ?? []).map(parseDay),
    debts: (history.debts ?? []).map(([amount, dueOn]) => ({ amount: BigInt(amount), dueOn: parseDay(dueOn) })),
    exemptions: (history.exemptions ?? []).map(({ kind, filed_on, accepted_on, ended_on }) => ({
      kind,
      filedOn: parseDay(filed_on),
      acceptedOn: dayOrNone(accepted_on),
      endedOn: dayOrNone(ended_on),
    })),
  };
}

function closingsOf(moves: History['moves'], zone: DaysInZone): DayClosing[] {
  const closings = new Map<Day, bigint>();
  let balance = 0n;
  for (const [when, credited, debited = 0] of moves) {
    const instant = when.includes('T') ? when : `${when}T12:00:00+05:00`;
    balance += BigInt(credited) - BigInt(debited);
    closings.set(zone.dayOf(Date.parse(instant) / 1000), balance);
  }
  return [...closings].map(([day, closing]) => ({ day, balance: closing }));
}

const dayOrNone = (day: string | undefined) => (day === undefined ? undefined : parseDay(day));

function printed({ reason, due, hawlFrom, hawlUntil, daysLeft }: AssessmentLine) {
  return {
    reason,
    due: Number(due),
    hawl_from: hawlFrom === undefined ? undefined : printDay(hawlFrom),
    hawl_until: hawlUntil === undefined ? undefined : printDay(hawlUntil),
    days_left: daysLeft,
  };
}

test.each(histories.map((history) => [history.about, history] as const))('%s', (_, history) => {
  const terms = termsOf(history);
  const line = assessWallet(walletOf(history, terms), terms);
  const { net, ...expected } = { due: 0, ...history.expect };
  expect(printed(line)).toEqual(expected);
  if (net !== undefined) expect(line.net).toBe(BigInt(net));
});

test.each(histories.map((history) => [history.about, history] as const))(
  'the year that runs ends next: %s',
  (_, history) => {
    const terms = termsOf(history);
    const wallet = walletOf(history, terms);
    const { reason, daysLeft } = assessWallet(wallet, terms);
    const { next } = readHawl(terms.policy.hawl, { ...wallet, ...terms });
    if (reason === 'HAWL_INCOMPLETE') expect(next).toBe(terms.valuation + daysLeft!);
    if (next === undefined) return;
    expect(next).toBeGreaterThan(terms.valuation);
    const before = readHawl(terms.policy.hawl, { ...wallet, ...terms, valuation: next - 1 });
    const { hawl } = readHawl(terms.policy.hawl, { ...wallet, ...terms, valuation: next });
    // On it a year is complete that was not the day before, unless a nisab that rises until then breaks it off.
    if (hawl?.isComplete) expect([hawl.until === next || before.ripe > 0n, before.next]).toEqual([true, next]);
  },
);

test('the table has at least 60 histories, and all modes', () => {
  expect(histories.length).toBeGreaterThanOrEqual(60);
  const modes = new Set(histories.map(({ policy }) => policy?.hawl ?? 'both_ends'));
  expect([...modes].sort()).toEqual(['both_ends', 'continuous', 'none', 'per_lot']);
});

test('there is no assessment without a nisab', () => {
  const [history] = histories;
  const terms = { ...termsOf(history!), nisab: new NisabHistory([]) };
  expect(() => assessWallet(walletOf(history!, terms), terms)).toThrow('no nisab recorded');
});
