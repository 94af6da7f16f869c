import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LONG_FILES, LONG_FUNCTIONS } from './size-exceptions.js';
import { functionSizes, parse } from './source-code.js';
import { PROJECT, sourceFiles } from './source-files.js';

const FILE_LINES = 300;
const FUNCTION_LINES = 70;

type Sizes = Record<string, number>;

function longFile(file: string, text: string): Sizes {
  const lines = text.trimEnd().split('\n').length;
  return lines > FILE_LINES ? { [file]: lines } : {};
}

/** By file and name; of several with one name the longest counts. */
function longFunctions(file: string, text: string): Sizes {
  const long: Sizes = {};
  for (const { name, lines } of functionSizes(parse(file, text))) {
    const key = `${file} ${name}`;
    if (lines > FUNCTION_LINES) long[key] = Math.max(lines, long[key] ?? 0);
  }
  return long;
}

/** What is too long, exceptions that have grown, and exceptions that are needed no more. */
function faults(found: Sizes, exceptions: Readonly<Sizes>): string[] {
  const tooLong = Object.keys(found).filter((name) => found[name]! > (exceptions[name] ?? 0));
  const outdated = Object.keys(exceptions).filter((name) => found[name] === undefined);
  return [...tooLong.map((name) => `${name}: ${found[name]} lines`), ...outdated.map((name) => `${name}: fits`)];
}

const files = sourceFiles(['apps', 'libs', 'test', 'bench']).map((file) => ({
  file,
  text: readFileSync(join(PROJECT, file), 'utf8'),
}));

// An exception may shrink and not grow. When its file or function has become shorter, write the new size, or take it out.
describe('sizes', () => {
  it(`of files are at most ${FILE_LINES} lines`, () => {
    const found = Object.assign({}, ...files.map(({ file, text }) => longFile(file, text)));
    expect(faults(found, LONG_FILES)).toEqual([]);
  });

  it(`of functions are at most ${FUNCTION_LINES} lines`, () => {
    const found = Object.assign({}, ...files.map(({ file, text }) => longFunctions(file, text)));
    expect(faults(found, LONG_FUNCTIONS)).toEqual([]);
  });

  it('are found to be too large, and exceptions to be outgrown or outdated', () => {
    const body = 'one();\n'.repeat(FUNCTION_LINES);
    expect(longFunctions('a.ts', `class A {\n  run() {\n${body}}\n}`)).toEqual({ 'a.ts run': FUNCTION_LINES + 2 });
    expect(longFunctions('a.ts', `const f = () => {\n${body}};`)).toEqual({ 'a.ts f': FUNCTION_LINES + 2 });
    expect(longFunctions('a.spec.ts', `describe('a', () => {\n${body}});`)).toEqual({});
    expect(longFile('a.ts', body.repeat(5))).toEqual({ 'a.ts': FUNCTION_LINES * 5 });
    expect(faults({ 'a.ts': 310 }, {})).toEqual(['a.ts: 310 lines']);
    expect(faults({ 'a.ts': 310 }, { 'a.ts': 305 })).toEqual(['a.ts: 310 lines']);
    expect(faults({ 'a.ts': 302 }, { 'a.ts': 305 })).toEqual([]);
    expect(faults({}, { 'a.ts': 305 })).toEqual(['a.ts: fits']);
  });
});
