import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from '@jest/globals';
import { BIN } from '../support/mizan.js';

const HEAVY = ['typeorm', '@nestjs/core', 'fastify', 'pg', 'pdfkit'];
const home = mkdtempSync(join(tmpdir(), 'mizan-light-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

const asUrl = (code: string) => `data:text/javascript,${encodeURIComponent(code)}`;
/** Writes the address of each module that is loaded into the file `LOADED`. */
const TELL_LOADED = asUrl(`
  import { register } from 'node:module';
  register(${JSON.stringify(
    asUrl(`
      import { appendFileSync } from 'node:fs';
      export function load(url, context, next) {
        appendFileSync(process.env.LOADED, url + '\\n');
        return next(url, context);
      }`),
  )});
`);

/** Which packages that open databases, serve or print were loaded, as files of the bundle or from where they are installed. */
async function loadedBy(...words: string[]): Promise<string[]> {
  const LOADED = join(home, words.join(' ').replaceAll(/\W/g, '_'));
  await promisify(execFile)(process.execPath, ['--import', TELL_LOADED, BIN, ...words], {
    env: { PATH: process.env.PATH, LOADED },
  }).catch(() => {});
  const files = readFileSync(LOADED, 'utf8')
    .split('\n')
    .filter((url) => url.startsWith('file:'));
  expect(files.some((url) => url.endsWith('/dist/bundle/mizan.js'))).toBe(true);
  // The bundler says above each piece which file it was.
  const code = files.map((url) => `// ${url}\n${readFileSync(new URL(url), 'utf8')}`).join('\n');
  return HEAVY.filter((name) => new RegExp(`^\\s*// \\S*node_modules/${name}/`, 'm').test(code));
}

describe('a command loads what it needs', () => {
  it.each([
    ['--help'],
    ['no-such-command'],
    ['backup', '--help'],
    ['admin-token', 'create'],
    ['zakat', 'policy', 'show', '--url', 'http://127.0.0.1:9'],
    ['events', 'tail', '--url', 'http://127.0.0.1:9', '--types', ','],
    ['wallet', '--help'],
  ])('mizan %s %s needs no database and no server', async (...words) => {
    expect(await loadedBy(...words)).toEqual([]);
  });

  it('one that opens a store loads TypeORM and pg, so this would be seen', async () => {
    expect(await loadedBy('verify-audit')).toEqual(['typeorm', 'pg']);
  });
});
