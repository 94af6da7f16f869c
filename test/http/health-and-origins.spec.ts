import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { prepareProduction } from '../support/production.js';
import { type RunningServer, startServer } from '../support/server.js';

const ORIGIN = 'https://app.example';
const HEALTH: [api: 'ledger' | 'registry', path: string][] = [
  ['ledger', '/api/v1/health'],
  ['ledger', '/api/v1/health/ready'],
  ['registry', '/nodes/health'],
  ['registry', '/nodes/nodes/health'],
  ['registry', '/wallet/health'],
  ['registry', '/wallet/status/health'],
  ['registry', '/wallet/health/ready'],
];
const OTHERS: typeof HEALTH = [
  ['ledger', '/api/v1/chain'],
  ['registry', '/nodes'],
  ['registry', '/nodes/unhealth'],
];

describe.each(['demo', 'production'])('a server in %s', (mode) => {
  let server: RunningServer;
  let directory: string;
  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'mizan-health-'));
    const { env } = prepareProduction(directory);
    const common = { CORS_ORIGINS: ORIGIN, DOCS: '1', LOG_LEVEL: 'warn' };
    server = await startServer({ dataDir: directory, env: mode === 'demo' ? common : { ...env, ...common } });
  });
  afterAll(async () => {
    await server?.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  const ask = (api: 'ledger' | 'registry', method: string, path: string, headers: Record<string, string>) =>
    exchange(new URL(api === 'ledger' ? server.ledgerUrl : server.registryUrl).origin, method, path, headers);

  it.each(HEALTH)('answers %s %s whatever the Host is, since load balancers ask by address', async (api, path) => {
    for (const Host of ['10.0.0.7', '10.0.0.7:8080', '[fd00::7]:8080', 'pool-member.internal']) {
      const { status, text } = await ask(api, 'GET', path, { Host });
      expect([Host, status, text]).toEqual([Host, 200, expect.stringMatching(/"(ok|ready)"/)]);
    }
  });

  it.each(OTHERS)('still answers %s %s for its own names alone', async (api, path) => {
    expect((await ask(api, 'GET', path, { Host: '10.0.0.7' })).status).toBe(421);
  });

  it.each(['ledger', 'registry'] as const)(
    'lets pages of allowed origins send each header that the %s documents',
    async (api) => {
      const { text } = await ask(api, 'GET', '/docs/openapi.json', { Host: 'localhost' });
      const { webhooks: _sentByUs, ...document } = JSON.parse(text);
      const named = new Set(headersNamedIn(document));
      if (api === 'registry')
        expect([...named]).toEqual(expect.arrayContaining(['x-mizan-signature', 'x-mizan-nonce']));
      for (const header of ['authorization', 'idempotency-key', 'content-type', 'accept']) named.add(header);
      const path = api === 'ledger' ? '/api/v1/transactions' : '/wallet/create';
      const { status, headers } = await ask(api, 'OPTIONS', path, {
        Host: mode === 'demo' ? 'localhost' : 'wallet.example.com',
        Origin: ORIGIN,
        'Access-Control-Request-Method': 'POST',
        'Access-Control-Request-Headers': [...named].sort().join(','),
      });
      const allowed = String(headers['access-control-allow-headers']).toLowerCase().split(/, */);
      expect([status, [...named].filter((name) => !allowed.includes(name))]).toEqual([204, []]);
      const exposed = String(headers['access-control-expose-headers']).toLowerCase().split(/, */);
      expect(exposed).toEqual(expect.arrayContaining(['retry-after', 'www-authenticate', 'x-request-id', 'link']));
      const foreign = await ask(api, 'OPTIONS', path, { Host: 'localhost', Origin: 'https://evil.example' });
      expect(foreign.headers['access-control-allow-headers']).toBeUndefined();
    },
  );

  it.each(['ledger', 'registry'] as const)('leads from /docs/index.html to the page of the %s', async (api) => {
    const { origin } = new URL(api === 'ledger' ? server.ledgerUrl : server.registryUrl);
    const page = await fetch(`${origin}/docs/index.html`);
    expect([page.status, page.url]).toEqual([200, `${origin}/docs`]);
    const html = await page.text();
    expect(html).toBe(await (await fetch(`${origin}/docs`)).text());
    expect(html).not.toMatch(/petstore/i);
  });
});

/** Names in lower case, of parameters in headers and of keys in security schemes. */
function headersNamedIn(part: unknown): string[] {
  if (typeof part !== 'object' || part === null) return [];
  const here = 'in' in part && part.in === 'header' && 'name' in part ? [String(part.name).toLowerCase()] : [];
  return [...here, ...Object.values(part).flatMap(headersNamedIn)];
}

function exchange(origin: string, method: string, path: string, headers: Record<string, string>) {
  return new Promise<{ status: number; text: string; headers: Record<string, unknown> }>((resolve, reject) => {
    const sent = request(`${origin}${path}`, { method, headers }, (answer) => {
      let text = '';
      answer.on('data', (chunk: Buffer) => {
        text += chunk.toString();
      });
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text, headers: answer.headers }));
    });
    sent.on('error', reject).end();
  });
}
