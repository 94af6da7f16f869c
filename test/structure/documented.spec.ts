import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hasMethod, isAbstract, parse, undocumentedClasses, undocumentedExports } from './source-code.js';
import { PROJECT, sourceFiles } from './source-files.js';

/** Use cases and ports, which a reader meets first, and all of the client, whose users have the comments in their editors. */
function undocumented(file: string, text: string): string[] {
  const source = parse(file, text);
  if (file.includes('/ports/')) return undocumentedClasses(source, isAbstract);
  if (file.includes('/use-cases/')) return undocumentedClasses(source, (node) => hasMethod(node, 'execute'));
  return /^libs\/client\/(?!generator\/)/.test(file) ? undocumentedExports(source) : [];
}

describe('a doc comment', () => {
  it('stands before every use case and every port, and all that the client exports', () => {
    const files = sourceFiles(['libs']).filter((file) => !file.endsWith('.spec.ts'));
    const faults = files.flatMap((file) =>
      undocumented(file, readFileSync(join(PROJECT, file), 'utf8')).map((name) => `${file} ${name}`),
    );
    expect(faults).toEqual([]);
  });

  it.each([
    ['libs/a/ports/store.ts', 'export abstract class Store {}', 'Store'],
    ['libs/client/calls/send.ts', 'export function send() {}', 'send'],
    ['libs/client/calls/limit.ts', 'export const LIMIT = 1;', 'LIMIT'],
    ['libs/client/calls/call.ts', 'export interface Call {}', 'Call'],
    ['libs/a/use-cases/run.ts', 'export class Run {\n  async execute() {}\n}', 'Run'],
  ])('is missed in %s', (file, text, name) => {
    expect(undocumented(file, text)).toEqual([name]);
    expect(undocumented(file, `/** What it does. */\n${text}`)).toEqual([]);
  });
});
