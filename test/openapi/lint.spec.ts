import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ROOT } from './support/documents.js';

/** A copy of what is linted, with the same rules. */
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mizan-lint-'));
  for (const name of ['openapi', 'redocly.yaml', '.redocly.lint-ignore.yaml', 'package.json'])
    cpSync(join(ROOT, name), join(folder, name), { recursive: true });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs `npm run check:api` there. */
const lint = () =>
  promisify(execFile)('npm', ['run', 'check:api'], {
    cwd: folder,
    env: { ...process.env, PATH: `${join(ROOT, 'node_modules', '.bin')}:${process.env.PATH}` },
    timeout: 60_000,
  });

describe('the lint of the API documents', () => {
  it('finds nothing', async () => {
    await expect(lint()).resolves.toMatchObject({ stderr: expect.stringContaining('descriptions are valid') });
  }, 60_000);

  it('finds a name given twice, a tag that nothing is said of, and an example that its schema forbids', async () => {
    plant(
      ['"operationId": "getBalance"', '"operationId": "getChain"'],
      ['"description": "Minting units."', '"x-description": ""'],
      ['"examples": [\n              14900', '"examples": [\n              "many"'],
    );
    const found = await lint().catch((error) => error);
    expect(found.code).toBe(1);
    for (const rule of ['operationId-unique', 'tag-description', 'no-invalid-schema-examples'])
      expect(found.stdout).toContain(rule);
  }, 60_000);
});

function plant(...faults: [sound: string, planted: string][]): void {
  const file = join(folder, 'openapi', 'ledger.json');
  for (const [sound, planted] of faults) {
    const text = readFileSync(file, 'utf8');
    expect(text).toContain(sound);
    writeFileSync(file, text.replace(sound, planted));
  }
}
