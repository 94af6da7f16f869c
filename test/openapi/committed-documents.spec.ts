import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const ROOT = join(import.meta.dirname, '..', '..');
const check = (cwd: string) =>
  promisify(execFile)(process.execPath, [join(ROOT, 'dist/apps/server/write-openapi.js'), '--check'], {
    cwd,
    timeout: 60_000,
  });

describe('the OpenAPI documents in openapi/', () => {
  it('describe the APIs as they are built', async () => {
    await expect(check(ROOT)).resolves.toEqual({ stdout: '', stderr: '' });
  }, 60_000);

  it('are found out of date when a single word differs', async () => {
    const copy = mkdtempSync(join(tmpdir(), 'mizan-openapi-'));
    try {
      cpSync(join(ROOT, 'openapi'), join(copy, 'openapi'), { recursive: true });
      const file = join(copy, 'openapi', 'ledger.json');
      const text = readFileSync(file, 'utf8');
      writeFileSync(file, text.replace('insufficient funds', 'sufficient funds'));
      expect(readFileSync(file, 'utf8')).not.toBe(text);
      await expect(check(copy)).rejects.toMatchObject({
        code: 1,
        stderr: 'openapi/ledger.json is out of date: npm run openapi\n',
      });
    } finally {
      rmSync(copy, { recursive: true, force: true });
    }
  }, 60_000);

  // 39.02 is no multiple of 0.01 in binary numbers: a validator made from the document would refuse a right answer.
  it.each(['ledger', 'registry'])('ask for no multiple of a fraction, in the %s', (api) => {
    const text = readFileSync(join(ROOT, 'openapi', `${api}.json`), 'utf8');
    expect(text.match(/"multipleOf": ?[0-9]*\.[0-9]+/g)).toBeNull();
  });
});
