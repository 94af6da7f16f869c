import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { LedgerClient } from '../support/ledger-client.js';
import { startLedger } from '../support/running-ledger.js';

describe('a ledger that is asked by pages of other origins', () => {
  let ledger: Awaited<ReturnType<typeof startLedger>>;
  let client: LedgerClient;
  beforeAll(async () => {
    ledger = await startLedger('memory');
    ({ client } = ledger);
  }, 60_000);
  afterAll(() => ledger?.dispose());

  it('lets pages of the configured origin read it, and no other', async () => {
    const from = (origin: string, method = 'GET') =>
      client.exchange(method, '/health', undefined, { origin }).then(({ headers }) => headers);
    const own = await from('http://localhost:3000');
    expect([own.get('access-control-allow-origin'), own.get('vary')]).toEqual(['http://localhost:3000', 'Origin']);
    const preflight = await from('http://localhost:3000', 'OPTIONS');
    expect(preflight.get('access-control-allow-methods')).toBe('GET, POST, OPTIONS');
    expect(preflight.get('access-control-allow-headers')).toMatch('Content-Type');
    for (const origin of ['http://localhost:3001', 'https://localhost:3000', 'http://evil.example', 'null']) {
      const other = await from(origin);
      expect([other.get('access-control-allow-origin'), other.get('vary')]).toEqual([null, 'Origin']);
    }
  });

  it.each([
    ['/webhooks/1', 'GET, POST, PATCH, DELETE, OPTIONS'],
    ['/zakat/policy', 'GET, POST, PUT, OPTIONS'],
    ['/wallets', 'GET, POST, OPTIONS'],
    ['/nowhere', 'GET, POST, OPTIONS'],
  ])('lets those pages use at %s the methods that it takes: %s', async (path, methods) => {
    const { headers } = await client.exchange('OPTIONS', path, undefined, { origin: 'http://localhost:3000' });
    expect(headers.get('access-control-allow-methods')).toBe(methods);
  });

  it('to a page that reads headers across origins includes where a transfer went', async () => {
    const exchange = await client.get('/health', { origin: 'http://localhost:3000' });
    const exposed = exchange.headers.get('access-control-expose-headers')!.split(', ');
    expect(exposed).toEqual(expect.arrayContaining(['Link', 'Retry-After', 'X-Transaction-Id', 'X-Block-Hash']));
  });

  it('refuses a forged post of a strange page', async () => {
    const { status } = await client.post('/wallets', undefined, { 'sec-fetch-site': 'cross-site' });
    expect(status).toBe(403);
  });
});
