import fc from 'fast-check';
import { parseDay, printDay } from './day.js';
import { HijriCalendar, type MonthOverride } from './hijri-calendar.js';
import { compareHijriDates, parseHijriDate, parseHijriMonth, printHijriDate } from './hijri-date.js';
import { ummAlQuraMonths } from './umm-al-qura.js';

const calendar = new HijriCalendar();
const moved = (month: string, firstDay: string): MonthOverride => ({
  month: parseHijriMonth(month),
  firstDay: parseDay(firstDay),
});

// Published dates of Umm al-Qura, the first and the last of the table among them.
test.each([
  ['1300-01-01', '1882-11-12'],
  ['1420-01-01', '1999-04-17'],
  ['1445-09-01', '2024-03-11'],
  ['1446-09-01', '2025-03-01'],
  ['1446-10-01', '2025-03-30'],
  ['1447-01-01', '2025-06-26'],
  ['1447-09-01', '2026-02-18'],
  ['1447-10-01', '2026-03-20'],
  ['1600-12-30', '2174-11-25'],
])('%s is %s', (hijri, gregorian) => {
  expect(printDay(calendar.toDay(parseHijriDate(hijri)))).toBe(gregorian);
  expect(printHijriDate(calendar.toHijri(parseDay(gregorian)))).toBe(hijri);
});

test('every month of the table agrees with Intl on each of its days', () => {
  const format = new Intl.DateTimeFormat('en-u-ca-islamic-umalqura-nu-latn', { dateStyle: 'short', timeZone: 'UTC' });
  const starts = ummAlQuraMonths();
  fc.assert(
    fc.property(fc.integer({ min: starts[0]!, max: starts.at(-1)! - 1 }), (day) => {
      const { year, month, day: ofMonth } = calendar.toHijri(day);
      expect(format.format(day * 86_400_000)).toBe(`${month}/${ofMonth}/${year} AH`);
      expect(calendar.toDay({ year, month, day: ofMonth })).toBe(day);
    }),
  );
  const lengths = new Set(starts.slice(1).map((start, place) => start - starts[place]!));
  expect([...lengths].sort()).toEqual([29, 30]);
});

describe('an override', () => {
  it('moves the start of its month, and so the length of the month before', () => {
    const seen = new HijriCalendar([moved('1447-09', '2026-02-19')]);
    expect([calendar, seen].map((each) => each.daysIn({ year: 1447, month: 8 }))).toEqual([29, 30]);
    expect([calendar, seen].map((each) => each.daysIn({ year: 1447, month: 9 }))).toEqual([30, 29]);
    expect(printDay(seen.toDay(parseHijriDate('1447-08-30')))).toBe('2026-02-18');
    expect(printHijriDate(seen.toHijri(parseDay('2026-02-18')))).toBe('1447-08-30');
    expect(() => seen.toDay(parseHijriDate('1447-09-30'))).toThrow('no such date');
  });

  it.each<[string, MonthOverride[], string]>([
    ['two days late', [moved('1447-09', '2026-02-20')], '1447-08 would have 31 days'],
    ['that leaves a month of 28 days', [moved('1447-10', '2026-03-19'), moved('1447-09', '2026-02-19')], '1447-09'],
    ['that shortens its own month', [moved('1447-10', '2026-03-21')], '1447-09 would have 31 days'],
  ])('is refused %s', (_, overrides, why) => {
    expect(() => new HijriCalendar(overrides)).toThrow(why);
  });

  it('may need another beside it', () => {
    expect(() => new HijriCalendar([moved('1446-09', '2025-03-02')])).toThrow('1446-09 would have 28 days');
    const sighted = new HijriCalendar([moved('1446-09', '2025-03-02'), moved('1446-10', '2025-03-31')]);
    expect([8, 9, 10].map((month) => sighted.daysIn({ year: 1446, month }))).toEqual([30, 29, 29]);
  });
});

test.each([
  ['an ordinary day', '1446-09-10', '1447-09-10'],
  ['a 30th in a month that has one next year', '1444-02-30', '1445-02-30'],
  ['a 30th in a month that has none next year', '1446-02-30', '1447-02-29'],
  ['a 30th of Ramadan', '1445-09-30', '1446-09-29'],
  ['a 29th', '1446-09-29', '1447-09-29'],
])('a lunar year after %s ends', (_, from, until) => {
  const end = calendar.lunarYearAfter(calendar.toDay(parseHijriDate(from)));
  expect(printHijriDate(calendar.toHijri(end))).toBe(until);
});

test('a 30th comes back in the year that has it', () => {
  const from = parseHijriDate('1445-09-30');
  const years = [1, 2, 3, 4].map((years) => printHijriDate(calendar.toHijri(calendar.anniversary(from, years))));
  expect(years).toEqual(['1446-09-29', '1447-09-30', '1448-09-29', '1449-09-29']);
});

test.each(['1882-11-11', '2174-11-26'])('%s lies outside the table', (day) => {
  expect(() => calendar.toHijri(parseDay(day))).toThrow('no such date');
});

test.each(['1447-13-01', '1447-00-01', '1447-09-31', '1447-09-00', '1447-9-1', '1447-09', ''])(
  '%j is no Hijri date',
  (text) => {
    expect(() => parseHijriDate(text)).toThrow('invalid Hijri date');
  },
);

test('dates are in the order of their days', () => {
  const days = fc.integer({ min: 0, max: 40_000 });
  fc.assert(
    fc.property(days, days, (a, b) => {
      expect(Math.sign(compareHijriDates(calendar.toHijri(a), calendar.toHijri(b)))).toBe(Math.sign(a - b));
    }),
  );
});
