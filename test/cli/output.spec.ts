import { type StdioOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BIN } from '../support/mizan.js';
import { DEAD_STREAMS, DeadStreams } from './support/dead-streams.js';
import { WalletStandIn } from './support/wallet-stand-in.js';

const directory = mkdtempSync(join(tmpdir(), 'mizan-output-'));
const registry = new WalletStandIn();
const streams = new DeadStreams();
beforeAll(() => registry.start());
afterAll(async () => {
  streams.remove();
  await registry.stop();
  rmSync(directory, { recursive: true });
});

const SEND = ['wallet', 'send', 'node_001', 'FOther', '10.5', '--idempotency-key', 'the-key'];
const BALANCE = ['wallet', 'balance', 'node_001'];

async function run(args: string[], stdio: StdioOptions, env: Record<string, string> = {}, input = '') {
  const child = spawn(process.execPath, [BIN, ...args], {
    env: { PATH: process.env.PATH, HOME: directory, DATA_DIR: join(directory, 'data'), ...env },
    stdio,
    timeout: 60_000,
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      said += chunk;
    });
  }
  child.stdin?.on('error', () => {}).end(input);
  const [code] = await once(child, 'close');
  return { code, said };
}

const at = () => ['--url', registry.url];

describe.each(DEAD_STREAMS)('with standard output on %s', (trouble) => {
  it('a payment that was made is told on standard error, with its txid and key', async () => {
    const { code, said } = await run([...SEND, ...at()], ['ignore', streams.open(trouble), 'pipe']);
    expect(code).toBe(74);
    expect(said).toMatch(/^mizan: standard output (cannot be written \((ENOSPC|EPIPE)\)|is not read); the command was/);
    expect(said).toMatch(/txid +tx7\n/);
    expect(said).toMatch('idempotency key  the-key');
    expect(said).not.toMatch(/refused|failed|at file:/);
  });

  it('a payment is told as the registry told it, when that was asked for', async () => {
    const { code, said } = await run([...SEND, ...at(), '--json'], ['ignore', streams.open(trouble), 'pipe']);
    expect(code).toBe(74);
    expect(said).toMatch('"txid":"tx7"');
    expect(said).toMatch('the-key');
  });

  it('a refusal is a refusal', async () => {
    registry.next({ status: 400, body: '{"detail":"Insufficient balance"}' });
    const { code, said } = await run([...SEND, ...at(), '--json'], ['ignore', streams.open('a full disk'), 'pipe']);
    expect([code, said]).toEqual([1, 'mizan: Insufficient balance\n']);
  });

  it('what an operator did is not lost either', async () => {
    const { code, said } = await run(['admin-token', 'create'], ['ignore', streams.open(trouble), 'pipe']);
    expect(code).toBe(74);
    expect(said).toMatch(/ADMIN_TOKEN_HASH=[0-9a-f]{64}/);
  });

  it('a piped session ends there, and says what it had done', async () => {
    const before = registry.seen.length;
    const input = `${SEND.slice(1).join(' ')}\n`.repeat(3);
    const { code, said } = await run(at(), ['pipe', streams.open(trouble), 'pipe'], {}, input);
    expect(code).toBe(74);
    expect(said).toMatch(/txid +tx7\n/);
    expect(registry.seen.length).toBe(before + 1);
  });

  it('nothing waits without end when neither stream can be written', async () => {
    const dead = streams.open(trouble);
    expect(await run([...SEND, ...at()], ['ignore', dead, dead])).toMatchObject({ code: 74 });
  });
});

describe.each(DEAD_STREAMS)('with standard error on %s', (trouble) => {
  it('what went wrong is said on standard output, with the same code', async () => {
    registry.next('cut off');
    const { code, said } = await run([...SEND, ...at()], ['ignore', 'pipe', streams.open(trouble)]);
    expect(code).toBe(69);
    expect(said).toMatch('--idempotency-key the-key');
  });

  it('wrong usage is too', async () => {
    const { code, said } = await run(['wallet', 'balance'], ['ignore', 'pipe', streams.open(trouble)]);
    expect(code).toBe(2);
    expect(said).toMatch("missing required argument 'node-id'");
  });
});

describe('an answer that was asked for', () => {
  it('is one line about a full disk, with a code of its own', async () => {
    const { code, said } = await run([...BALANCE, ...at()], ['ignore', streams.open('a full disk'), 'pipe']);
    expect([code, said]).toEqual([74, 'mizan: standard output cannot be written (ENOSPC)\n']);
  });

  it.each([BALANCE, ['--help'], ['wallet', '--help']].map((args) => [args.join(' '), args]))(
    'ends in silence when its reader has left: mizan %s',
    async (_, args) => {
      const { code, said } = await run([...args, ...at()], ['ignore', streams.open('a closed pipe'), 'pipe']);
      expect([code, said]).toEqual([141, '']);
    },
  );

  it('waits for a slow reader, and not for a user who has had enough', async () => {
    const child = spawn(process.execPath, [BIN, ...BALANCE, ...at()], {
      stdio: ['ignore', streams.open('a pipe that nobody reads'), 'ignore'],
    });
    const before = registry.seen.length;
    while (registry.seen.length === before) await new Promise((resolve) => setTimeout(resolve, 50));
    await new Promise((resolve) => setTimeout(resolve, 1000));
    expect(child.exitCode).toBe(null);
    child.kill('SIGINT');
    const [, signal] = await once(child, 'exit');
    expect(signal).toBe('SIGINT');
  });
});
