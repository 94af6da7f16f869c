import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { mizan } from '../support/mizan.js';
import { prepareProduction } from '../support/production.js';
import { runServerToExit, startServer } from '../support/server.js';

jest.setTimeout(240_000); // several commands, each of which loads a database

const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '..', '..', 'package.json'), 'utf8'));
let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'mizan-preflight-'));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));
const place = (name: string) => join(directory, name);

describe('before a store is opened', () => {
  it.each(['LEDGER_PORT', 'REGISTRY_PORT'])('a start looks whether %s is free', async (variable) => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    const dataDir = place(variable);
    const { code, output } = await runServerToExit({ dataDir, env: { [variable]: String(port) } });
    other.close();
    expect([code, output]).toEqual([69, `cannot listen on 127.0.0.1:${port} (EADDRINUSE)\n`]);
    expect(existsSync(dataDir)).toBe(false);
  });

  it('a backup looks whether its file can be written, and a restore whether the file is of its API', async () => {
    const dataDir = place('backup');
    await (await startServer({ dataDir, env: { POW_BITS: '4', LOG_LEVEL: 'warn' } })).stop();
    const env = { DATA_DIR: dataDir };
    const file = place('registry.backup');
    expect((await mizan(['backup', file, '--api', 'registry'], env)).code).toBe(0);
    // Whatever it does, it must not get as far as the store, which is no store any more.
    for (const name of readdirSync(join(dataDir, 'database'))) {
      if (name !== 'lock') rmSync(join(dataDir, 'database', name), { recursive: true });
    }
    writeFileSync(join(dataDir, 'database', 'PG_VERSION'), 'damaged');
    expect(await mizan(['backup', file], env)).toMatchObject({
      code: 73,
      stderr: `mizan: the backup ${file} cannot be written (EEXIST)\n`,
    });
    const nowhere = join(directory, 'no', 'such', 'place');
    expect(await mizan(['backup', nowhere], env)).toMatchObject({
      code: 73,
      stderr: `mizan: the backup ${nowhere} cannot be written (ENOENT)\n`,
    });
    const target = place('restored');
    expect(await mizan(['restore', file], { DATA_DIR: target })).toMatchObject({
      code: 65,
      stderr:
        'mizan: not restored: the backup is of schema registry, not of ledger: add --api registry\nmizan: nothing was changed\n',
    });
    writeFileSync(place('letter'), 'Dear restore,\n');
    expect(await mizan(['restore', place('letter')], { DATA_DIR: target })).toMatchObject({ code: 65 });
    expect(existsSync(target)).toBe(false);
    expect((await mizan(['restore', file, '--api', 'registry'], { DATA_DIR: target })).code).toBe(0);
  });
});

it('a command that needs a stopped server offers to ask the server only where it can', async () => {
  const server = await startServer({ env: { SERVE: 'ledger', POW_BITS: '4', LOG_LEVEL: 'warn' } });
  const env = { DATA_DIR: server.dataDir };
  const hintOf = async (...words: string[]) => (await mizan(words, env)).stderr.trim().split('\n').at(-1);
  expect(await hintOf('backup', place('running.backup'))).toBe('mizan: stop the server first');
  const withUrl = 'mizan: stop the server first, or ask it: mizan verify-chain --url http://127.0.0.1:8080';
  expect(await hintOf('verify-chain')).toBe(withUrl);
  await server.stop();
});

describe.each([
  ['demo', true],
  ['production', false],
])('a server in %s', (mode, hasDocs) => {
  it('has the version of the program everywhere, says where its pages are, and stops once', async () => {
    const dataDir = place(mode);
    const env = { POW_BITS: '4', LOG_LEVEL: 'info' };
    const server = await startServer({ dataDir, env: hasDocs ? env : prepareProduction(dataDir, env).env });
    expect((await mizan(['--version'])).stdout.trim()).toBe(version);
    for (const [url, name] of [
      [server.ledgerUrl, 'Mizan ledger'],
      [server.registryUrl, 'Mizan registry'],
    ] as const) {
      const root = await fetch(`${url}/`);
      expect([root.status, await root.json()]).toEqual([200, hasDocs ? { name, version, docs: '/docs' } : { name }]);
      const document = await fetch(`${url}/docs/openapi.json`);
      expect(document.status).toBe(hasDocs ? 200 : 404);
      if (hasDocs) expect(((await document.json()) as { info: object }).info).toMatchObject({ version });
    }
    const ready = await (await fetch(`${server.ledgerUrl}/api/v1/health/ready`)).json();
    expect((ready as { version?: string }).version).toBe(hasDocs ? version : undefined);
    process.kill(server.pid, 'SIGTERM');
    process.kill(server.pid, 'SIGINT');
    expect(await server.exit).toEqual({ code: 0, signal: null });
    const log = server.stdout() + server.stderr();
    expect(log.match(/"stopping"/g)).toHaveLength(1);
    await server.stop();
  });
});
