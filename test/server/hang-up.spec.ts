import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../support/free-port.js';
import { LedgerClient } from '../support/ledger-client.js';
import { type RunningServer, startServer } from '../support/server.js';
import { START_ARGUMENTS } from '../support/start-command.js';

const ENVIRONMENT = { SERVE: 'ledger', POW_BITS: '4' };
const directory = mkdtempSync(join(tmpdir(), 'mizan-hang-up-'));
const dataDir = join(directory, 'data');
let server: RunningServer | undefined;
afterEach(() => server?.stop());
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const whereScript = spawnSync('script', ['--version']).status === 0 ? it : it.skip;

describe('SIGHUP', () => {
  it('is no reason to stop for a server without a terminal', async () => {
    server = await startServer({ dataDir, env: ENVIRONMENT });
    process.kill(server.pid, 'SIGHUP');
    for (const until = Date.now() + 10_000; !server.stdout().includes('nothing is reloaded'); await sleep(50)) {
      if (Date.now() > until) throw new Error('the signal was not noticed');
    }
    await new LedgerClient(server.ledgerUrl).createWallet();
    expect(await server.stop()).toMatchObject({ code: 0 });
  }, 60_000);

  whereScript(
    'from a terminal that goes away stops a server in order',
    async () => {
      const [port, status] = [await freePort(), join(directory, 'status')];
      const run = join(directory, 'run.sh');
      // The shell outlives the terminal to say how the server ended.
      writeFileSync(run, `trap '' HUP; ( trap - HUP; exec "$@" ); echo $? > ${status}`);
      const command = ['sh', run, process.execPath, ...START_ARGUMENTS].join(' ');
      const terminal = spawn('script', ['-qec', command, '/dev/null'], {
        env: { PATH: process.env.PATH, DATA_DIR: dataDir, LEDGER_PORT: String(port), ...ENVIRONMENT },
        stdio: ['ignore', 'ignore', 'ignore'],
      });
      const client = new LedgerClient(`http://127.0.0.1:${port}`);
      for (const until = Date.now() + 40_000; ; await sleep(200)) {
        if ((await client.get('/health').catch(() => undefined))?.status === 200) break;
        if (Date.now() > until) throw new Error('the server did not start in a terminal');
      }
      const { address } = await client.createWallet();
      terminal.kill('SIGKILL');
      await once(terminal, 'close');
      for (const until = Date.now() + 15_000; !existsSync(status); await sleep(100)) {
        if (Date.now() > until) throw new Error('the server went on without its terminal');
      }
      expect(readFileSync(status, 'utf8').trim()).toBe('0');
      server = await startServer({ dataDir, env: ENVIRONMENT });
      expect(await new LedgerClient(server.ledgerUrl).balance(address)).toBe(0);
    },
    90_000,
  );
});
