import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mizan } from '../support/mizan.js';
import { type RunningServer, startServer } from '../support/server.js';

describe('mizan at a registry on the devnet, as the server runs it', () => {
  const home = mkdtempSync(join(tmpdir(), 'mizan-tour-'));
  const key = join(home, 'node.pem');
  let server: RunningServer;
  let funded: string;

  /** What it printed; the command is meant to succeed. Every request is signed. */
  async function run(...words: string[]): Promise<string> {
    const { code, stdout, stderr } = await mizan([...words, '--url', server.registryUrl], { MIZAN_KEY_FILE: key });
    expect([words, code, stderr]).toEqual([words, 0, '']);
    return stdout;
  }
  // biome-ignore lint/suspicious/noExplicitAny: whatever the answer holds
  async function json(...words: string[]): Promise<any> {
    return JSON.parse(await run(...words, '--json'));
  }
  // biome-ignore lint/suspicious/noExplicitAny: as above
  async function devnet(path: string, body?: object): Promise<any> {
    const answer = await fetch(`${server.registryUrl}/devnet/${path}`, {
      ...(body && { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    expect(answer.status).toBe(200);
    return answer.json();
  }

  beforeAll(async () => {
    server = await startServer({ env: { SERVE: 'registry' } });
    await mizan(['key', 'create', key]);
    await run('nodes', 'register', 'node_001', '10.0.0.7:9000');
    await run('wallet', 'create', 'node_001', 'my_wallet');
    funded = (await json('wallet', 'info', 'node_001')).address;
    await devnet('faucet', { address: funded, amount: '100.00000014' });
    await devnet('mine', { blocks: 6 });
  }, 120_000);
  afterAll(async () => {
    await server?.stop();
    rmSync(home, { recursive: true });
  });

  it('shows what arrived, to the unit', async () => {
    expect(await run('wallet', 'balance', 'node_001')).toMatch(/^balance {4}100\.00000014 FLOP\n/);
    expect(await run('wallet', 'transactions', 'node_001')).toMatch(/receive {2}confirmed {2}100\.00000014 /);
    expect(await run('nodes', 'show', 'node_001')).toMatch(/capabilities {4}wallet\n/);
  });

  it('pays once, however often it is asked with one key', async () => {
    const { address: recipient } = await devnet('address');
    const send = ['wallet', 'send', 'node_001', recipient, '10.5', '--idempotency-key', 'once'];
    const first = await run(...send);
    expect(first).toMatch(/^sent {4}10\.5 FLOP\n/);
    expect(await run(...send)).toBe(first);
    const { transactions } = await json('wallet', 'transactions', 'node_001');
    expect(transactions.filter((line: { transaction_type: string }) => line.transaction_type === 'send')).toHaveLength(
      1,
    );
  });

  it('makes one more address, in the style of the specification too', async () => {
    const flags = ['--command', 'new-address', '--node-id', 'node_001'];
    const made = [(await run('wallet', 'new-address', 'node_001')).trim(), (await run(...flags)).trim()];
    expect(new Set([funded, ...made]).size).toBe(3);
  });

  it.each([
    [['create', 'node_001', 'again'], 'Wallet already exists for node node_001'],
    [['send', 'node_001', 'nowhere', '1'], 'Invalid recipient address'],
    [['send', 'node_001', 'nowhere', 'ten'], '  body.amount: '],
    [['transactions', 'node_001', '--limit', '101'], '  query.limit: '],
    [['balance', 'node_002'], 'Not authorized for this node'],
  ])('says why %j was refused, and exits with 1', async (words, reason) => {
    const { code, stdout, stderr } = await mizan(['wallet', ...words, '--url', server.registryUrl, '--key-file', key]);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain(reason);
  });
});
