import fc from 'fast-check';
import { parseDay, printDay } from './day.js';
import { DaysInZone } from './day-in-zone.js';

const seconds = (instant: string) => Date.parse(instant) / 1000;

test.each([
  ['Asia/Karachi', '2026-02-18T18:59:59Z', '2026-02-18'],
  ['Asia/Karachi', '2026-02-18T19:00:00Z', '2026-02-19'],
  ['UTC', '2026-02-18T23:59:59Z', '2026-02-18'],
  ['Pacific/Kiritimati', '2026-02-18T10:00:00Z', '2026-02-19'],
  ['Pacific/Pago_Pago', '2026-02-18T10:59:59Z', '2026-02-17'],
  ['Asia/Kathmandu', '2026-02-18T18:15:00Z', '2026-02-19'],
])('in %s it is at %s the day %s', (zone, instant, day) => {
  expect(printDay(new DaysInZone(zone).dayOf(seconds(instant)))).toBe(day);
});

test.each([
  ['a day in winter', 'Europe/London', '2026-02-19', '2026-02-19T00:00:00Z'],
  ['a day in summer', 'Europe/London', '2026-07-19', '2026-07-18T23:00:00Z'],
  ['a day whose midnight the clocks skip', 'Asia/Beirut', '2026-03-29', '2026-03-28T22:00:00Z'],
  ['the day after one that Samoa skipped', 'Pacific/Apia', '2011-12-31', '2011-12-30T10:00:00Z'],
])('%s begins in %s on time', (_, zone, day, instant) => {
  expect(new DaysInZone(zone).startOf(parseDay(day))).toBe(seconds(instant));
});

test('a day begins at the first second of it', () => {
  const zones = ['Asia/Karachi', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'Africa/Cairo'];
  fc.assert(
    fc.property(fc.constantFrom(...zones), fc.integer({ min: 18_000, max: 24_000 }), (zone, day) => {
      const days = new DaysInZone(zone);
      const start = days.startOf(day);
      expect([days.dayOf(start - 1), days.dayOf(start)]).toEqual([day - 1, day]);
    }),
  );
});

test.each(['', 'Asia/Lahore', '+05:00', 'PKT '])('%j is no time zone', (zone) => {
  expect(() => new DaysInZone(zone)).toThrow('invalid time zone');
});
