import { maskCnics } from './declared-note.js';

it('a note keeps no national ID number', () => {
  expect(maskCnics('of Amina, 42101-1234567-1.')).toBe('of Amina, 42101-*******-1.');
  expect(maskCnics('4210112345671 and 42201 7654321–2')).toBe('42101-*******-1 and 42201-*******-2');
  expect(maskCnics('a loan of 1234567890123456')).toBe('a loan of 1234567890123456');
});
