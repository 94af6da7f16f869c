import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mizan } from '../support/mizan.js';
import { type PostgresServer, startPostgres } from '../support/postgres.js';
import { type Production, prepareProduction } from '../support/production.js';
import { type RunningServer, runServerToExit, startServer } from '../support/server.js';

const CONFIGURATION = 78;
const directories: string[] = [];
const newDirectory = () => {
  const directory = mkdtempSync(join(tmpdir(), 'mizan-mode-'));
  directories.push(directory);
  return directory;
};
afterAll(() => {
  for (const directory of directories) rmSync(directory, { recursive: true, force: true });
});

describe('a start that would not be safe', () => {
  it('is refused for a demo that strangers could reach', async () => {
    const { code, output } = await runServerToExit({ env: { HOST: '0.0.0.0' } });
    expect([code, output]).toEqual([CONFIGURATION, expect.stringMatching(/^HOST: .*ALLOW_INSECURE_DEMO=1/m)]);
  });

  it('is refused when the mode is misspelled, or left open where Node is told that it is production', async () => {
    const misspelled = await runServerToExit({ env: { APP_MODE: 'Production' } });
    expect([misspelled.code, misspelled.output]).toEqual([CONFIGURATION, expect.stringMatching(/^APP_MODE: /m)]);
    const open = await runServerToExit({ env: { NODE_ENV: 'production' } });
    expect([open.code, open.output]).toEqual([CONFIGURATION, expect.stringMatching(/^APP_MODE: NODE_ENV=/m)]);
  });

  it('is refused in production with a line for everything that is missing, for both APIs', async () => {
    const { code, output } = await runServerToExit({ env: { APP_MODE: 'production' } });
    const named = output.match(/^\w+(?=: )/gm);
    expect({ code, named }).toEqual({
      code: CONFIGURATION,
      named: [
        'MASTER_KEY_FILE',
        'ADMIN_TOKEN_HASH',
        'SMTP_URL',
        'MAIL_FROM',
        'DATABASE_URL',
        'PUBLIC_HOSTS',
        'TRUSTED_PROXIES',
        'FLOPCOIN_BACKEND',
      ],
    });
    expect(output.trim().split('\n')).toHaveLength(named!.length);
  });

  it('is refused in production when others can read the master key', async () => {
    const dataDir = newDirectory();
    const { env } = prepareProduction(dataDir);
    chmodSync(env.MASTER_KEY_FILE!, 0o640);
    const { code, output } = await runServerToExit({ dataDir, env });
    expect([code, output]).toEqual([CONFIGURATION, expect.stringContaining('chmod 600')]);
  });
});

describe('production on PostgreSQL', () => {
  let postgres: PostgresServer;
  beforeAll(async () => {
    postgres = await startPostgres({ settings: { synchronous_commit: 'off' } });
  }, 60_000);
  afterAll(() => postgres.stop());

  it('is refused on a server that acknowledges what it has not written down', async () => {
    const dataDir = newDirectory();
    const { env } = prepareProduction(dataDir, {
      DATABASE_URL: postgres.url,
    });
    const { code, output } = await runServerToExit({ dataDir, env });
    expect([code, output]).toEqual([CONFIGURATION, expect.stringMatching(/^DATABASE_URL: .*synchronous_commit=off/m)]);
  });
});

describe('a store that was in production', () => {
  const dataDir = newDirectory();
  let production: Production;
  beforeAll(async () => {
    production = prepareProduction(dataDir);
    const server = await startServer({ dataDir, env: production.env });
    expect((await server.stop()).code).toBe(0);
  }, 60_000);
  const demo = () => ({ MASTER_KEY_FILE: production.env.MASTER_KEY_FILE!, LOG_LEVEL: 'warn' });

  it.each(['ledger', 'registry'])('is not opened by a demo: the %s', async (api) => {
    const { code, output } = await runServerToExit({ dataDir, env: { ...demo(), SERVE: api } });
    expect([code, output]).toEqual([
      CONFIGURATION,
      expect.stringMatching(new RegExp(`^APP_MODE: the ${api} has been in production since 20`, 'm')),
    ]);
  });

  it('opens in production again, and in a demo when the command line insists', async () => {
    const again = await startServer({ dataDir, env: production.env });
    expect((await again.stop()).code).toBe(0);
    const insisting = await startServer({ dataDir, env: demo(), arguments: ['--i-want-to-expose-keys'] });
    expect(insisting.stdout()).toContain('print their keys');
    expect((await insisting.stop()).code).toBe(0);
    const { code } = await runServerToExit({ dataDir, env: demo() });
    expect(code).toBe(CONFIGURATION);
  });
});

describe('a server in production', () => {
  const dataDir = newDirectory();
  const { env, administratorToken } = prepareProduction(dataDir, { SERVE: 'ledger', KEYGEN_ENABLED: '0' });
  let server: RunningServer;
  beforeAll(async () => {
    server = await startServer({ dataDir, env });
  }, 60_000);
  afterAll(() => server?.stop());

  const ask = async (method: string, path: string, headers: Record<string, string> = {}) => {
    const answer = await fetch(`${server.ledgerUrl}${path}`, { method, headers });
    return { status: answer.status, text: await answer.text(), headers: answer.headers };
  };
  const administrator = { Authorization: `Bearer ${administratorToken}` };

  it('serves nothing that is off, to any caller', async () => {
    expect((await ask('POST', '/api/v1/wallets')).status).toBe(404);
    expect((await ask('POST', '/api/v1/admin/fund', administrator)).status).toBe(404);
    expect((await ask('GET', '/docs')).status).toBe(404);
    expect((await ask('GET', '/docs/openapi.json')).status).toBe(404);
    const { headers } = await ask('GET', '/api/v1/health', { Origin: 'http://localhost:3000' });
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });

  it('says that it is ready and no more', async () => {
    expect(JSON.parse((await ask('GET', '/api/v1/health/ready')).text)).toEqual({ status: 'ready' });
  });

  it('shows its journal to administrators, with addresses masked', async () => {
    expect((await ask('GET', '/api/v1/logs/system')).status).toBe(401);
    const body = { full_name: 'Asha', email: 'asha@example.com', cnic: '35202-1111111-1' };
    const answer = await fetch(`${server.ledgerUrl}/api/v1/register`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    expect([answer.status, await answer.text()]).toEqual([200, expect.not.stringContaining('private_key')]);
    const { logs } = JSON.parse((await ask('GET', '/api/v1/logs/system', administrator)).text);
    expect(logs.map(({ ip }: { ip: string }) => ip)).toEqual(expect.arrayContaining(['127.0.0.*']));
    expect(JSON.stringify(logs)).not.toMatch(/127\.0\.0\.1|asha@/);
  });
});

describe('mizan admin-token create', () => {
  it('prints a token and a hash by which the server knows it, on both APIs and in both modes', async () => {
    const { code, stdout } = await mizan(['admin-token', 'create', '--name', 'amina']);
    const [, token] = /^token {2}(mizan_admin_[A-Za-z0-9_-]{43})$/m.exec(stdout) ?? [];
    const [, hash] = /^ADMIN_TOKEN_HASH=(amina:[0-9a-f]{64})$/m.exec(stdout) ?? [];
    expect([code, typeof token, typeof hash]).toEqual([0, 'string', 'string']);
    const server = await startServer({ env: { PERSISTENCE: 'memory', ADMIN_TOKEN_HASH: hash!, LOG_LEVEL: 'info' } });
    const ask = async (url: string, body: object, sent: string) => {
      const headers = { 'Content-Type': 'application/json', Authorization: `Bearer ${sent}` };
      return (await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })).status;
    };
    const fund = `${server.ledgerUrl}/api/v1/admin/fund`;
    const judge = `${server.registryUrl}/nodes/reputation`;
    try {
      expect(await ask(fund, { address: 'a'.repeat(64), amount: 1 }, token!)).toBe(200);
      expect(await ask(fund, { address: 'a'.repeat(64), amount: 1 }, `${token}x`)).toBe(401);
      expect(await ask(judge, { node_id: 'nobody', event_type: 'task_success' }, token!)).toBe(404);
      expect(await ask(judge, { node_id: 'nobody', event_type: 'task_success' }, `${token}x`)).toBe(401);
    } finally {
      await server.stop();
    }
    const lines = server.stdout().match(/^.*"administrator":.*$/gm) ?? [];
    const named = lines.map((line) => JSON.parse(line)).map(({ administrator, route }) => [administrator, route]);
    expect(named).toEqual([
      ['amina', '/api/v1/admin/fund'],
      ['amina', '/nodes/reputation'],
    ]);
  });
});
