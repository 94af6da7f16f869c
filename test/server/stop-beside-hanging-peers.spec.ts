import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type PostgresServer, startPostgres } from '../support/postgres.js';
import { prepareProduction } from '../support/production.js';
import { type RunningServer, startServer } from '../support/server.js';

/** What was accepted gets this long. */
const WITHIN_MS = 10_000;

/** Takes connections and never says a word. */
class SilentPeer {
  private readonly sockets = new Set<Socket>();
  private readonly server: Server = createServer((socket) => {
    this.sockets.add(socket.on('error', () => {}));
  });

  async listen(): Promise<number> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return (this.server.address() as AddressInfo).port;
  }

  get heard(): boolean {
    return this.sockets.size > 0;
  }

  stop(): void {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
  }
}

const peer = new SilentPeer();
const dataDir = mkdtempSync(join(tmpdir(), 'mizan-hanging-'));
let port: number;
let postgres: PostgresServer;
let server: RunningServer | undefined;
beforeAll(async () => {
  port = await peer.listen();
  postgres = await startPostgres();
}, 60_000);
afterEach(async () => {
  await server?.stop();
});
afterAll(async () => {
  peer.stop();
  await postgres?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

async function stopped(running: RunningServer) {
  const at = performance.now();
  process.kill(running.pid, 'SIGTERM');
  const { code } = await running.exit;
  return { code, inTime: performance.now() - at < WITHIN_MS };
}

const post = (url: string, body: object) =>
  fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }).catch(
    () => undefined,
  );

describe('a server that is told to stop', () => {
  it('ends with 0 in time while the mail server and Core say nothing', async () => {
    const { env } = prepareProduction(dataDir, {
      PUBLIC_HOSTS: '127.0.0.1',
      SMTP_URL: `smtp://127.0.0.1:${port}`,
      FLOPCOIN_RPC_TIMEOUT_MS: '2000',
      FLOPCOIN_RPC_HOST: '127.0.0.1',
      FLOPCOIN_RPC_PORT: String(port),
      FLOPCOIN_RPC_USER: 'u',
      FLOPCOIN_RPC_PASSWORD: 'a-password-of-our-own',
    });
    server = await startServer({ dataDir, env });
    const email = 'amina@example.org';
    await post(`${server.ledgerUrl}/api/v1/register`, { full_name: 'Amina', email, cnic: '42101-1234567-1' });
    const asked = post(`${server.ledgerUrl}/api/v1/auth/request-otp`, { email });
    await sleep(500);
    expect(peer.heard).toBe(true);
    expect(await stopped(server)).toEqual({ code: 0, inTime: true });
    await asked;
  }, 60_000);

  it('ends in time while the database commits nothing, and what it had not acknowledged is undone or whole', async () => {
    const env = { SERVE: 'ledger', POW_BITS: '4', DATABASE_URL: postgres.url };
    server = await startServer({ dataDir, env });
    const api = `${server.ledgerUrl}/api/v1`;
    const { address } = (await (await post(`${api}/wallets`, {}))!.json()) as { address: string };
    await postgres.run(`ALTER SYSTEM SET synchronous_standby_names = 'gone'`);
    await postgres.run('SELECT pg_reload_conf()');
    await sleep(200);
    const hanging = post(`${api}/admin/fund`, { address, amount: 15_000 });
    await sleep(500);
    const { inTime } = await stopped(server);
    expect(inTime).toBe(true);
    const answer = await hanging;
    await postgres.run('ALTER SYSTEM RESET synchronous_standby_names');
    await postgres.run('SELECT pg_reload_conf()');
    server = await startServer({ dataDir, env });
    const { balance } = (await (await fetch(`${server.ledgerUrl}/api/v1/wallets/${address}/balance`)).json()) as {
      balance: number;
    };
    expect([0, 15_000]).toContain(balance);
    if (answer?.status === 200) expect(balance).toBe(15_000);
  }, 60_000);

  it('ends at once while a registry that it follows says nothing', async () => {
    const silent = new SilentPeer();
    const env = { SERVE: 'registry', PEERS: `http://127.0.0.1:${await silent.listen()}` };
    server = await startServer({ dataDir: join(dataDir, 'following'), env });
    while (!silent.heard) await sleep(20);
    const at = performance.now();
    expect(await stopped(server)).toEqual({ code: 0, inTime: true });
    expect(performance.now() - at).toBeLessThan(3_000);
    silent.stop();
  }, 60_000);
});
