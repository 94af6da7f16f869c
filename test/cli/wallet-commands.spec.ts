import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../support/free-port.js';
import { mizan, startMizan } from '../support/mizan.js';
import { ANSWERS, WalletStandIn } from './support/wallet-stand-in.js';

const home = mkdtempSync(join(tmpdir(), 'mizan-wallet-'));
const registry = new WalletStandIn();
beforeAll(() => registry.start());
afterAll(async () => {
  await registry.stop();
  rmSync(home, { recursive: true });
});

const SEND = ['send', 'node_001', 'FOther', '10.5'];

/** `mizan wallet <words>` against the stand-in. */
const wallet = (words: string[], env: Record<string, string> = {}) =>
  mizan(['wallet', ...words, '--url', registry.url], env);

/** Each command in both styles, the route that it asks, and what people read. */
const COMMANDS: [words: string[], flags: string[], route: string, lines: string[]][] = [
  [['health'], [], 'GET /wallet/health', ['ok  wallet 1.0.0']],
  [
    ['create', 'node_001', 'my_wallet'],
    ['--node-id', 'node_001', '--wallet-name', 'my_wallet'],
    'POST /wallet/create',
    ['Wallet my_wallet created successfully', 'address  FAddress1', 'balance  90000000.00000014 FLOP'],
  ],
  [['info', 'node_001'], ['--node-id', 'node_001'], 'GET /wallet/node_001', ['wallet   my_wallet', 'active   yes']],
  [
    ['balance', 'node_001'],
    ['--node-id', 'node_001'],
    'GET /wallet/node_001/balance',
    ['balance    90000000.00000014 FLOP', 'available  90000000.00000013 FLOP', 'reserved   0.00000001 FLOP'],
  ],
  [
    SEND,
    ['--node-id', 'node_001', '--recipient', 'FOther', '--amount', '10.5'],
    'POST /wallet/node_001/send',
    ['sent    10.50000000 FLOP', 'to      FOther', 'fee     0.00022600 FLOP', 'status  pending', 'txid    tx7'],
  ],
  [
    ['transactions', 'node_001'],
    ['--node-id', 'node_001'],
    'GET /wallet/node_001/transactions',
    [
      '2026-11-21T11:00:00.000Z  send  pending  10.50000000  0.00022600              0  FOther     tx7',
      'more: --cursor n3xt',
    ],
  ],
  [['new-address', 'node_001'], ['--node-id', 'node_001'], 'POST /wallet/node_001/new-address', ['FAddress2']],
];

describe.each(COMMANDS)('mizan wallet %j', (words, flags, route, lines) => {
  it('asks its route and says what people want to know', async () => {
    const { code, stdout, stderr } = await wallet(words);
    expect([code, stderr]).toEqual([0, '']);
    for (const line of lines) expect(stdout.split('\n')).toContain(line);
    expect(stdout).not.toMatch('\u001b');
    expect(`${registry.last.method} ${registry.last.path}`).toBe(route);
  });

  it('does the same in the style of the specification', async () => {
    const natural = await wallet(words);
    const asked = registry.last;
    const specified = await mizan(['--url', registry.url, '--command', words[0]!, ...flags]);
    expect(specified).toEqual(natural);
    const { method, path, body } = registry.last;
    expect({ method, path, body }).toEqual({ method: asked.method, path: asked.path, body: asked.body });
  });

  it('prints the bare answer with --json, every digit of it', async () => {
    const expected = { code: 0, stdout: `${ANSWERS[route]}\n`, stderr: '' };
    expect(await wallet([...words, '--json'])).toEqual(expected);
    expect(await mizan(['--json', '--command', words[0]!, ...flags, '--url', registry.url])).toEqual(expected);
  });

  it('tells how it is used', async () => {
    const { code, stdout } = await mizan(['wallet', words[0]!, '--help']);
    expect(code).toBe(0);
    expect(stdout).toContain(`Usage: mizan wallet ${words[0]} [options]`);
    for (const option of ['--url', '--key-file', '--timeout', '--json']) expect(stdout).toMatch(option);
  });
});

describe('what goes out', () => {
  it('has the amount as it was typed, and names that no path can be made of', async () => {
    await wallet(['send', 'node_001', 'FOther', '90000000.00000014']);
    expect(registry.last.body).toBe('{"node_id":"node_001","recipient_address":"FOther","amount":90000000.00000014}');
    expect((await wallet(['info', '../nodes'])).code).toBe(1);
    expect(registry.last.path).toBe('/wallet/..%2Fnodes');
    await wallet(['transactions', 'node_001', '--limit', '5', '--cursor', 'a=b&c']);
    expect(registry.last.path).toBe('/wallet/node_001/transactions?limit=5&cursor=a%3Db%26c');
  });

  it('has a new key for each payment, unless one is given', async () => {
    const keys: unknown[] = [];
    for (const more of [[], [], ['--idempotency-key', 'mine']]) {
      await wallet([...SEND, ...more]);
      keys.push(registry.last.headers['idempotency-key']);
    }
    expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/);
    expect(keys[1]).not.toBe(keys[0]);
    expect(keys[2]).toBe('mine');
  });
});

describe('a refusal', () => {
  it('is told in the words of the registry, and exits with 1', async () => {
    registry.next({ status: 400, body: '{"detail":"Insufficient balance"}' });
    expect(await wallet(SEND)).toEqual({ code: 1, stdout: '', stderr: 'mizan: Insufficient balance\n' });
    registry.next({
      status: 422,
      body: '{"detail":[{"loc":["body","amount"],"msg":"Input should be a valid decimal","type":"decimal_parsing"}]}',
    });
    expect((await wallet(['send', 'node_001', 'FOther', 'ten'])).stderr).toBe(
      'mizan: the request has fields that the registry cannot read:\n  body.amount: Input should be a valid decimal\n',
    );
    expect(registry.last.body).toMatch('"amount":"ten"');
  });

  it('is printed bare with --json, and explained beside it', async () => {
    const body = '{"detail":"Rate limit exceeded. Maximum 10 transactions per 3600 seconds"}';
    registry.next({ status: 429, body, headers: { 'retry-after': '120' } });
    expect(await wallet([...SEND, '--json'])).toEqual({
      code: 1,
      stdout: `${body}\n`,
      stderr: 'mizan: Rate limit exceeded. Maximum 10 transactions per 3600 seconds\n  try again in 120 s\n',
    });
  });

  it('is noticed when something else answers', async () => {
    registry.next({ status: 200, body: '<html>welcome</html>' });
    const { code, stderr } = await wallet(['balance', 'node_001']);
    expect([code, stderr]).toEqual([1, `mizan: what answers at ${registry.url}/ is no registry\n`]);
    registry.next({ status: 307, body: '', headers: { location: 'http://elsewhere/' } });
    expect((await wallet(['balance', 'node_001'])).stderr).toMatch('answered 307');
  });
});

describe('a payment whose outcome is not known', () => {
  const UNCERTAIN: [string, number, Parameters<WalletStandIn['next']>[0], RegExp][] = [
    ['the connection is cut', 69, 'cut off', /the answer of http.+ was lost \(ECONNRESET\)/],
    ['the answer ends in the middle', 69, 'say half', /was lost/],
    ['the time is up', 69, 'stay silent', /was lost \(no answer within 1 s\)/],
    [
      'the registry cannot say',
      1,
      { status: 503, body: '{"detail":"The outcome is unknown"}', headers: { 'retry-after': '5' } },
      /The outcome is unknown\n {2}try again in 5 s/,
    ],
    ['Core hangs', 1, { status: 504, body: '{"detail":"Core does not answer"}' }, /Core does not answer/],
    ['a proxy fails', 1, { status: 502, body: 'Bad Gateway' }, /answered 502: Bad Gateway/],
  ];

  it.each(UNCERTAIN)('because %s comes with the command that asks again', async (_, exitCode, behaviour, reason) => {
    registry.next(behaviour);
    const { code, stderr } = await wallet([...SEND, '--timeout', '1']);
    const first = registry.last;
    expect([code, stderr]).toEqual([exitCode, expect.stringMatching(reason)]);
    const again = /^ {2}(mizan wallet send .+)$/m.exec(stderr)?.[1];
    const words = execFileSync('/bin/sh', ['-c', `printf '%s\\0' ${again}`], { encoding: 'utf8' }).split('\0');
    const asked = registry.seen.length;
    expect((await mizan(words.slice(1, -1))).code).toBe(0);
    expect(registry.seen.length).toBe(asked + 1);
    expect(registry.last.body).toBe(first.body);
    expect(registry.last.headers['idempotency-key']).toBe(first.headers['idempotency-key']);
  });

  it('because the user lost patience comes with that command too', async () => {
    registry.next('stay silent');
    const asked = registry.seen.length;
    const child = startMizan(['wallet', ...SEND, '--url', registry.url]);
    let stderr = '';
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
    while (registry.seen.length === asked) await new Promise((resolve) => setTimeout(resolve, 20));
    child.kill('SIGINT');
    const [code, signal] = await once(child, 'close');
    expect([code, signal]).toEqual([69, null]);
    expect(stderr).toMatch(`--idempotency-key ${registry.last.headers['idempotency-key']}`);
  });

  it('is not suspected when nothing was sent, or when the answer is a refusal', async () => {
    const nowhere = `http://127.0.0.1:${await freePort()}`;
    const unsent = await mizan(['wallet', ...SEND, '--url', nowhere]);
    expect(unsent).toEqual({ code: 69, stdout: '', stderr: `mizan: no server answers at ${nowhere} (ECONNREFUSED)\n` });
    registry.next({ status: 409, body: '{"detail":"conflict"}' });
    expect((await wallet(SEND)).stderr).toBe('mizan: conflict\n');
  });
});

describe('a wrong command line', () => {
  it.each([
    [['walet', 'balance', 'n'], "unknown command 'walet' (did you mean wallet?)"],
    [['wallet', 'balanse', 'n'], 'Did you mean balance?'],
    [['wallet', 'balance'], "missing required argument 'node-id'"],
    [['wallet', 'balance', 'n', 'm'], 'too many arguments'],
    [['wallet', 'balance', ''], 'node_id is missing or empty'],
    [['wallet', 'balance', '..'], 'node_id cannot be ".."'],
    [['wallet', 'balance', 'n', '--jsn'], 'Did you mean --json?'],
    [['wallet', 'balance', 'n', '--url', 'localhost:8000'], 'It must look like http://localhost:8000'],
    [['wallet', 'balance', 'n', '--timeout', 'soon'], 'a number of seconds'],
    [['wallet', ...SEND, '--idempotency-key', 'clé'], '1 to 255 visible ASCII characters'],
    [['--command', 'balanse'], 'Allowed choices are health, create'],
    [['--command', 'send', '--node-id', 'n'], '--command send needs --recipient, --amount'],
    [['--node-id', 'n'], 'say what to do with --command'],
    [['wallet'], 'Usage: mizan wallet'],
  ])('%j exits with 2, asks nothing, and says what was meant', async (args, message) => {
    const asked = registry.seen.length;
    const { code, stdout, stderr } = await mizan(args);
    expect([code, stdout, registry.seen.length]).toEqual([2, '', asked]);
    expect(stderr).toContain(message);
  });

  it('is not needed to learn the right one', async () => {
    const { code, stdout } = await mizan(['--help']);
    expect(code).toBe(0);
    for (const word of [
      'wallet',
      'nodes',
      'key',
      'verify-chain',
      'backup',
      'restore',
      '--command',
      '--json',
      'MIZAN_KEY_FILE',
      'NO_COLOR',
      '69',
    ])
      expect(stdout).toMatch(word);
  });
});
