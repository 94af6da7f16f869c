import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { LedgerClient } from '../support/ledger-client.js';
import { BIN, mizan } from '../support/mizan.js';
import { type RunningServer, startServer } from '../support/server.js';
import { type DeadStream, DeadStreams } from './support/dead-streams.js';
import { nodeWebhookCommands, webhookCommands } from './support/every-webhook-command.js';
import { makeZakatWorld, type ZakatWorld, zakatCommands } from './support/every-zakat-command.js';

jest.setTimeout(180_000);

const DEVNET_ADDRESS = 'mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn';
const TXID = '0'.repeat(64);
const NO_ORDER = '00000000-0000-4000-8000-000000000000';

/** How a command ends with standard output on a full disk: 0 where it had nothing to say there. */
const DONE = 74;
const REFUSED = 1;
const NOT_CONFIGURED = 78;

const home = mkdtempSync(join(tmpdir(), 'mizan-every-command-'));
const dataDir = join(home, 'data');

/** Every command, with arguments that the world below understands; a command of the program that is missing here fails. */
const REGISTRY_COMMANDS: Record<string, [args: string[] | ((turn: number) => string[]), code: number]> = {
  'wallet health': [[], DONE],
  'nodes register': [(turn) => [`fresh-${turn}`, '10.0.0.1:9000', 'gpu'], DONE],
  'nodes list': [[], DONE],
  'nodes show': [['node_001'], DONE],
  'nodes events': [[], DONE],
  'nodes heartbeat': [(turn) => ['node_001', '--sequence', `${turn}`], DONE],
  'nodes capabilities add': [['node_001', 'storage'], DONE],
  'nodes capabilities remove': [['node_001', 'storage'], DONE],
  'nodes capabilities set': [['node_001', 'gpu', 'network'], DONE],
  'nodes reputation': [['node_001', 'task_success'], DONE],
  'nodes rotate-key': [['node_003', '--key-file', join(home, 'node_003.pem')], DONE],
  'wallet create': [['node_001', 'my wallet'], REFUSED],
  'wallet info': [['node_001'], DONE],
  'wallet balance': [['node_001'], DONE],
  'wallet transactions': [['node_001'], DONE],
  'wallet statement': [['node_001'], DONE],
  'wallet new-address': [['node_001'], DONE],
  'wallet send': [['node_001', DEVNET_ADDRESS, '0.5', '--idempotency-key', 'a-key'], REFUSED],
  'reserves explain': [[], DONE],
  'reserves adopt': [['x', '--reason', 'a test'], REFUSED],
  'reserves stuck': [[], DONE],
  'reserves end': [[TXID, '--reason', 'a test'], REFUSED],
  'reserves dismiss': [['1', '--reason', 'a test'], REFUSED],
  'peers add': [['http://127.0.0.1:9'], DONE],
  'peers list': [[], DONE],
  'peers remove': [['http://127.0.0.1:9'], DONE],
  ...nodeWebhookCommands({ done: DONE, refused: REFUSED }),
  'nodes deregister': [['node_002'], DONE],
};

const OPERATOR_COMMANDS: Record<string, (home: string) => [args: string[], code: number]> = {
  'key create': (home) => [[join(home, 'node.pem')], DONE],
  'verify-chain': () => [[], DONE],
  'verify-audit': () => [[], DONE],
  backup: (home) => [[join(home, 'backup')], DONE],
  restore: (home) => [[join(home, 'kept.backup')], DONE],
  'admin-token create': () => [[], DONE],
  'core pin': () => [[], NOT_CONFIGURED],
  'rotate-master-key': (home) => [['--new-key-file', join(home, 'new.key')], DONE],
};

/** At a ledger with the pool, wallets and records of {@link makeZakatWorld}. The first ones are not asked together. */
const LEDGER_COMMANDS: ReturnType<typeof zakatCommands> = {
  ...zakatCommands({ done: DONE, refused: REFUSED }, () => world),
  'ledger contacts list': [() => [], REFUSED],
  'ledger contacts add': [() => ['Omar', world.wallet], REFUSED],
  'ledger contacts change': [() => [TXID, 'Omar', world.wallet], REFUSED],
  'ledger contacts remove': [() => [TXID], REFUSED],
  'ledger request list': [() => [], REFUSED],
  'ledger request ask': [() => ['5'], REFUSED],
  'ledger request show': [() => [TXID], REFUSED],
  'ledger request cancel': [() => [TXID], REFUSED],
  'ledger history': [() => [world.wallet], DONE],
  'ledger statement': [() => [world.wallet], DONE],
  'ledger send': [() => [world.wallet, '5', '--yes'], REFUSED],
  'ledger exists': [() => [world.wallet], DONE],
  'events tail': [() => [], DONE],
  ...webhookCommands(DONE, () => new LedgerClient(server.ledgerUrl)),
  'ledger issues list': [() => [], DONE],
  'ledger issues show': [() => [NO_ORDER], REFUSED],
  'ledger issues propose': [() => [world.wallet, '5', '--reference', randomUUID()], DONE],
  'ledger issues approve': [() => [NO_ORDER, '--yes'], REFUSED],
  'ledger issues reject': [() => [NO_ORDER, '--reason', 'a test'], REFUSED],
  'ledger redemptions list': [() => [], DONE],
  'ledger redemptions treasury': [() => [], DONE],
  'ledger redemptions show': [() => [NO_ORDER], REFUSED],
  'ledger redemptions propose': [() => ['5', '--reference', randomUUID()], DONE],
  'ledger redemptions approve': [() => [NO_ORDER, '--yes'], REFUSED],
  'ledger redemptions reject': [() => [NO_ORDER, '--reason', 'a test'], REFUSED],
  'ledger keys list': [() => [], REFUSED],
  'ledger keys make': [() => ['books', '--scope', 'read'], REFUSED],
  'ledger keys revoke': [() => ['00000000-0000-4000-8000-000000000000', '--administrator'], REFUSED],
};
/** They change what is reckoned by, or reckon, which the ledger does once at a time. */
const ALONE = 4;
/** At a time: they wait for their own start, mostly. */
const AT_A_TIME = 4;

const streams = new DeadStreams();
let server: RunningServer;
let world: ZakatWorld;

beforeAll(async () => {
  server = await startServer({ dataDir, env: { DEVNET_BLOCK_INTERVAL_MS: '0', POW_BITS: '4' } });
  for (const words of [
    ['nodes', 'register', 'node_001', '10.0.0.1:9000'],
    ['nodes', 'register', 'node_002', '10.0.0.1:9000'],
    ['wallet', 'create', 'node_001', 'my wallet'],
    ['key', 'create', join(home, 'node_003.pem')],
    ['nodes', 'register', 'node_003', '10.0.0.1:9000', '--key-file', join(home, 'node_003.pem')],
  ]) {
    expect(await mizan(words[0] === 'key' ? words : [...words, '--url', server.registryUrl])).toMatchObject({
      code: 0,
    });
  }
  world = await makeZakatWorld(new LedgerClient(server.ledgerUrl));
});
afterAll(async () => {
  await server?.stop();
  streams.remove();
  rmSync(home, { recursive: true, force: true });
});

async function run(words: string[], stdout: number, env: Record<string, string>) {
  const child = spawn(process.execPath, [BIN, ...words], {
    env: { PATH: process.env.PATH, HOME: home, ...env },
    stdio: ['ignore', stdout, 'pipe'],
    timeout: 60_000,
  });
  let said = '';
  child.stderr!.on('data', (chunk: Buffer) => {
    said += chunk;
  });
  const [code] = await once(child, 'close');
  return { code, said };
}

/** What is wrong with how a command ended; a reader who left may be no trouble (141), where nothing was changed. */
async function faults(
  name: string,
  args: string[],
  expected: number,
  stream: DeadStream,
  env: Record<string, string>,
): Promise<string[]> {
  const { code, said } = await run([...name.split(' '), ...args], streams.open(stream), env);
  const ended = code === expected || (stream === 'a closed pipe' && expected === DONE && code === 141);
  const words = `mizan ${name} on ${stream}: ${code} ${said}`;
  if (!ended || /\n\s+at |\.js:\d/.test(said) || (said === '' && code !== 141)) return [words];
  return [];
}

/** The commands that the program has, found in its own help. */
async function commandsBelow(...words: string[]): Promise<string[]> {
  const { stdout } = await mizan([...words, '--help']);
  const listed = /^Commands:\n((?: .*\n)*)/m.exec(stdout)?.[1];
  if (listed === undefined) return [words.join(' ')];
  // A group has no options of its own, so that what has some need not be asked for what is below it.
  const found = [...listed.matchAll(/^ {2}([a-z][a-z-]*)( \[options\])?/gm)].filter(([, name]) => name !== 'help');
  const below = found.map(([, name = '', hasOptions]) =>
    hasOptions ? [[...words, name].join(' ')] : commandsBelow(...words, name),
  );
  return (await Promise.all(below)).flat();
}

it('the tables name every command', async () => {
  const known = [REGISTRY_COMMANDS, OPERATOR_COMMANDS, LEDGER_COMMANDS].flatMap(Object.keys);
  expect((await commandsBelow()).sort()).toEqual(known.sort());
});

it.each<[DeadStream, number]>([
  ['a full disk', 1],
  ['a closed pipe', 2],
])('every command of the registry ends well on %s', async (stream, turn) => {
  const found: string[] = [];
  for (const [name, [args, code]] of Object.entries(REGISTRY_COMMANDS)) {
    const asked = [...(typeof args === 'function' ? args(turn) : args), '--url', server.registryUrl];
    found.push(...(await faults(name, asked, code, stream, {})));
  }
  expect(found).toEqual([]);
});

it.each<DeadStream>(['a full disk', 'a closed pipe'])('every command of the ledger ends well on %s', async (stream) => {
  const env = { MIZAN_LEDGER_URL: server.ledgerUrl };
  const run = async ([name, [make, code]]: (typeof commands)[number]) => faults(name, await make(), code, stream, env);
  const commands = Object.entries(LEDGER_COMMANDS);
  const found: string[] = [];
  for (const command of commands.splice(0, ALONE)) found.push(...(await run(command)));
  while (commands.length > 0) found.push(...(await Promise.all(commands.splice(0, AT_A_TIME).map(run))).flat());
  expect(found).toEqual([]);
});

it('every command of an operator ends well on a full disk and on a closed pipe, and did what it says', async () => {
  await server.stop();
  expect(await mizan(['backup', join(home, 'kept.backup')], { DATA_DIR: dataDir })).toMatchObject({ code: 0 });
  const found: string[] = [];
  for (const stream of ['a full disk', 'a closed pipe'] as const) {
    const copy = mkdtempSync(join(home, 'copy-'));
    cpSync(dataDir, join(copy, 'data'), { recursive: true });
    cpSync(join(home, 'kept.backup'), join(copy, 'kept.backup'));
    for (const [name, make] of Object.entries(OPERATOR_COMMANDS)) {
      const [args, code] = make(copy);
      const target = name === 'restore' ? join(copy, 'restored') : join(copy, 'data');
      found.push(...(await faults(name, args, code, stream, { DATA_DIR: target })));
    }
    for (const made of ['node.pem', 'backup', 'new.key']) expect(existsSync(join(copy, made))).toBe(true);
    const environment = { DATA_DIR: join(copy, 'restored') };
    expect(await mizan(['verify-chain'], environment)).toMatchObject({ code: 0 });
  }
  expect(found).toEqual([]);
});
