import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { LedgerClient } from '../support/ledger-client.js';
import { havePgbouncer, startPgbouncer } from '../support/pgbouncer.js';
import { type PostgresServer, startPostgres } from '../support/postgres.js';
import { runServerToExit, startServer } from '../support/server.js';

jest.setTimeout(120_000);

/** Debian's package is installed by `.ci/run`. */
(havePgbouncer ? describe : describe.skip)('through PgBouncer', () => {
  let postgres: PostgresServer;
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(() => postgres?.stop());

  const env = (url: string) => ({ SERVE: 'ledger', LOG_LEVEL: 'warn', DATABASE_URL: url });

  it.each(['transaction', 'statement'] as const)('in %s mode a start is refused, with the fix', async (mode) => {
    const pooler = await startPgbouncer(postgres.url, mode);
    const { code, output } = await runServerToExit({ env: env(pooler.url) });
    await pooler.stop();
    expect([code, output]).toEqual([69, expect.stringMatching(/DATABASE_URL: .*set pool_mode = session/)]);
  });

  it('in session mode all works', async () => {
    const pooler = await startPgbouncer(postgres.url, 'session');
    const server = await startServer({ env: env(pooler.url) });
    const client = new LedgerClient(server.ledgerUrl);
    const wallet = await client.fundedWallet(2);
    expect(await client.balance(wallet.address)).toBeGreaterThan(0);
    expect((await client.get('/health/writer')).status).toBe(200);
    await server.stop();
    await pooler.stop();
  });
});
