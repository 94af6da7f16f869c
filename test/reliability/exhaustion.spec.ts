import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { LedgerClient, type Wallet } from '../support/ledger-client.js';
import { type PostgresServer, startPostgres } from '../support/postgres.js';
import { type RunningServer, runServerToExit, startServer } from '../support/server.js';
import { SmallDisk } from '../support/small-disk.js';
import { START_ARGUMENTS } from '../support/start-command.js';

jest.setTimeout(120_000);

const ENVIRONMENT = { SERVE: 'ledger', POW_BITS: '4', LOG_LEVEL: 'warn' };

const onLinux = process.platform === 'linux' ? it : it.skip;
const AS_NOBODY = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'] as const;
const mayBeNobody = canRunAsNobody();

/** As root, and where another user may read the program. */
function canRunAsNobody(): boolean {
  const [command, ...args] = AS_NOBODY;
  return spawnSync(command, [...args, process.execPath, '--check', START_ARGUMENTS.at(-1)!]).status === 0;
}

/** Sends until one is refused: what was acknowledged, and the refusal. */
async function sendUntilRefused(client: LedgerClient, from: Wallet, to: string, most: number) {
  const acknowledged: string[] = [];
  for (let tries = 0; tries < most; tries++) {
    const answer = await client.exchange('POST', '/transactions', {
      from: from.address,
      to,
      amount: 1,
      privKey: from.private_key,
    });
    if (answer.status !== 200) return { acknowledged, refusal: answer };
    acknowledged.push(answer.headers.get('x-transaction-id')!);
  }
  throw new Error('nothing was ever refused');
}

async function whenReady(client: LedgerClient): Promise<void> {
  for (const deadline = Date.now() + 60_000; Date.now() < deadline; await sleep(200)) {
    if ((await client.get('/health/ready')).status === 200) return;
  }
  throw new Error('the server never became ready again');
}

const disk = new SmallDisk('300m');
afterAll(() => disk.remove());

(disk.mounted ? describe : describe.skip)('a ledger whose PostgreSQL has no room left', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'mizan-no-room-'));
  let postgres: PostgresServer;
  let server: RunningServer | undefined;
  let from: Wallet;
  let to: string;

  beforeAll(async () => {
    chmodSync(disk.path, 0o755);
    postgres = await startPostgres({ parent: disk.path, settings: { max_wal_size: '32MB', min_wal_size: '32MB' } });
  });
  afterAll(async () => {
    await server?.stop();
    disk.makeRoom();
    await postgres?.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const start = async () => {
    server = await startServer({ dataDir, env: { ...ENVIRONMENT, DATABASE_URL: postgres.url } });
    return new LedgerClient(server.ledgerUrl);
  };

  it('is refused at the first start with what to do, and starts when that is done', async () => {
    disk.leaveFree(0);
    const { code, output } = await runServerToExit({ dataDir, env: { ...ENVIRONMENT, DATABASE_URL: postgres.url } });
    expect([code, output.trim().split('\n').at(-1)]).toEqual([69, expect.stringMatching(/disk|storage/)]);
    expect(output).not.toMatch(/\n\s+at |damaged|restore a backup/);
    disk.makeRoom();
    if (postgres.pid === undefined) await postgres.start();
    const client = await start();
    [from] = (await client.createWallets(1)) as [Wallet];
    ({ address: to } = await client.createWallet());
    await client.fund(from.address);
  });

  it('refuses writes and goes on reading, and writes again by itself when there is room', async () => {
    const client = new LedgerClient(server!.ledgerUrl);
    disk.leaveFree(300_000);
    const { acknowledged, refusal } = await sendUntilRefused(client, from, to, 20_000);
    expect([refusal.status, Number(refusal.headers.get('retry-after')) > 0]).toEqual([503, true]);
    // Where even the log has no room PostgreSQL ends by itself, and only its operator can start it again.
    const up = postgres.pid !== undefined;
    const ready = await client.get('/health/ready');
    expect([ready.status, ready.json.reasons]).toEqual([
      503,
      [expect.stringMatching(up ? /disk|recovering|reached/ : /reached/)],
    ]);
    expect((await client.get('/chain')).status).toBe(200);
    disk.makeRoom();
    await sleep(500);
    if (postgres.pid === undefined) await postgres.start();
    await whenReady(client);
    for (const txid of acknowledged.slice(-20)) expect((await client.get(`/transactions/${txid}`)).status).toBe(200);
    await client.pay(from, to, 1);
    expect(await client.balance(to)).toBeGreaterThanOrEqual(acknowledged.length + 1);
  });

  it('stops in order on a full disk, and the next start waits for room and has everything', async () => {
    const client = new LedgerClient(server!.ledgerUrl);
    const before = await client.chain();
    disk.leaveFree(0);
    expect((await server!.stop()).code).toBe(0);
    disk.makeRoom();
    if (postgres.pid === undefined) await postgres.start();
    const after = await (await start()).chain();
    expect(after).toEqual(before);
  });
});

describe('a ledger without descriptors', () => {
  let server: RunningServer;
  const sockets: Socket[] = [];
  beforeAll(async () => {
    server = await startServer({ env: ENVIRONMENT });
  });
  afterEach(() => {
    for (const socket of sockets.splice(0)) socket.destroy();
  });
  afterAll(() => server?.stop());

  const limit = (count: number | string) => execFileSync('prlimit', ['--pid', String(server.pid), `--nofile=${count}`]);

  onLinux('takes no further callers, loses nothing, and goes on when there are some again', async () => {
    const client = new LedgerClient(server.ledgerUrl);
    const [from, to] = (await client.createWallets(2)) as [Wallet, Wallet];
    await client.fund(from.address);
    const open = readdirSync(`/proc/${server.pid}/fd`).length;
    limit(`${open + 5}:4096`);
    const port = Number(new URL(server.ledgerUrl).port);
    for (let count = 0; count < 50; count++) {
      const socket = connect(port, '127.0.0.1').on('error', () => {});
      sockets.push(socket);
    }
    await sleep(500);
    for (const socket of sockets.splice(0)) socket.destroy();
    await sleep(200);
    limit('4096:4096');
    await client.pay(from, to.address, 5);
    expect(await client.balance(to.address)).toBe(5);
    expect(server.stderr() + server.stdout()).not.toMatch(/uncaught|damaged/i);
  });
});

/** What cannot be had, in the words of util-linux, and how the refusal ends. */
const WANTS: readonly [what: string, under: string[], refusal: RegExp][] = [
  ['descriptors', ['prlimit', '--nofile=60'], /^69 .*open no more files \(EMFILE\): raise its limit/],
  ['memory for the database', ['prlimit', '--as=8000000000'], /^69 .*not enough memory \(ENOMEM\)/],
  ['memory for anything', ['prlimit', '--as=3000000000'], /^69 .*not enough memory \(ENOMEM\)/],
];

describe('a start without', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'mizan-limited-'));
  let address: string;
  beforeAll(async () => {
    const first = await startServer({ env: ENVIRONMENT, dataDir });
    ({ address } = await new LedgerClient(first.ledgerUrl).createWallet());
    await first.stop();
  });
  afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

  onLinux.each(WANTS)('%s is refused with what to do', async (_, under, refusal) => {
    const { code, output } = await runServerToExit({ env: ENVIRONMENT, dataDir, under });
    expect(`${code} ${output.trim().split('\n').at(-1)}`).toMatch(refusal);
    expect(output).not.toMatch(/\n\s+at |damaged|restore a backup/);
  });

  it('any of these leaves the data alone', async () => {
    const again = await startServer({ env: ENVIRONMENT, dataDir });
    expect(await new LedgerClient(again.ledgerUrl).balance(address)).toBe(0);
    await again.stop();
  });

  onLinux('descriptors a command is refused in the same words', () => {
    const mizan = join(import.meta.dirname, '..', '..', 'dist', 'apps', 'cli', 'main.js');
    const { status, stderr } = spawnSync('prlimit', ['--nofile=22', process.execPath, mizan, 'verify-chain'], {
      env: { ...process.env, DATA_DIR: dataDir },
    });
    expect([status, stderr.toString()]).toEqual([69, expect.stringMatching(/^the process may open no more files/)]);
  });

  (mayBeNobody ? it : it.skip)('permission is refused with what to do', async () => {
    const forbidden = mkdtempSync(join(tmpdir(), 'mizan-forbidden-'));
    try {
      const { code, output } = await runServerToExit({ env: ENVIRONMENT, dataDir: forbidden, under: [...AS_NOBODY] });
      expect(`${code} ${output.trim().split('\n').at(-1)}`).toMatch(/^69 .*lacks permission \(EACCES\)/);
      expect(output).not.toMatch(/\n\s+at |damaged|restore a backup/);
    } finally {
      rmSync(forbidden, { recursive: true, force: true });
    }
  });
});
