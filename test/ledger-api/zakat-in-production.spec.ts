import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LedgerClient, refusal } from '../support/ledger-client.js';
import { prepareProduction } from '../support/production.js';
import { type RunningServer, startServer } from '../support/server.js';

describe('POST /zakat/run in production', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'mizan-zakat-'));
  let server: RunningServer;
  let client: LedgerClient;
  let authorization: string;
  let environment: Record<string, string | undefined>;

  beforeAll(async () => {
    const production = prepareProduction(dataDir, { SERVE: 'ledger', ZAKAT_WALLET_ADDRESS: 'ab'.repeat(32) });
    environment = production.env;
    authorization = `Bearer ${production.administratorToken}`;
    server = await startServer({ dataDir, env: production.env });
    client = new LedgerClient(server.ledgerUrl);
  });
  afterAll(async () => {
    await server?.stop();
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 3 });
  });

  const run = (body?: string | object, headers = {}) => client.post('/zakat/run', body, { authorization, ...headers });

  it('is refused without a period and without a key', async () => {
    for (const body of [undefined, {}, { period: null }]) {
      expect(refusal(await run(body))).toEqual([400, 'period or Idempotency-Key is required\n']);
    }
  });

  it('is refused with a body that cannot be read, key or no key', async () => {
    for (const body of ['{"period":"1448"', '[]', '"1448"']) {
      expect(refusal(await run(body, { 'Idempotency-Key': 'k' }))).toEqual([400, 'invalid request body\n']);
    }
  });

  it('is made with either, and repeated with the same', async () => {
    for (const [body, headers] of [
      [{ period: '1448' }, {}],
      [undefined, { 'Idempotency-Key': 'the-first-run' }],
    ] as const) {
      const answers = [await run(body, headers), await run(body, headers)];
      expect(answers.map(({ status }) => status)).toEqual([200, 200]);
      expect(answers.map((answer) => answer.headers.get('idempotency-replayed'))).toEqual([null, 'true']);
    }
  });

  it('charges a period once, whatever the pool, and says which pool got it', async () => {
    const first = await run({ period: '1449' });
    expect(first.json).toMatchObject({ pool_address: 'ab'.repeat(32) });
    await server.stop();
    server = await startServer({ dataDir, env: { ...environment, ZAKAT_WALLET_ADDRESS: 'cd'.repeat(32) } });
    client = new LedgerClient(server.ledgerUrl);
    const second = await run({ period: '1449' });
    expect([second.status, second.headers.get('idempotency-replayed'), second.json]).toEqual([200, 'true', first.json]);
    expect((await run({ period: '1450' })).json.pool_address).toBe('cd'.repeat(32));
  });

  it('warns at the start when no pool is set', async () => {
    const warning = 'ZAKAT_WALLET_ADDRESS is not set';
    await server.stop();
    expect(server.stdout() + server.stderr()).not.toMatch(warning);
    server = await startServer({ dataDir, env: { ...environment, ZAKAT_WALLET_ADDRESS: '' } });
    await server.stop();
    expect(server.stdout() + server.stderr()).toMatch(warning);
  });
});
