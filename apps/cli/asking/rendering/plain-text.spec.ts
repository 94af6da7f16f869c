import { parseStrictJson } from '@app/infrastructure/http/strict-json.js';
import { plain } from './plain-text.js';

it.each([
  ['90000000.00000014', '90000000.00000014'],
  ['10.50000000', '10.50000000'],
  ['12345678901234567890', '12345678901234567890'],
  ['"text"', 'text'],
  ['true', 'yes'],
  ['null', '-'],
  ['[]', '-'],
  ['["a","b"]', 'a, b'],
  ['{"a":1}', '{…}'],
  ['"\\u001b[31m\\r\\n\\u202e\\u0000"', '?[31m????'],
])('shows %s as %s', (json, text) => {
  expect(plain(parseStrictJson(json))).toBe(text);
});

it('shows what is missing as a dash', () => {
  expect(plain(undefined)).toBe('-');
});
