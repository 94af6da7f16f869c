import { InvalidNote } from '../wallet.errors.js';
import { parseNote } from './note.js';

test.each(['x', ' for the lunch ', '\n\u001b[31m', 'x'.repeat(140), '🕌'.repeat(140)])('%j is a note', (text) => {
  expect(parseNote(text)).toBe(text);
});

test.each(['', ' ', '\t\r\n', 'x'.repeat(141), '🕌'.repeat(141), 'a\ud800'])('%j is no note', (text) => {
  expect(() => parseNote(text)).toThrow(InvalidNote);
});
