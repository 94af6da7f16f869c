import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BIN, mizan } from '../support/mizan.js';
import { ANSWERS, WalletStandIn } from './support/wallet-stand-in.js';

const home = mkdtempSync(join(tmpdir(), 'mizan-session-'));
const history = join(home, 'mizan', 'history');
const registry = new WalletStandIn();
beforeAll(() => registry.start());
afterAll(async () => {
  await registry.stop();
  rmSync(home, { recursive: true });
});

const session = (input: string, args: string[] = []) =>
  mizan(['--url', registry.url, ...args], { XDG_STATE_HOME: home }, input);

describe('a session at the end of a pipe', () => {
  it('does one line after the other, without a prompt, and leaves with the code of the first that failed', async () => {
    const { code, stdout, stderr } = await session('health\nnew-address node_001\ninfo nobody\n\n# a comment\nhealth');
    expect({ code, stdout, stderr }).toEqual({
      code: 1,
      stdout: 'ok  wallet 1.0.0\nFAddress2\nok  wallet 1.0.0\n',
      stderr: 'Not Found\n',
    });
  });

  it('leaves with 0 when nothing failed, and does not forget a failure for what went well or worse after it', async () => {
    expect((await session('health\nhelp\n')).code).toBe(0);
    registry.next('cut off');
    expect((await session('balance node_001\nhealth\nbalanse\ninfo nobody\nquit\n')).code).toBe(69);
  });

  it.each(['quit', 'exit'])('leaves at %s, whatever follows', async (word) => {
    const asked = registry.seen.length;
    expect(await session(`${word}\nhealth\n`)).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(registry.seen.length).toBe(asked);
  });

  it('takes with it what was said when it was opened', async () => {
    const { stdout } = await session('balance node_001\ninfo node_001\n', ['--json']);
    expect(stdout).toBe(`${ANSWERS['GET /wallet/node_001/balance']}\n${ANSWERS['GET /wallet/node_001']}\n`);
  });

  it('understands lines copied from a shell, and quoted words', async () => {
    const { stdout, stderr } = await session(
      `mizan wallet new-address node_001 --url ${registry.url}\ncreate node_001 "my wallet"\n`,
    );
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^FAddress2\nWallet my_wallet created/);
    expect(registry.last.body).toBe('{"node_id":"node_001","wallet_name":"my wallet"}');
  });

  it('survives what it does not understand, and says what was meant', async () => {
    const { code, stdout, stderr } = await session("balanse node_001\nbalance\ncreate n 'x\nhealth\n");
    expect([code, stdout]).toEqual([2, 'ok  wallet 1.0.0\n']);
    expect(stderr).toMatch(/unknown command 'balanse'\n\(Did you mean balance\?\)/);
    expect(stderr).toMatch("missing required argument 'node-id'");
    expect(stderr).toMatch('a quotation mark has no partner');
  });

  it('lists its commands, and tells how each is used', async () => {
    const { stdout, stderr } = await session('help\nhelp send\nnodes --help\n');
    expect(stderr).toBe('');
    for (const word of ['health', 'create', 'info', 'balance', 'send', 'transactions', 'new-address', 'nodes', 'quit'])
      expect(stdout).toMatch(new RegExp(`^  ${word}`, 'm'));
    expect(stdout).toMatch('Usage: send [options] <node-id> <recipient> <amount>');
    expect(stdout).toMatch(/Usage: nodes /);
  });

  it('keeps no history', async () => {
    await session('health\n');
    expect(existsSync(history)).toBe(false);
  });
});

/** util-linux has one that runs a command on a terminal of its own; that of BSD takes other arguments. */
const hasScript = spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout?.includes('util-linux') ?? false;
const onTerminal = hasScript ? describe : describe.skip;

/** Types `steps` one by one, each when the text before it has appeared, and returns all that was on the screen. */
async function type(steps: [waitFor: string, keys: string][], env: Record<string, string> = {}): Promise<string> {
  const command = `${process.execPath} ${BIN} --url ${registry.url}`;
  const child = spawn('script', ['--quiet', '--return', '--command', command, '/dev/null'], {
    env: { PATH: process.env.PATH, HOME: home, XDG_STATE_HOME: home, TERM: 'xterm', ...env },
    timeout: 30_000,
  });
  let screen = '';
  let seen = 0;
  const left = [...steps];
  child.stdout.on('data', (chunk: Buffer) => {
    screen += chunk;
    for (let next = left[0]; next && screen.includes(next[0], seen); next = left[0]) {
      seen = screen.indexOf(next[0], seen) + next[0].length;
      left.shift();
      child.stdin.write(next[1]);
    }
  });
  const [code] = await once(child, 'close');
  expect([code, left]).toEqual([0, []]);
  return screen;
}

onTerminal('a session on a terminal', () => {
  it('has a prompt, colours, completion and a history of what is no secret', async () => {
    const secret = 'ab'.repeat(32);
    const screen = await type([
      ['mizan> ', 'heal\t'],
      ['th ', '\r'],
      ['wallet 1.0.0', `info ${secret}\r`],
      ['Not Found', `${secret}\r`],
      ['unknown command', 'nodes\x03'],
      ['Ctrl-D, leaves', '\x04'],
    ]);
    expect(screen).toContain('\u001b[32mok\u001b[39m  wallet 1.0.0');
    expect(statSync(history).mode & 0o777).toBe(0o600);
    expect(readFileSync(history, 'utf8')).toBe('health \n');
  });

  it('brings back the lines of the session before, and none that was not to be kept', async () => {
    const asked = registry.seen.length;
    await type([
      ['mizan> ', `${'cd'.repeat(32)}\r`],
      ['unknown command', '\x1b[A\r'],
      ['wallet 1.0.0', 'quit\r'],
    ]);
    expect(registry.seen.slice(asked).map(({ path }) => path)).toEqual(['/wallet/health']);
    expect(readFileSync(history, 'utf8')).toBe('health \nhealth \nquit\n');
  });

  it('has no colours where NO_COLOR is set', async () => {
    const screen = await type(
      [
        ['mizan> ', 'health\r'],
        ['ok  wallet 1.0.0', 'exit\r'],
      ],
      { NO_COLOR: '1' },
    );
    expect(screen).not.toMatch(/\u001b\[\d+m/);
  });
});
