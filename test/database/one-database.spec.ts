import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DirectoryInUse } from '@app/infrastructure/pglite/directory.errors.js';
import { DirectoryLock } from '@app/infrastructure/pglite/directory-lock.js';
import { takeOverDirectories } from '@app/infrastructure/takeover/take-over-directories.js';
import { TwoStores } from '@app/infrastructure/takeover/takeover.errors.js';
import { ed25519Signer, signed } from '../registry-api/support/node-signer.js';
import { send } from '../registry-api/support/registry-client.js';
import { REWARD } from '../support/ledger-client.js';
import { type RunningServer, runServerToExit, startServer } from '../support/server.js';
import { digestOf, splitIntoTwo } from '../support/two-directories.js';

const ENVIRONMENT = { POW_BITS: '4', LOG_LEVEL: 'warn' };
const TAKEN_OVER = ['database', 'ledger.taken-over', 'master.key', 'registry.taken-over'];
const home = mkdtempSync(join(tmpdir(), 'mizan-one-'));
/** As earlier versions left it: `ledger` and `registry`, each with a cluster. */
const old = join(home, 'old');
const node = ed25519Signer();
let address: string;
let facts: unknown;
let digests: Awaited<ReturnType<typeof splitIntoTwo>>;
let sequence = 0;
const log = { warn: () => {} };

afterAll(() => rmSync(home, { recursive: true, force: true, maxRetries: 3 }));
beforeAll(async () => {
  const server = await startServer({ dataDir: old, env: ENVIRONMENT });
  try {
    await live(server);
  } finally {
    expect((await server.stop()).code).toBe(0);
  }
  digests = await splitIntoTwo(old);
});

/** Somebody with money on the ledger who was charged zakat, and a node with a key and a deposit. */
async function live(server: RunningServer): Promise<void> {
  const person = { full_name: 'Asha', email: 'asha@example.com', cnic: '1' };
  ({ wallet_address: address } = await post(server.ledgerUrl, '/api/v1/register', person));
  await post(server.ledgerUrl, '/api/v1/admin/fund', { address, amount: 1 });
  await chargeZakat((path, body) => post(server.ledgerUrl, `/api/v1/zakat/${path}`, body));
  const registration = { node_id: 'node-1', address: 'a:1', capabilities: ['compute'], public_key: node.keyId };
  await request(server, 'POST', '/nodes/register', registration);
  await request(server, 'POST', '/wallet/create', { node_id: 'node-1', wallet_name: 'w' });
  const { address: deposit } = await read(server.registryUrl, '/wallet/node-1');
  await post(server.registryUrl, '/devnet/faucet', { address: deposit, amount: 25.5 });
  await post(server.registryUrl, '/devnet/mine', { blocks: 6 });
  await beat(server);
  facts = await factsOf(server);
  expect(facts).toMatchObject([
    { supply: 2 * REWARD },
    { balance: REWARD - 375 },
    [{}, {}],
    {},
    { balance: 25.5 },
    ['node-1'],
  ]);
}

/** A row of each kind at least: the pool, what zakat is reckoned by, an assessment, a deduction with its receipt, a voucher. */
async function chargeZakat(act: (path: string, body: object) => ReturnType<typeof post>): Promise<void> {
  const day = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Karachi' }).format(Date.now());
  await act('pool', {});
  await act('nisab', { standard: 'silver', grams: '595', price: '9.5', source: 'a test', as_of: day });
  await act('debts', { wallet_address: address, amount: 7, due_on: day });
  await act('exemptions', { wallet_address: address, kind: 'non_citizen' });
  const { id, hash } = await act('assessments', { period: '1448', valuation_date: day });
  await act(`assessments/${id}/approve`, { hash });
  await act('run', { period: '1448' });
  const beneficiary = { name: 'Omar', address: 'cd'.repeat(32) };
  const voucher = await act('vouchers', { kind: 'distribution', asnaf: 'fuqara', beneficiary, amount: 5, note: '' });
  await act(`vouchers/${voucher.id}/approve`, {});
}

// biome-ignore lint/suspicious/noExplicitAny: answers are compared, field by field
async function read(url: string, path: string): Promise<any> {
  return (await fetch(`${url}${path}`)).json();
}

// biome-ignore lint/suspicious/noExplicitAny: as above
async function post(url: string, path: string, body: object): Promise<any> {
  const headers = { 'Content-Type': 'application/json' };
  const answer = await fetch(`${url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status} ${await answer.text()}`);
  return answer.json();
}

/** Signed with the node's key. */
async function request({ registryUrl }: RunningServer, method: string, path: string, body: object): Promise<void> {
  const { status, text } = await send(
    Number(new URL(registryUrl).port),
    signed(node, { method, path, body: JSON.stringify(body) }),
  );
  expect([status, text]).toEqual([200, expect.anything()]);
}

const beat = (server: RunningServer) => request(server, 'POST', '/nodes/node-1/heartbeat', { sequence: ++sequence });

async function factsOf({ ledgerUrl, registryUrl }: RunningServer): Promise<unknown[]> {
  const ledger = (path: string) => read(ledgerUrl, `/api/v1${path}`);
  const [{ balance }] = [await read(registryUrl, '/wallet/node-1/balance')];
  const { core_total, liabilities_total } = await read(registryUrl, '/wallet/reserves');
  return [
    await ledger('/chain'),
    await ledger(`/wallets/${address}/balance`),
    await ledger(`/wallets/${address}/transactions`),
    { core_total, liabilities_total },
    { balance },
    (await read(registryUrl, '/nodes')).nodes?.map((found: { node_id: string }) => found.node_id),
  ];
}

/** A DATA_DIR as an earlier version left it. */
function copyOfOld(name: string): string {
  const dataDir = join(home, name);
  cpSync(old, dataDir, { recursive: true });
  return dataDir;
}

async function takenOverFrom(name: string): Promise<string> {
  const dataDir = copyOfOld(name);
  await takeOverDirectories(dataDir, log);
  return dataDir;
}

const namesIn = (directory: string) => readdirSync(directory).sort();

describe('the two embedded databases of earlier versions', () => {
  it('become one, also when the start is killed while it copies and while it writes', async () => {
    const dataDir = copyOfOld('killed');
    const unfinished = join(dataDir, 'database.unfinished');
    for (const sign of [join(unfinished, 'cluster'), join(unfinished, 'lock')]) {
      await killAt(dataDir, sign);
      expect(namesIn(dataDir)).toEqual(['database', 'database.unfinished', 'ledger', 'master.key', 'registry']);
      expect(namesIn(join(dataDir, 'database'))).toEqual(['lock']);
    }
    const server = await startServer({ dataDir, env: ENVIRONMENT });
    expect(await factsOf(server)).toEqual(facts);
    await beat(server);
    expect((await server.stop()).code).toBe(0);
    expect(namesIn(dataDir)).toEqual(['database', 'master.key']);
  });

  it('are only finished with when the start is killed after the new one had its name', async () => {
    const done = await takenOverFrom('done');
    const database = join(done, 'database');
    expect(namesIn(done)).toEqual(TAKEN_OVER);
    for (const renamed of [[], ['ledger'], ['ledger', 'registry']]) {
      const dataDir = copyOfOld(`renamed-${renamed.length}`);
      cpSync(database, join(dataDir, 'database'), { recursive: true });
      mkdirSync(join(dataDir, 'database.unfinished', 'registry'), { recursive: true });
      for (const name of renamed) renameSync(join(dataDir, name), join(dataDir, `${name}.taken-over`));
      await takeOverDirectories(dataDir, log);
      expect(namesIn(dataDir)).toEqual(TAKEN_OVER);
    }
    expect(await digestOf(database, 'ledger')).toBe(digests.ledger);
    expect(await digestOf(database, 'registry')).toBe(digests.registry);
  });

  it('may be one only', async () => {
    const dataDir = copyOfOld('only');
    rmSync(join(dataDir, 'ledger'), { recursive: true });
    await takeOverDirectories(dataDir, log);
    expect(namesIn(dataDir)).toEqual(['database', 'master.key', 'registry.taken-over']);
    expect(await digestOf(join(dataDir, 'database'), 'registry')).toBe(digests.registry);
  });

  it('are not touched while an earlier version has one of them open', async () => {
    const dataDir = copyOfOld('open');
    const lock = DirectoryLock.take(join(dataDir, 'registry'));
    await expect(takeOverDirectories(dataDir, log)).rejects.toBeInstanceOf(DirectoryInUse);
    lock.release();
    expect(existsSync(join(dataDir, 'database', 'cluster'))).toBe(false);
  });

  it('are refused beside a database of this version', async () => {
    const dataDir = await takenOverFrom('two');
    cpSync(join(old, 'ledger'), join(dataDir, 'ledger'), { recursive: true });
    await expect(takeOverDirectories(dataDir, log)).rejects.toBeInstanceOf(TwoStores);
    const { code, output } = await runServerToExit({ dataDir, env: ENVIRONMENT });
    expect([code, output]).toEqual([65, expect.stringMatching('has a database of an earlier version \\(ledger\\)')]);
  });
});

it('a second process on the same DATA_DIR is refused, with what to do instead', async () => {
  const dataDir = join(home, 'shared');
  const server = await startServer({ dataDir, env: { ...ENVIRONMENT, SERVE: 'ledger' } });
  const { code, output } = await runServerToExit({ dataDir, env: { ...ENVIRONMENT, SERVE: 'registry' } });
  await server.stop();
  expect(code).toBe(75);
  expect(output).toContain(`in use by process ${server.pid}\none process has the embedded database: `);
});

/** Starts a server and kills it once there is a file. */
async function killAt(dataDir: string, sign: string): Promise<void> {
  rmSync(join(dataDir, 'database.unfinished'), { recursive: true, force: true });
  const starting = startServer({ dataDir, env: ENVIRONMENT, nodeArgs: ['--import', killerOf(sign)] });
  await expect(starting).rejects.toThrow('signal SIGKILL');
}

/** A module by which the process kills itself at a file, when another would be late. */
function killerOf(sign: string): string {
  const program = `import { existsSync } from 'node:fs';
    setInterval(() => { if (existsSync(${JSON.stringify(sign)})) process.kill(process.pid, 'SIGKILL'); }, 1).unref();`;
  return `data:text/javascript,${encodeURIComponent(program)}`;
}
