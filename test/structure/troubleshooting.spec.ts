import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT, programTexts } from './source-files.js';

const headings = readFileSync(join(PROJECT, 'docs', 'troubleshooting.md'), 'utf8').match(/^### .*$/gm) ?? [];
/** Messages of the program: what stands in backquotes in a heading that is not about another program. */
const messages = headings
  .filter((heading) => !heading.startsWith('### npm: '))
  .flatMap((heading) => [...heading.matchAll(/`([^`]+)`/g)].map(([, message = '']) => message));

/** All code as one text, in which a literal that is written in several pieces is whole. */
const source = programTexts(['apps', 'libs', 'bin'])
  .map(({ text }) => text.replace(/['`] \+\s*['`]/g, ''))
  .join('\n');

/** The pieces of a message between what differs that are not in the code. */
const missing = (message: string) =>
  message
    .split('…')
    .flatMap((piece) => piece.split(/(?<=\()(?=[A-Z]+\))|(?<=\([A-Z]+)(?=\))/))
    .map((piece) => piece.trim())
    .filter((piece) => piece.length > 2 && !source.includes(piece));

describe('docs/troubleshooting.md', () => {
  it('has many messages', () => expect(messages.length).toBeGreaterThan(30));

  it.each(messages)('quotes what the program says: %s', (message) => expect(missing(message)).toEqual([]));

  it('is found wrong when a message differs by a word', () => {
    expect(missing('data directory … is used by process …')).toEqual(['is used by process']);
  });
});
