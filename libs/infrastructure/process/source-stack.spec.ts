import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import typescript from 'typescript';
import { sourceStack } from './source-stack.js';

const SOURCE = `interface Gone {\n  a: string;\n}\n\nexport function fail(gone: Gone): never {\n  throw new Error(gone.a);\n}\n`;

describe('the stack of an error from a built module', () => {
  let home: string;
  let built: string;
  beforeAll(() => {
    home = mkdtempSync(join(tmpdir(), 'mizan-stack-'));
    mkdirSync(join(home, 'dist'));
    built = join(home, 'dist', 'fail.js');
    const compilerOptions = { sourceMap: true, module: typescript.ModuleKind.ESNext };
    const { outputText, sourceMapText } = typescript.transpileModule(SOURCE, {
      fileName: 'fail.ts',
      compilerOptions,
    });
    writeFileSync(join(home, 'package.json'), '{"type":"module"}');
    writeFileSync(built, outputText);
    writeFileSync(`${built}.map`, sourceMapText!);
  });
  afterAll(() => rmSync(home, { recursive: true }));

  /** As Node writes it, which gives frames of ES modules as URLs. */
  function stackFrom(url: string): string {
    const script = `import(${JSON.stringify(url)}).then(({ fail }) => fail({ a: 'broken' })).catch((e) => console.log(e.stack))`;
    return execFileSync(process.execPath, ['-e', script], { encoding: 'utf8' });
  }

  it('names line and column of the source', () => {
    const error = Object.assign(new Error(), { stack: stackFrom(pathToFileURL(built).href) });
    expect(error.stack).toContain('dist/fail.js:2:');
    const source = pathToFileURL(join(home, 'dist', 'fail.ts')).href;
    expect(sourceStack(error)).toContain(`Error: broken\n    at fail (${source}:6:9)`);
  });

  it('stays as it is where there is no source map', () => {
    const stack = `Error: x\n    at y (${pathToFileURL(join(home, 'dist', 'gone.js')).href}:2:3)\n    at node:internal:1:1`;
    expect(sourceStack(Object.assign(new Error(), { stack }))).toBe(stack);
    expect(sourceStack(Object.assign(new Error(), { stack: undefined }))).toBeUndefined();
  });
});
