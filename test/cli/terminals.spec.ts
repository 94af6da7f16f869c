import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BIN, mizan } from '../support/mizan.js';
import { startServer } from '../support/server.js';
import { WalletStandIn } from './support/wallet-stand-in.js';

const directory = mkdtempSync(join(tmpdir(), 'mizan-terminals-'));
const registry = new WalletStandIn();
beforeAll(() => registry.start());
afterAll(async () => {
  await registry.stop();
  rmSync(directory, { recursive: true });
});

/** What a terminal of that width is sent, by util-linux' script. */
async function inTerminal(columns: number, args: string, env = ''): Promise<string> {
  const file = join(directory, 'run.sh');
  writeFileSync(file, `stty cols ${columns}; ${env} exec ${process.execPath} ${BIN} ${args} --url ${registry.url}`);
  const child = spawn('script', ['-qec', `sh ${file}`, '/dev/null'], { stdio: ['ignore', 'pipe', 'ignore'] });
  let text = '';
  for await (const chunk of child.stdout) text += chunk;
  return text.replaceAll('\r', '');
}
const whereScript = spawnSync('script', ['--version']).status === 0 ? it : it.skip;

describe('a list of transactions', () => {
  whereScript('is a table where it fits, and otherwise never breaks a txid', async () => {
    expect(await inTerminal(200, 'wallet transactions node_001', 'NO_COLOR=1')).toMatch(/^created +type +status/);
    const narrow = await inTerminal(60, 'wallet transactions node_001', 'NO_COLOR=1');
    expect(narrow).toMatch(/^created +2026-11-21T11:00:00.000Z\ntype +send\n/);
    expect(narrow).toMatch(/\ntxid +tx7\n/);
    expect(narrow).not.toMatch('\u001b');
  });

  whereScript('has colours on a terminal, and none when NO_COLOR is set or there is no terminal', async () => {
    expect(await inTerminal(200, 'wallet transactions node_001')).toMatch('\u001b[');
    const { stdout } = await mizan(['wallet', 'transactions', 'node_001', '--url', registry.url]);
    expect(stdout).toMatch(/^created +type +status/);
    expect(stdout).not.toMatch('\u001b');
  });
});

/** What link(2) answers where there are no hard links, put into the process from outside. */
function preload(code: string): string {
  const file = join(directory, `no-links-${code}.mjs`);
  writeFileSync(
    file,
    `import fs from 'node:fs'; import { syncBuiltinESMExports } from 'node:module';
     fs.linkSync = () => { throw Object.assign(new Error('link'), { code: '${code}', syscall: 'link' }); };
     syncBuiltinESMExports();`,
  );
  return file;
}

describe('on a file system without hard links', () => {
  it.each(['EPERM', 'ENOTSUP', 'EXDEV'])('a backup is made all the same (%s), and replaces none', async (code) => {
    const env = { DATA_DIR: await store(), NODE_OPTIONS: `--import "${preload(code)}"` };
    const file = join(directory, `backup-${code}`);
    const made = await mizan(['backup', file], env);
    expect([made.code, made.stderr]).toEqual([0, '']);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const size = statSync(file).size;
    expect(size).toBeGreaterThan(100);
    const again = await mizan(['backup', file], env);
    expect(again.code).toBe(73);
    expect(statSync(file).size).toBe(size);
    expect(readdirSync(directory).filter((name) => name.endsWith('.partial'))).toEqual([]);
  });
});

describe('a key that is rotated on a file system without hard links', () => {
  it('is replaced, and its owner alone can read the file', async () => {
    const server = await startServer({ env: { SERVE: 'registry' } });
    try {
      const keyFile = join(directory, 'rotated.pem');
      const node = ['node_009', '--key-file', keyFile, '--url', server.registryUrl];
      await mizan(['key', 'create', keyFile]);
      expect((await mizan(['nodes', 'register', 'node_009', '10.0.0.1:9000', ...node.slice(1)])).code).toBe(0);
      const before = readFileSync(keyFile, 'utf8');
      const env = { NODE_OPTIONS: `--import "${preload('EPERM')}"` };
      const { code, stderr } = await mizan(['nodes', 'rotate-key', ...node], env);
      expect([code, stderr]).toEqual([0, '']);
      expect(readFileSync(keyFile, 'utf8')).not.toBe(before);
      expect(statSync(keyFile).mode & 0o777).toBe(0o600);
      expect(readdirSync(directory).filter((name) => name.startsWith('rotated.pem.'))).toEqual([]);
    } finally {
      await server.stop();
    }
  });
});

let made: Promise<string> | undefined;

/** A data directory that a server, started without hard links too, has used. */
function store(): Promise<string> {
  made ??= makeStore();
  return made;
}

async function makeStore(): Promise<string> {
  const dataDir = join(directory, 'store');
  const server = await startServer({
    dataDir,
    env: { SERVE: 'ledger', POW_BITS: '4', NODE_OPTIONS: `--import "${preload('EPERM')}"` },
  });
  await server.stop();
  return dataDir;
}
