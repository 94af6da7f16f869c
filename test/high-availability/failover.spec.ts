import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { LedgerClient } from '../support/ledger-client.js';
import { type PostgresServer, startPostgres } from '../support/postgres.js';
import { type RunningServer, startServer } from '../support/server.js';
import { promote, startStandby, until, untilReplayed } from '../support/standby.js';

jest.setTimeout(150_000);

const dataDir = mkdtempSync(join(tmpdir(), 'mizan-failover-'));
const servers: RunningServer[] = [];
const start = async (postgres: PostgresServer) => {
  const env = { SERVE: 'ledger', LOG_LEVEL: 'info', DATABASE_URL: postgres.url };
  const server = await startServer({ dataDir, env });
  servers.push(server);
  return server;
};
const client = (server: RunningServer) => new LedgerClient(server.ledgerUrl);
const role = async (server: RunningServer) => (await client(server).get('/health/writer')).json.role;
const fund = (server: RunningServer, address: string, headers: Record<string, string> = {}) =>
  client(server).post('/admin/fund', { address, amount: 1 }, headers);

afterAll(async () => {
  for (const server of servers) await server.kill9();
  rmSync(dataDir, { recursive: true, force: true });
});

/** The answer, or undefined when none comes within `ms`. */
const within = <T>(ms: number, answer: Promise<T>) => Promise.race([answer, sleep(ms).then(() => undefined)]);

describe('with a synchronous standby that has gone', () => {
  let primary: PostgresServer;
  let standby: PostgresServer;
  beforeAll(async () => {
    primary = await startPostgres({ settings: { synchronous_commit: 'remote_apply' } });
    await start(primary);
    standby = await startStandby(primary);
    await primary.run(`ALTER SYSTEM SET synchronous_standby_names = 'standby'`);
    await primary.run('SELECT pg_reload_conf()');
  }, 120_000);
  afterAll(async () => {
    await standby?.stop();
    await primary?.stop();
  });

  it('nothing is acknowledged that the standby lacks, neither by the same server nor by another', async () => {
    const writer = servers[0]!;
    const from = await client(writer).fundedWallet(1);
    const { address } = await client(writer).createWallet();
    const other = await start(primary);
    await untilReplayed(primary, standby);
    await standby.shutDown();
    const send = (server: RunningServer) =>
      client(server).post(
        '/transactions',
        { from: from.address, to: address, amount: 7, privKey: from.private_key },
        { 'Idempotency-Key': 'a-send-that-waits-01' },
      );
    const first = send(writer);
    // The block is in the primary's log, and its backend waits for the standby.
    let killed: unknown[] = [];
    await until('the commit waits for the standby', async () => {
      killed = await primary.run(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep' AND query LIKE '%append_block%'`,
      );
      return killed.length > 0;
    });
    await until(
      'the block can be seen',
      async () => (await primary.run(`SELECT 1 FROM ledger.transactions t WHERE type = 'send'`)).length === 1,
    );
    const answers = await Promise.all([within(4_000, first), within(4_000, send(other))]);
    expect(answers.map((answer) => answer?.status)).not.toContain(200);
    await primary.kill9();
    await standby.start();
    await promote(standby);
    expect(await standby.run(`SELECT 1 FROM ledger.transactions WHERE type = 'send'`)).toEqual([]);
    expect([503, undefined]).toContain((await within(40_000, first))?.status);
  });
});

describe('on one database', () => {
  let postgres: PostgresServer;
  let address: string;
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(() => postgres?.stop());

  it('a writer that hangs is replaced within ten seconds, and stores nothing when it wakes', async () => {
    const hung = await start(postgres);
    const next = await start(postgres);
    address = (await client(hung).createWallet()).address;
    expect((await fund(hung, address)).status).toBe(200);
    expect([await role(hung), await role(next)]).toEqual(['writer', 'follower']);
    process.kill(hung.pid, 'SIGSTOP');
    const stoppedAt = performance.now();
    // One that slept for long may find that it has no more time for a request, and cut the connection.
    const late = Array.from({ length: 5 }, () => fund(hung, address).catch(() => ({ status: 503 })));
    await until('the other one writes', async () => (await role(next)) === 'writer');
    expect(performance.now() - stoppedAt).toBeLessThan(10_000);
    const { height } = await client(next).chain();
    process.kill(hung.pid, 'SIGCONT');
    expect((await Promise.all(late)).map(({ status }) => status)).toEqual([503, 503, 503, 503, 503]);
    expect(await client(next).chain()).toMatchObject({ height });
    expect((await fund(next, address)).status).toBe(200);
    await until('the first one follows', async () => (await role(hung)) === 'follower');
    expect(await client(hung).balance(address)).toBe(await client(next).balance(address));
    await hung.stop();
  });

  it('a server whose store has gone back says what is lost, and ends with a code of its own; the next one writes', async () => {
    const server = servers.at(-1)!;
    await postgres.shutDown();
    const copy = `${postgres.dataDirectory}.copy`;
    execFileSync('cp', ['-a', postgres.dataDirectory, copy]);
    await postgres.start();
    await until('it writes again', async () => (await role(server)) === 'writer');
    expect((await fund(server, address)).status).toBe(200);
    const { tip, height } = await client(server).chain();
    await postgres.kill9();
    execFileSync('sh', ['-c', `rm -rf "$0" && mv "$1" "$0"`, postgres.dataDirectory, copy]);
    await postgres.start();
    const statuses = new Set<number>();
    await until('it ends', async () => {
      const answer = await client(server)
        .get(`/wallets/${address}/balance`)
        .catch(() => undefined);
      if (answer) statuses.add(answer.status);
      return answer === undefined;
    });
    expect([...statuses].filter((status) => status !== 200 && status !== 503)).toEqual([]);
    expect((await server.exit).code).toBe(76);
    expect(server.stderr()).toContain(`lost block ${height} ${tip}`);
    const next = await start(postgres);
    await until('the next one writes', async () => (await role(next)) === 'writer');
    expect((await client(next).chain()).height).toBe(height - 1);
    expect((await fund(next, address)).status).toBe(200);
  });
});
