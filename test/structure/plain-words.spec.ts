import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { houseWordsIn } from './plain-words.js';
import { comments, parse, testNames, type Words } from './source-code.js';
import { documents, PROJECT, sourceFiles } from './source-files.js';

const MOST_CHARACTERS = 160;
const read = (file: string) => readFileSync(join(PROJECT, file), 'utf8');

function faultsIn(file: string, words: readonly Words[]): string[] {
  return words.flatMap(({ text, line }) => houseWordsIn(text).map((fault) => `${file}:${line} ${fault}`));
}

function faultsInCode(file: string, text: string): string[] {
  const source = parse(file, text);
  return faultsIn(file, [...comments(source), ...testNames(source)]);
}

function linesOf(text: string): Words[] {
  return text.split('\n').map((line, at) => ({ text: line, line: at + 1 }));
}

/** Rows of tables and lines of code cannot be wrapped. */
function longLines(text: string): number[] {
  const isRow = (line: string) => line.startsWith('|');
  return linesOf(text).flatMap(({ text: line, line: at }) =>
    line.length > MOST_CHARACTERS && !isRow(line) ? [at] : [],
  );
}

describe('plain words', () => {
  it('are used in the documents', () => {
    expect(documents().flatMap((file) => faultsIn(file, linesOf(read(file))))).toEqual([]);
  });

  it('are used in comments and names of tests', () => {
    const files = sourceFiles(['apps', 'libs', 'test', 'bench']).filter((file) => !file.endsWith('/plain-words.ts'));
    expect(files.length).toBeGreaterThan(500);
    expect(files.flatMap((file) => faultsInCode(file, read(file)))).toEqual([]);
  });

  it.each([
    ['a comment', '/** Whoever asks. */\nexport const a = 1;', ':1 "Whoever"'],
    ['a comment behind code', 'f(\n  1, // his own\n);', ':2 "his"'],
    ['the name of a test', "describe('x', () => {\n  it('pays nobody', () => {});\n});", ':2 "nobody"'],
    ['the name of a row of tests', "it.each([1])('is hence %s', () => {});", ':1 "hence"'],
    ['a template', 'test(`the purse of $' + '{name}`, () => {});', ':1 "purse"'],
  ])('are missed in %s', (_, text, fault) => {
    expect(faultsInCode('planted.ts', text)).toEqual([expect.stringContaining(`planted.ts${fault}`)]);
  });

  it('are no matter of data or of what stands in backquotes', () => {
    expect(faultsInCode('planted.ts', "// the user `nobody`\nconst owner = 'nobody';")).toEqual([]);
  });
});

describe('lines of documents', () => {
  it(`have at most ${MOST_CHARACTERS} characters`, () => {
    const faults = documents().flatMap((file) => longLines(read(file)).map((line) => `${file}:${line}`));
    expect(faults).toEqual([]);
  });

  it('are found when they are longer', () => {
    expect(longLines(`short\n${'x'.repeat(161)}\n| ${'x'.repeat(200)} |`)).toEqual([2]);
  });
});
