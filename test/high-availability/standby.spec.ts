import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { LedgerClient } from '../support/ledger-client.js';
import { type PostgresServer, startPostgres } from '../support/postgres.js';
import { type RunningServer, startServer } from '../support/server.js';
import { promote, startStandby, until, untilReplayed } from '../support/standby.js';

jest.setTimeout(120_000);

describe('a server on a hot standby', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'mizan-standby-data-'));
  let primary: PostgresServer;
  let standby: PostgresServer;
  let writer: RunningServer;
  let follower: RunningServer;
  let wallet: string;
  const start = (postgres: PostgresServer) =>
    startServer({ dataDir, env: { DATABASE_URL: postgres.url, LOG_LEVEL: 'info' } });
  const client = (server: RunningServer) => new LedgerClient(server.ledgerUrl);

  beforeAll(async () => {
    primary = await startPostgres();
    writer = await start(primary);
    standby = await startStandby(primary);
    follower = await start(standby);
    wallet = (await client(writer).createWallet()).address;
  }, 120_000);
  afterAll(async () => {
    await follower?.stop();
    await writer?.stop();
    await standby?.stop();
    await primary?.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const fund = (server: RunningServer) => client(server).post('/admin/fund', { address: wallet, amount: 1 });
  const balance = async (server: RunningServer) => (await client(server).get(`/wallets/${wallet}/balance`)).json;

  it('serves what the standby has replayed, without the lock and without a migration', async () => {
    expect((await fund(writer)).status).toBe(200);
    const paid = await balance(writer);
    await untilReplayed(primary, standby);
    expect(await balance(follower)).toEqual(paid);
    expect(await client(follower).get('/health/ready')).toMatchObject({
      status: 200,
      json: { status: 'ready', writer: false, role: 'standby' },
    });
    expect(await client(writer).get('/health/ready')).toMatchObject({ json: { writer: true, role: 'writer' } });
    expect((await client(follower).get('/health/writer')).status).toBe(503);
    expect(await client(writer).get('/health/writer')).toMatchObject({ status: 200, json: { role: 'writer' } });
    expect((await fetch(`${writer.registryUrl}/wallet/health/writer`)).status).toBe(200);
    expect((await fetch(`${follower.registryUrl}/wallet/health/writer`)).status).toBe(503);
    const locks = `SELECT 1 FROM pg_locks WHERE locktype = 'advisory'`;
    expect(await standby.run(locks)).toEqual([]);
    expect((await fetch(`${follower.registryUrl}/nodes`)).status).toBe(200);
    expect(follower.stdout()).toContain('"role":"standby"');
  });

  it('refuses writes as one that does not write, and certainly has not written', async () => {
    const refused = await fund(follower);
    expect([refused.status, refused.text]).toEqual([503, expect.stringMatching(/^this server does not accept writes/)]);
    const made = await fetch(`${follower.registryUrl}/nodes/register`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ node_id: 'reader', address: '10.0.0.7:9000', capabilities: ['storage'] }),
    });
    expect([made.status, await made.text()]).toEqual([503, expect.stringContaining('database unavailable')]);
  });

  it('writes once its standby is promoted and the primary is gone', async () => {
    const before = await balance(follower);
    await primary.kill9();
    await promote(standby);
    await until('the follower leads', async () => (await client(follower).get('/health/ready')).json.writer);
    expect((await fund(follower)).status).toBe(200);
    expect(await balance(follower)).not.toEqual(before);
    // What was to be noted while nothing could be written was kept.
    await until('the journal tells of both roles', async () => {
      const types = `SELECT message FROM ledger.system_logs WHERE type = 'ledger_role_changed' ORDER BY id`;
      const messages = (await standby.run(types)).map(({ message }) => message);
      return (
        /hot standby/.test(messages.join()) &&
        messages.filter((text) => /began to write/.test(String(text))).length === 2
      );
    });
    await until(
      'the follower sends',
      async () => (await fetch(`${follower.registryUrl}/wallet/health/writer`)).status === 200,
    );
  });
});
