import { parseDay, printDay } from './day.js';

test.each<[string, number]>([
  ['1970-01-01', 0],
  ['1969-12-31', -1],
  ['2024-02-29', 19_782],
  ['2026-02-19', 20_503],
])('%s is day %i', (text, day) => {
  expect(parseDay(text)).toBe(day);
  expect(printDay(day)).toBe(text);
});

test.each(['', '2025-02-29', '2026-2-19', '2026-02-19T00:00', '20260219', '２０２６-02-19', '2026-13-01'])(
  '%j is no day',
  (text) => {
    expect(() => parseDay(text)).toThrow('invalid date');
  },
);
