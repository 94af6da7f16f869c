import fc from 'fast-check';
import { parseReceiptNumber, printReceiptNumber, type ReceiptPlace } from './receipt-number.js';

const places = fc.record({
  series: fc.constantFrom('1448', '1448-09', 'ramadan_1448.v2', '_2026', '9', 'A', '0'),
  serial: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
});

test.each<[ReceiptPlace, string]>([
  [{ series: '1448', serial: 1 }, 'MZ-1448-000001-6'],
  [{ series: '1448', serial: 17 }, 'MZ-1448-000017-2'],
  [{ series: '_2026', serial: 1_234_567 }, 'MZ-_2026-1234567-1'],
])('%o is %s', (place, number) => {
  expect(printReceiptNumber(place)).toBe(number);
  expect(parseReceiptNumber(number)).toEqual(place);
});

test('every receipt is found by its number', () => {
  fc.assert(fc.property(places, (place) => expect(parseReceiptNumber(printReceiptNumber(place))).toEqual(place)));
});

test('a number with one digit changed is none', () => {
  fc.assert(
    fc.property(places, (place) => {
      const number = printReceiptNumber(place);
      for (let at = 0; at < number.length; at++) {
        if (!/\d/.test(number[at]!)) continue;
        for (const digit of '0123456789') {
          if (digit === number[at]) continue;
          expect(parseReceiptNumber(number.slice(0, at) + digit + number.slice(at + 1))).toBeUndefined();
        }
      }
    }),
  );
});

test('a number with two neighbouring digits exchanged is none, the check digit and its neighbour included', () => {
  fc.assert(
    fc.property(places, (place) => {
      const number = printReceiptNumber(place);
      const pairs = [...number].map((_, at) => [at, at + 1]).concat([[number.length - 3, number.length - 1]]);
      for (const [at = 0, next = 0] of pairs) {
        const [digit = '', neighbour = ''] = [number[at], number[next]];
        if (!/^\d\d$/.test(digit + neighbour) || digit === neighbour) continue;
        const changed = number.slice(0, at) + neighbour + number.slice(at + 1, next) + digit + number.slice(next + 1);
        expect(parseReceiptNumber(changed)).toBeUndefined();
      }
    }),
  );
});

test.each([
  '',
  'MZ-1448-17-5',
  'mz-1448-000017-5',
  'MZ-1448-0000017-5',
  'MZ-1448-000000-0',
  'MZ--000017-5',
  ' MZ-1448-000017-5',
])('%j is no number', (text) => {
  expect(parseReceiptNumber(text)).toBeUndefined();
});
