import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from '@jest/globals';

const ROOT = join(import.meta.dirname, '../..');
const OUTPUT = 'dist/bundle/server.js';
const PAGES = `export default {
  root: 'apps/web',
  build: { outDir: '../../dist/web', rollupOptions: { input: 'apps/web/ledger.html' } },
};
`;
let project: string;

/** A project of one file and one page, with our build and our packages. */
beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), 'mizan-build-'));
  for (const folder of ['apps/server', 'apps/cli', 'apps/web', 'libs', 'bin'])
    mkdirSync(join(project, folder), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(project, 'node_modules'));
  for (const file of [
    'package.json',
    'nest-cli.json',
    'tsconfig.json',
    'tsconfig.build.json',
    'bin/build-if-changed.mjs',
    'bin/bundle.mjs',
  ])
    copyFileSync(join(ROOT, file), join(project, file));
  write('ormconfig.ts', 'export {};\n');
  write('apps/server/main.ts', 'console.log("one");\n');
  write('apps/cli/main.ts', 'console.log(1);\n');
  write('apps/web/vite.config.ts', PAGES);
  write('apps/web/ledger.html', '<!doctype html><title>ledger</title>\n');
});
afterAll(() => rmSync(project, { recursive: true, force: true }));

const write = (file: string, text: string) => writeFileSync(join(project, file), text);
const output = () => readFileSync(join(project, OUTPUT), 'utf8');
const build = () =>
  promisify(execFile)(process.execPath, ['bin/build-if-changed.mjs'], { cwd: project, timeout: 60_000 });

it('builds again only when a source, a setting or a package has changed, and until it succeeds', async () => {
  await build();
  expect(output()).toContain('console.log("one")');

  write(OUTPUT, '// of the build before');
  await build();
  expect(output()).toBe('// of the build before');

  rmSync(join(project, OUTPUT));
  await build();
  expect(output()).toContain('console.log("one")');

  write('apps/server/main.ts', 'export const answer: number = "one";\n');
  await expect(build()).rejects.toMatchObject({ code: 1 });
  await expect(build()).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining('not assignable') });
}, 120_000);
