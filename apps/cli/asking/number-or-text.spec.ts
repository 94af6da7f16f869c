import { toJson } from '@app/infrastructure/http/json-writer.js';
import { numberOrText } from './number-or-text.js';

it.each([
  ['90000000.00000014', '90000000.00000014'],
  ['10.0', '10.0'],
  ['0.00000001', '0.00000001'],
  ['-5', '-5'],
  ['123456789012345678901234567890', '123456789012345678901234567890'],
])('puts %s into a body digit for digit', (typed, literal) => {
  expect(toJson(numberOrText(typed))).toBe(literal);
});

it.each(['ten', '1e3', '01', '.5', '5.', '0x10', 'NaN', ''])('leaves %j for the registry to refuse', (typed) => {
  expect(toJson(numberOrText(typed))).toBe(`"${typed}"`);
});
