import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLedgerDatabase } from '@app/infrastructure/typeorm/ledger/open-ledger-database.js';
import { jest } from '@jest/globals';
import { mizan } from '../support/mizan.js';
import { type PostgresServer, startPostgres } from '../support/postgres.js';
import { type RunningServer, startServer } from '../support/server.js';

jest.setTimeout(120_000);

const POOL = 'ab'.repeat(32);
const home = mkdtempSync(join(tmpdir(), 'mizan-commands-'));
const origin = join(home, 'origin');
const backup = join(home, 'ledger.backup');
let postgres: PostgresServer;
/** `GET /chain` of the ledger that is backed up. */
let chain: { height: number; utxo_digest: string; supply: number };

beforeAll(async () => {
  postgres = await startPostgres({ settings: { fsync: 'off' } });
  const server = await startServer({ dataDir: origin, env: { SERVE: 'ledger', POW_BITS: '4' } });
  try {
    chain = await live(server);
  } finally {
    await server.stop();
  }
});
afterAll(async () => {
  await postgres?.stop();
  rmSync(home, { recursive: true, force: true });
});

/** Two registered people, one of them funded with 15000. */
async function live(server: RunningServer): Promise<typeof chain> {
  const [asha] = await Promise.all(
    ['asha', 'omar'].map((name) =>
      post(server, '/register', { full_name: name, email: `${name}@example.com`, cnic: `${name}-1` }),
    ),
  );
  await post(server, '/admin/fund', { address: asha.wallet_address, amount: 1 });
  return get(server, '/chain');
}

// biome-ignore lint/suspicious/noExplicitAny: answers are compared, field by field
async function post(server: RunningServer, path: string, body?: object): Promise<any> {
  const answer = await fetch(`${server.ledgerUrl}/api/v1${path}`, {
    method: 'POST',
    ...(body && { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }),
  });
  if (answer.status !== 200) throw new Error(`${path} answered ${answer.status} ${await answer.text()}`);
  return answer.json();
}

// biome-ignore lint/suspicious/noExplicitAny: as above
async function get(server: RunningServer, path: string): Promise<any> {
  return (await fetch(`${server.ledgerUrl}/api/v1${path}`)).json();
}

describe('mizan backup', () => {
  it('writes a file that only its owner reads, without the master key, and says where the key is', async () => {
    const { code, stdout, stderr } = await mizan(['backup', backup], { DATA_DIR: origin });
    expect([code, stderr]).toEqual([0, '']);
    for (const count of ['2 blocks', '2 users', '2 transactions']) expect(stdout).toMatch(count);
    expect(stdout).toMatch(`master key ${join(origin, 'master.key')}`);
    expect(statSync(backup).mode & 0o777).toBe(0o600);
    const key = readFileSync(join(origin, 'master.key'));
    const content = readFileSync(backup);
    for (const form of [key, key.toString('hex'), key.toString('base64')]) expect(content.includes(form)).toBe(false);
  });

  it('never replaces a file, and leaves nothing half-written', async () => {
    const other = join(home, 'precious');
    writeFileSync(other, 'precious');
    const { code, stderr } = await mizan(['backup', other], { DATA_DIR: origin });
    expect([code, stderr]).toEqual([73, expect.stringMatching('EEXIST')]);
    expect(readFileSync(other, 'utf8')).toBe('precious');
    expect((await mizan(['backup', join(home, 'no', 'folder')], { DATA_DIR: origin })).code).toBe(73);
    expect(readdirSync(home).filter((name) => name.endsWith('.partial'))).toEqual([]);
  });
});

describe('mizan verify-chain', () => {
  it('opens the store of a stopped server and says what it holds', async () => {
    const { code, stdout, stderr } = await mizan(['verify-chain'], { DATA_DIR: origin });
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toBe(
      `ok: 2 blocks up to height 1, 2 transactions, 30000 units in 2 unspent outputs\nutxo digest ${chain.utxo_digest}\n`,
    );
  });

  it('prints what the route answers when asked for JSON, from the server and from the store', async () => {
    const server = await startServer({ dataDir: origin, env: { SERVE: 'ledger' } });
    let asked: Awaited<ReturnType<typeof mizan>>;
    try {
      asked = await mizan(['verify-chain', '--json', '--url', server.ledgerUrl]);
      expect(JSON.parse(asked.stdout)).toEqual(await get(server, '/chain/verify'));
      const refused = await mizan(['verify-chain'], { DATA_DIR: origin });
      expect(refused.code).toBe(75);
      expect(refused.stderr).toMatch(`in use by process ${server.pid}`);
      expect(refused.stderr).toMatch('--url');
    } finally {
      await server.stop();
    }
    expect(asked.code).toBe(0);
    const opened = await mizan(['verify-chain', '--json'], { DATA_DIR: origin });
    expect(opened).toEqual(asked);
  });

  it('names the height and the rule of a fault, and exits with 1', async () => {
    const directory = join(home, 'tampered');
    await mizan(['restore', backup], { DATA_DIR: directory });
    const database = await openLedgerDatabase(
      { kind: 'embedded', directory },
      { applicationName: 'test', log: { warn: () => {} } },
    );
    const changed = await database.query('UPDATE blocks SET nonce = nonce + 1 WHERE height = 1 RETURNING height');
    await database.close();
    expect(changed).toHaveLength(1);
    const { code, stdout } = await mizan(['verify-chain'], { DATA_DIR: directory });
    expect(code).toBe(1);
    expect(stdout).toMatch(/^FAULT at height 1: block-hash \(.+\)\n$/);
  });

  it('does not take a mistyped directory for an empty ledger', async () => {
    const missing = join(home, 'typo');
    for (const args of [['verify-chain'], ['backup', join(home, 'nothing')]]) {
      const { code, stderr } = await mizan(args, { DATA_DIR: missing });
      expect([code, stderr]).toEqual([66, expect.stringMatching(/^mizan: there is no ledger in /)]);
    }
    expect(existsSync(missing)).toBe(false);
  });

  it('says what is wrong with its arguments, its environment or the address', async () => {
    const cases: [number, string[], Record<string, string>, RegExp][] = [
      [2, ['verify-chains'], {}, /unknown command/],
      [2, ['verify-chain', '--url', 'localhost:8080'], {}, /--url must be the address/],
      [69, ['verify-chain', '--url', 'http://127.0.0.1:1'], {}, /no server answers/],
      [78, ['verify-chain'], { PERSISTENCE: 'memory' }, /keeps nothing/],
      [78, ['verify-chain'], { DATABASE_URL: 'mysql://u:hidden@h/d' }, /^mizan: DATABASE_URL: must/],
      [69, ['verify-chain'], { DATABASE_URL: 'postgres://u:hidden@127.0.0.1:1/d' }, /^mizan: database unavailable/],
    ];
    const outcomes = await Promise.all(cases.map(([, args, env]) => mizan(args, env)));
    for (const [at, [expected, args, , text]] of cases.entries()) {
      const { code, stdout, stderr } = outcomes[at]!;
      expect([args, code, stdout]).toEqual([args, expected, '']);
      expect(stderr).toMatch(text);
      expect(stderr).not.toMatch('hidden');
    }
  });
});

describe.each(['embedded', 'postgres'])('mizan restore into %s', (kind) => {
  it('brings back the chain and the keys, whole', async () => {
    const directory = join(home, `restored-${kind}`);
    const url = kind === 'postgres' ? await postgres.createDatabase('restored') : undefined;
    const place = { DATA_DIR: directory, ...(url && { DATABASE_URL: url }) };
    const restored = await mizan(['restore', backup], place);
    expect([restored.code, restored.stderr]).toEqual([0, '']);
    expect(restored.stdout).toMatch(`height 1, supply 30000 units, utxo digest ${chain.utxo_digest}`);
    expect(restored.stdout).toMatch(/The master key is missing: copy it to .+master\.key/);
    expect((await mizan(['verify-chain'], place)).code).toBe(0);

    const server = await startWithKey(place);
    try {
      expect(await get(server, '/chain')).toEqual(chain);
      const run = await post(server, '/zakat/run');
      expect(run).toMatchObject({ total_wallets: 2, processed: 1, total_zakat: 375 });
      expect(await get(server, `/wallets/${POOL}/balance`)).toEqual({ balance: 375 });
    } finally {
      await server.stop();
    }
    const again = await mizan(['restore', backup], place);
    expect([again.code, again.stderr]).toEqual([65, expect.stringMatching('the database is not empty')]);
  });
});

/** The operator puts the key, which was kept apart, in its place. */
function startWithKey(place: { DATA_DIR: string }): Promise<RunningServer> {
  const key = join(place.DATA_DIR, 'master.key');
  if (!existsSync(place.DATA_DIR)) mkdirSync(place.DATA_DIR, { recursive: true });
  copyFileSync(join(origin, 'master.key'), key);
  return startServer({
    dataDir: place.DATA_DIR,
    env: { ...place, SERVE: 'ledger', POW_BITS: '4', ZAKAT_WALLET_ADDRESS: POOL },
  });
}

describe('mizan restore', () => {
  it('refuses what is no whole backup, and changes nothing', async () => {
    const cut = join(home, 'cut.backup');
    writeFileSync(cut, readFileSync(backup).subarray(0, -200));
    const place = { DATA_DIR: join(home, 'refused') };
    const { code, stderr } = await mizan(['restore', cut], place);
    expect([code, stderr]).toEqual([65, expect.stringMatching(/not restored: .+\nmizan: nothing was changed\n$/)]);
    expect((await mizan(['restore', join(home, 'none')], place)).code).toBe(66);
    expect((await mizan(['restore', backup], place)).code).toBe(0);
  });

  it('says when the key in place is another one, with which no server starts', async () => {
    const directory = join(home, 'other-key');
    const other = await startServer({
      dataDir: directory,
      env: { SERVE: 'ledger', DATABASE_URL: await postgres.createDatabase('other_key') },
    });
    await other.stop();
    const restored = await mizan(['restore', backup], { DATA_DIR: directory });
    expect(restored.code).toBe(0);
    expect(restored.stdout).toMatch(/is NOT the one/);
    await expect(startServer({ dataDir: directory, env: { SERVE: 'ledger' } })).rejects.toThrow(
      /code 78[\s\S]*the master key is not the one/,
    );
  });
});
