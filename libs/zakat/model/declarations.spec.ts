import { parseDay } from './day.js';
import { type Debt, deductibleDebts } from './debts.js';
import { type Exemption, exemptionOn } from './exemptions.js';
import { HijriCalendar } from './hijri-calendar.js';
import type { DebtMode } from './zakat-policy.js';

/** 1 Ramadan 1447; the lunar year that follows ends on 1 Ramadan 1448, 8 February 2027. */
const valuation = parseDay('2026-02-18');

describe('debts', () => {
  const debts: Debt[] = [
    { amount: 1n, dueOn: parseDay('2026-02-17') },
    { amount: 20n, dueOn: valuation },
    { amount: 300n, dueOn: valuation },
    { amount: 4_000n, dueOn: parseDay('2027-02-08') },
    { amount: 50_000n, dueOn: parseDay('2027-02-09') },
  ];

  it.each<[DebtMode, bigint]>([
    ['none', 0n],
    ['next_instalment', 320n],
    ['twelve_months', 4_320n],
    ['all', 54_321n],
  ])('by %s deduct %i', (mode, units) => {
    expect(deductibleDebts(mode, debts, { valuation, calendar: new HijriCalendar() })).toBe(units);
  });

  it('that are all overdue leave no instalment', () => {
    expect(deductibleDebts('next_instalment', debts.slice(0, 1), { valuation, calendar: new HijriCalendar() })).toBe(
      0n,
    );
  });
});

describe('an exemption', () => {
  const filed = (filedOn: string, more: Partial<Exemption> = {}): Exemption => ({
    kind: 'non_citizen',
    filedOn: parseDay(filedOn),
    acceptedOn: parseDay(filedOn),
    endedOn: undefined,
    ...more,
  });

  it.each<[string, Exemption, boolean]>([
    ['filed on the day', filed('2026-02-18'), true],
    ['filed after it', filed('2026-02-19'), false],
    ['not accepted', filed('2025-01-01', { acceptedOn: undefined }), false],
    ['accepted after the day', filed('2026-02-18', { acceptedOn: parseDay('2026-02-20') }), true],
    ['ended on the day', filed('2025-01-01', { endedOn: valuation }), false],
    ['ended the day after', filed('2025-01-01', { endedOn: valuation + 1 }), true],
    ['CZ-50, 30 days before', filed('2026-01-19', { kind: 'cz50' }), true],
    ['CZ-50, 29 days before', filed('2026-01-20', { kind: 'cz50' }), false],
  ])('%s counts: %#', (_, exemption, counts) => {
    expect(exemptionOn([exemption], valuation)).toBe(counts ? exemption.kind : undefined);
  });

  it('of several is the first in the order of the rules', () => {
    const kinds = ['not_sahib_e_nisab', 'cz50', 'non_muslim'] as const;
    expect(
      exemptionOn(
        kinds.map((kind) => filed('2020-01-01', { kind })),
        valuation,
      ),
    ).toBe('non_muslim');
  });
});
