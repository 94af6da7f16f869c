import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freePort } from '../support/free-port.js';
import { LedgerClient } from '../support/ledger-client.js';
import { type PostgresServer, startPostgres } from '../support/postgres.js';
import { type RunningServer, runServerToExit, startServer } from '../support/server.js';
import { STRANGE_SETTINGS, strangeSettings } from '../support/strange-sessions.js';

let postgres: PostgresServer;
beforeAll(async () => {
  postgres = await startPostgres({ strange: false });
});
afterAll(() => postgres?.stop());

describe('a database in another encoding than UTF8', () => {
  it.each(['LATIN1', 'SQL_ASCII', 'EUC_JP'])('is refused at the start: %s', async (encoding) => {
    const name = `in_${encoding.toLowerCase()}`;
    await postgres.run(`CREATE DATABASE ${name} TEMPLATE template0 ENCODING '${encoding}' LOCALE 'C'`);
    const { code, output } = await runServerToExit({ env: { DATABASE_URL: postgres.urlOf(name) } });
    expect([code, output]).toEqual([
      78,
      expect.stringMatching(new RegExp(`^DATABASE_URL: .*encoding ${encoding}.*ENCODING 'UTF8'`, 'm')),
    ]);
    expect(output).not.toMatch(/^\s+at /m);
    expect(
      await postgres.run('SELECT 1 FROM pg_namespace WHERE nspname IN ($1, $2)', ['ledger', 'registry'], name),
    ).toEqual([]);
  });
});

describe('a database and a role that bring everything along, for a role that is no superuser', () => {
  let server: RunningServer;
  let ledger: LedgerClient;

  beforeAll(async () => {
    await postgres.run('CREATE ROLE mizan LOGIN');
    await postgres.run('CREATE DATABASE brought OWNER mizan');
    await postgres.run(strangeSettings('DATABASE brought'));
    await postgres.run(strangeSettings('ROLE mizan'));
    // Only a superuser may set it back, so the server could not; the suites run with it as superuser.
    await postgres.run('ALTER ROLE mizan RESET session_replication_role');
    await postgres.run('ALTER DATABASE brought RESET session_replication_role');
    server = await startServer({
      env: {
        DATABASE_URL: postgres.urlOf('brought', 'mizan'),
        ZAKAT_WALLET_ADDRESS: 'ab'.repeat(32),
        LOG_LEVEL: 'warn',
      },
    });
    ledger = new LedgerClient(server.ledgerUrl);
  });
  afterAll(() => server?.stop());

  it('shows the settings to every other session, so the test is about something', async () => {
    const rows = await postgres.run(`SELECT setconfig FROM pg_db_role_setting ORDER BY 1`);
    for (const { setconfig } of rows) expect((setconfig as string[]).length).toBeGreaterThan(18);
    expect(Object.keys(STRANGE_SETTINGS).length).toBeGreaterThan(20);
  });

  it('gets what it sends, on both APIs', async () => {
    await writesAndReads('first');
  });

  it('gets the same on connections that were made again after a loss, the lock of the writer among them', async () => {
    const before = await sessions();
    await postgres.run(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'mizan'`);
    // Until the locks are held anew: what was ready before the loss may still be said to be.
    const locks = async () => (await sessions()).filter(({ name }) => /writer/.test(name));
    const held = before.filter(({ name }) => /writer/.test(name));
    const isNew = ({ pid }: { pid: unknown }) => held.every((lock) => lock.pid !== pid);
    await until(async () => (await locks()).filter(isNew).length === held.length);
    await until(async () => (await ledger.get('/health/ready')).json.writer === true);
    await until(async () => (await fetch(`${server.registryUrl}/wallet/health/ready`)).status === 200);
    await writesAndReads('second');
    const names = (of: { name: string }[]) => [...new Set(of.map(({ name }) => name))].sort().join();
    await until(async () => names(await sessions()) === names(before));
    const after = await sessions();
    expect(after.filter(({ pid }) => before.some((session) => session.pid === pid))).toEqual([]);
  });

  it('keeps the locks of the writers while nothing happens, and longer than the server ends idle sessions after', async () => {
    const before = await sessions();
    const locks = before.filter(({ name }) => /writer/.test(name)).map(({ pid }) => pid);
    expect(locks.length).toBeGreaterThan(0);
    await postgres.run('SELECT pg_sleep(2)');
    expect((await sessions()).map(({ pid }) => pid)).toEqual(expect.arrayContaining(locks));
  });

  it('verifies its audit trail and its chain', async () => {
    expect((await ledger.get('/chain/verify')).json).toMatchObject({ ok: true });
    const [row] = await postgres.run('SELECT count(*)::int AS acts FROM ledger.audit_log', [], 'brought');
    expect(row?.acts).toBeGreaterThan(3); // triggers ran, though the database says that it is being restored
  });

  async function writesAndReads(label: string): Promise<void> {
    const name = `Işıl Çağ ${label}`;
    const before = Date.now();
    const wallet = await ledger.fundedWallet(5);
    const payee = await ledger.createWallet();
    await ledger.pay(wallet, payee.address, 100);
    const email = `Isil.${label}@Example.org`;
    const user = await ledger.post('/register', {
      full_name: name,
      email,
      cnic: label === 'first' ? '4210112345671' : '4210112345672',
    });
    expect(user.status).toBe(200);
    const { json: code } = await ledger.post('/auth/request-otp', { email: email.toUpperCase() });
    const { json: verified } = await ledger.post('/auth/verify-otp', { email, otp: code.otp });
    expect(verified).toMatchObject({ success: true });
    expect((await ledger.get(`/wallets/${payee.address}/balance`)).json.balance).toBe(100);
    expect((await ledger.post('/zakat/run')).status).toBe(200);
    const { json: report } = await ledger.get(`/reports/wallet/${wallet.address}`);
    for (const row of report.transactions) expect(Math.abs(row.timestamp * 1000 - before)).toBeLessThan(60_000);
    const { json: logs } = await ledger.get('/logs/system?limit=1000');
    const entries = Array.isArray(logs) ? logs : logs.logs;
    expect(entries.length).toBeGreaterThan(2);
    for (const entry of entries) expect(Math.abs(Date.parse(entry.timestamp) - before)).toBeLessThan(600_000);
    await nodePays(label);
  }

  async function nodePays(label: string): Promise<void> {
    const registry = async (path: string, body?: unknown) => {
      const answer = await fetch(`${server.registryUrl}${path}`, {
        method: body ? 'POST' : 'GET',
        headers: { 'content-type': 'application/json' },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      expect([path, answer.status, text]).toEqual([path, 200, expect.anything()]);
      return JSON.parse(text);
    };
    const node = {
      node_id: `node-${label}`,
      address: `${label}.example:${await freePort()}`,
      capabilities: ['Iris', 'compute', 'ai_ml'],
    };
    await registry('/nodes/register', node);
    await registry(`/nodes/${node.node_id}/heartbeat`, { sequence: 1, uptime: 0.1, latency_ms: 12.25 });
    const shown = await registry(`/nodes/${node.node_id}`);
    expect(shown).toMatchObject({ node_id: node.node_id, address: node.address, status: 'online' });
    expect(shown.capabilities).toEqual(['Iris', 'ai_ml', 'compute']);
    expect(Math.abs(Date.parse(shown.created_at) - Date.now())).toBeLessThan(60_000);
    const { wallet } = await registry('/wallet/create', { node_id: node.node_id, wallet_name: `wallet ${label}` });
    const { balance_units } = await registry(`/wallet/${node.node_id}/balance`);
    expect([wallet.node_id, balance_units]).toEqual([node.node_id, '0']);
  }

  const sessions = async () =>
    (await postgres.run(
      `SELECT pid, application_name AS name FROM pg_stat_activity WHERE usename = 'mizan' ORDER BY pid`,
    )) as { pid: number; name: string }[];
});

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + 20_000; Date.now() < deadline; ) {
    if (await holds().catch(() => false)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('it did not come to pass');
}
