import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { ROOT } from './support/installed-client.js';

/** The files of a folder and of those in it, by name. */
function textsOf(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  return Object.fromEntries(files.sort().map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

describe('what is generated of the client', () => {
  it('is what `npm run client` makes of the API documents', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'mizan-generated-'));
    try {
      const script = 'libs/client/generator/main.ts';
      const args = ['--import', './bench/loader/register.mjs', script, folder];
      await promisify(execFile)(process.execPath, args, { cwd: ROOT, timeout: 60_000 });
      const made = textsOf(folder);
      expect(Object.keys(made)).toHaveLength(4);
      expect(textsOf(join(ROOT, 'libs/client/generated'))).toEqual(made);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }, 60_000);
});
