import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLedger, createRegistry, type Ledger, type Registry } from '@app/client';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { LedgerClient, succeeded } from '../support/ledger-client.js';
import { BIN, mizan } from '../support/mizan.js';
import { registerAndLogIn, type SessionUser } from '../support/people.js';
import { type RunningServer, startServer } from '../support/server.js';

jest.setTimeout(180_000);
const USAGE = 2;

const home = mkdtempSync(join(tmpdir(), 'mizan-statements-'));
let server: RunningServer;
let ledger: Ledger;
let registry: Registry;
let asha: SessionUser;
let omar: SessionUser;
let env: Record<string, string>;

beforeAll(async () => {
  server = await startServer({ env: { DEVNET_BLOCK_INTERVAL_MS: '0', POW_BITS: '4' } });
  const client = new LedgerClient(server.ledgerUrl);
  ledger = createLedger({ baseUrl: server.ledgerUrl });
  registry = createRegistry({ baseUrl: server.registryUrl });
  asha = await registerAndLogIn(client, 'Asha', 1);
  omar = await registerAndLogIn(client, 'Omar', 2);
  succeeded(await client.post('/admin/fund', { address: asha.address, amount: 1 }));
  env = { MIZAN_LEDGER_URL: server.ledgerUrl, MIZAN_SESSION_TOKEN: asha.session.authorization.slice(7) };
});
afterAll(async () => {
  await server?.stop();
  rmSync(home, { recursive: true, force: true });
});

const run = async (...words: string[]) => {
  const { code, stdout, stderr } = await mizan(words, env);
  expect([words, code, stderr]).toEqual([words, 0, '']);
  return stdout;
};
const balance = async ({ address }: SessionUser) => (await ledger.getBalance({ address })).balance;

/** What a terminal shows when `typed` is typed there. */
async function atTerminal(words: string, typed: string): Promise<string> {
  const child = spawn('script', ['-qec', `${process.execPath} ${BIN} ${words}`, '/dev/null'], {
    env: { PATH: process.env.PATH, NO_COLOR: '1', ...env },
  });
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => {
    text += chunk;
    if (text.includes('[y/N]')) child.stdin.end(`${typed}\n`);
  });
  await new Promise((resolve) => child.once('close', resolve));
  return text;
}
const whereScript = spawnSync('script', ['--version']).status === 0 ? it : it.skip;

it('send pays with --yes, once for one key, and not where no one can be asked', async () => {
  const [before, others] = [await balance(asha), await balance(omar)];
  const asked = await mizan(['ledger', 'send', omar.checksummed, '7'], env);
  expect([asked.code, asked.stderr]).toEqual([USAGE, expect.stringContaining('pay with --yes')]);
  expect(await balance(omar)).toBe(others);
  for (const _ of [1, 2]) {
    const words = ['ledger', 'send', omar.checksummed, '7', '--note', 'two books', '--yes', '--idempotency-key', 'k1'];
    expect(await run(...words)).toMatch(/status +transaction mined\nsent +7 units/);
  }
  expect([await balance(asha), await balance(omar)]).toEqual([before - 7n, others + 7n]);
});

whereScript('send says whom and how much before it pays, and pays for a yes alone', async () => {
  const others = await balance(omar);
  expect(await atTerminal(`ledger send ${omar.address} 9`, 'n')).toMatch(
    new RegExp(`amount +9 units\\s+to +${omar.checksummed}[^]*nothing was paid`),
  );
  expect(await balance(omar)).toBe(others);
  expect(await atTerminal(`ledger send ${omar.address} 9`, 'y')).toMatch(/status +transaction mined/);
  expect(await balance(omar)).toBe(others + 9n);
});

it('a history has the newest first, with balances and one’s own notes, a part at a time', async () => {
  const history = await run('ledger', 'history', asha.address);
  expect(history).toMatch(/^time +type +change +balance/);
  expect(history).toMatch(new RegExp(`send +-7 +\\d+ +${omar.address} +[0-9a-f]{64} +two books`));
  const first = await run('ledger', 'history', asha.address, '--limit', '1');
  const [, cursor] = /more: --cursor (\S+)/.exec(first)!;
  const rest = await run('ledger', 'history', asha.address, '--cursor', cursor!);
  const linesOf = (text: string) => text.split('\n').filter((line) => /[0-9a-f]{64}/.test(line)).length;
  expect(linesOf(first) + linesOf(rest)).toBe(linesOf(history));
  expect(await run('ledger', 'history', asha.address, '--type', 'zakat_deduction')).toBe('nothing came or went\n');
});

it('a statement is read here, or kept in the form that the file is called by, and never over another file', async () => {
  const { address } = asha;
  const { digest, closing } = await ledger.getStatement({ address });
  const text = await run('ledger', 'statement', address);
  expect(text).toMatch(new RegExp(`closing +${closing} units\ndigest +${digest}\n$`));
  const kept = (name: string) => readFileSync(join(home, name));
  for (const form of ['json', 'csv', 'pdf'])
    await run('ledger', 'statement', address, '--output', join(home, `a.${form}`));
  expect(JSON.parse(String(kept('a.json'))).digest).toBe(digest);
  expect(kept('a.csv')).toEqual(Buffer.from(await ledger.getStatementSheet({ address })));
  expect(String(kept('a.pdf').subarray(0, 5))).toBe('%PDF-');
  expect(await run('ledger', 'statement', address, '--format', 'csv')).toBe(String(kept('a.csv')));
  const none = await run('ledger', 'statement', address, '--to', '2020-01-01');
  expect(none).toMatch(/opening +0 units\nnothing came or went\n/);

  const again = await mizan(['ledger', 'statement', address, '--output', join(home, 'a.csv')], env);
  expect([again.code, again.stderr]).toEqual([73, expect.stringContaining('is not overwritten')]);
  for (const words of [
    ['--output', join(home, 'a.txt')],
    ['--format', 'doc'],
  ]) {
    expect(await mizan(['ledger', 'statement', address, ...words], env)).toMatchObject({ code: USAGE, stdout: '' });
  }
  const refused = await mizan(['ledger', 'statement', address, '--from', 'today', '--format', 'pdf'], env);
  expect([refused.code, refused.stdout, refused.stderr]).toEqual([
    1,
    '',
    expect.stringContaining('from must be a day'),
  ]);
});

it('the wallet of a node has them too', async () => {
  await registry.registerNode({ node_id: 'n1', address: '10.0.0.1:9000', capabilities: ['gpu'] });
  const { wallet } = await registry.createNodeWallet({ node_id: 'n1', wallet_name: 'money' });
  await registry.payFromDevnet({ address: wallet.address, amount: '12.5' });
  await registry.mineDevnet({ blocks: 10 });
  while ((await registry.getNodeBalance({ node_id: 'n1' })).available !== '12.5')
    await registry.mineDevnet({ blocks: 1 });
  const { digest } = await registry.getNodeStatement({ node_id: 'n1' });
  const at = ['--url', server.registryUrl];
  expect(await run('wallet', 'history', 'n1', ...at)).toMatch(/receive/);
  expect(await run('wallet', 'statement', 'n1', ...at)).toMatch(
    new RegExp(`deposit +\\+12.5 +12.5 .*closing +1250000000 units[^\n]*\ndigest +${digest}\n$`, 's'),
  );
  await run('wallet', 'statement', 'n1', ...at, '--output', join(home, 'n.pdf'));
  expect(String(readFileSync(join(home, 'n.pdf')).subarray(0, 5))).toBe('%PDF-');
  const refused = await mizan(['wallet', 'statement', 'nobody', ...at, '--output', join(home, 'x.csv')]);
  expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('No wallet found')]);
});
