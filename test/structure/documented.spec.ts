import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hasMethod, isAbstract, parse, undocumentedClasses } from './source-code.js';
import { PROJECT, sourceFiles } from './source-files.js';

/** Use cases and ports, which a reader meets first. */
function undocumented(file: string, text: string): string[] {
  const source = parse(file, text);
  if (file.includes('/ports/')) return undocumentedClasses(source, isAbstract);
  if (file.includes('/use-cases/')) return undocumentedClasses(source, (node) => hasMethod(node, 'execute'));
  return [];
}

describe('a doc comment', () => {
  it('stands before every use case and every port', () => {
    const files = sourceFiles(['libs']).filter((file) => !file.endsWith('.spec.ts'));
    const faults = files.flatMap((file) =>
      undocumented(file, readFileSync(join(PROJECT, file), 'utf8')).map((name) => `${file} ${name}`),
    );
    expect(faults).toEqual([]);
  });

  it.each([
    ['libs/a/ports/store.ts', 'export abstract class Store {}', 'Store'],
    ['libs/a/use-cases/run.ts', 'export class Run {\n  async execute() {}\n}', 'Run'],
  ])('is missed in %s', (file, text, name) => {
    expect(undocumented(file, text)).toEqual([name]);
    expect(undocumented(file, `/** What it does. */\n${text}`)).toEqual([]);
  });
});
