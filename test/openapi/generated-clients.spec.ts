import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type RunningServer, startServer } from '../support/server.js';
import { ROOT } from './support/documents.js';
import { OPENAPI_FETCH_CALLER, ORVAL_CALLER } from './support/generated-callers.js';

let folder: string;
let server: RunningServer;

beforeAll(async () => {
  server = await startServer({ env: { PERSISTENCE: 'memory', POW_BITS: '4', LOG_LEVEL: 'warn' } });
  folder = mkdtempSync(join(tmpdir(), 'mizan-clients-'));
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  write('package.json', '{ "type": "module" }');
  write('openapi-fetch-caller.ts', OPENAPI_FETCH_CALLER);
  write('orval-caller.ts', ORVAL_CALLER);
  write('tsconfig.json', JSON.stringify({ compilerOptions: COMPILER_OPTIONS }));
  write(
    'orval.config.cjs',
    `module.exports = ${JSON.stringify({ ledger: orval('ledger'), registry: orval('registry') })};`,
  );
  const generate = ['ledger', 'registry'].map((api) =>
    run('openapi-typescript/bin/cli.js', join(ROOT, `openapi/${api}.json`), '-o', `${api}.d.ts`),
  );
  await Promise.all([...generate, run('orval/dist/bin/orval.js', '--config', 'orval.config.cjs')]);
}, 60_000);
afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const COMPILER_OPTIONS = {
  strict: true,
  module: 'nodenext',
  target: 'es2022',
  lib: ['es2022', 'dom', 'dom.iterable'],
  types: ['node'],
  outDir: 'out',
};

const orval = (api: 'ledger' | 'registry') => ({
  input: { target: join(ROOT, `openapi/${api}.json`) },
  output: {
    target: `./orval-${api}.ts`,
    client: 'fetch',
    baseUrl: api === 'ledger' ? server.ledgerUrl : server.registryUrl,
  },
});

const write = (name: string, text: string) => writeFileSync(join(folder, name), text);

const run = (script: string, ...args: string[]) =>
  promisify(execFile)(process.execPath, [join(ROOT, 'node_modules', script), ...args], {
    cwd: folder,
    timeout: 60_000,
  });

describe('clients that other generators make of the API documents', () => {
  it('compile with tsc --strict, and a mistake in a call does not', async () => {
    await expect(run('typescript/bin/tsc', '-p', '.')).resolves.toMatchObject({ stdout: '' });
    write(
      'mistaken.ts',
      "import { sendTransfer } from './orval-ledger.js';\nawait sendTransfer({ to: 1, amount: 'x' });\n",
    );
    const { stdout } = await run('typescript/bin/tsc', '-p', '.', '--noEmit').catch((error) => error);
    expect(stdout).toMatch(/^mistaken\.ts/);
  }, 120_000);

  it.each([
    ['openapi-typescript', 'out/openapi-fetch-caller.js', 'node_fetch'],
    ['orval', 'out/orval-caller.js', 'node_orval'],
  ])(
    'move money and register a node at a running server: %s',
    async (_, program, node) => {
      const args = [join(folder, program), server.ledgerUrl, server.registryUrl];
      const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: 30_000 });
      expect(JSON.parse(stdout)).toEqual({
        sent: 'transaction mined',
        isRefused: true,
        balance: 14_900,
        registered: true,
        nodes: [node],
      });
    },
    30_000,
  );
});
