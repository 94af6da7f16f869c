import { parsePeriod } from './zakat-period.js';

test.each(['1448', '1448-09', 'A', 'ramadan_1448.v2', 'x'.repeat(32)])('%s names a period', (text) => {
  expect(parsePeriod(text)).toBe(text);
});

test.each(['', ' 1448', '1448\n', '-1448', '1448/09', '١٤٤٨', 'x'.repeat(33)])('%j names none', (text) => {
  expect(() => parsePeriod(text)).toThrow('invalid period');
});
