import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fillWithMigrated } from './migrated-directory.js';
import { onceWeAreGone } from './reaper.js';
import { START_ARGUMENTS } from './start-command.js';

const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 15_000;

declare global {
  /** What the running jest project configures its servers with; see jest.config.mjs. */
  var serverEnvironment: Record<string, string> | undefined;
}

/** Whether several callers get into one block; not so where every block holds one transaction. */
export const callersShareBlocks = globalThis.serverEnvironment?.MAX_BLOCK_TRANSACTIONS !== '1';

export interface StartServerOptions {
  /** Added to (and overriding) an environment that has nothing of ours but free ports and the data directory. */
  env?: Record<string, string | undefined>;
  /** A temporary one, removed by `stop`, when not given. */
  dataDir?: string;
  /** For instance `['--cpu-prof']`. */
  nodeArgs?: string[];
  /** Of the server itself. */
  arguments?: string[];
  /** A command that runs the server, such as `['prlimit', '--nofile=64']`. */
  under?: string[];
}

/** The built server as a child process, as `npm start` runs it. */
export interface RunningServer {
  readonly ledgerUrl: string;
  readonly registryUrl: string;
  readonly dataDir: string;
  readonly pid: number;
  /** What it has written so far. */
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** Resolves when the process ends, in whichever way. */
  readonly exit: Promise<ServerExit>;
  /** SIGTERM, and SIGKILL after 15 s. Removes the data directory when it was a temporary one. */
  stop(): Promise<ServerExit>;
  kill9(): Promise<ServerExit>;
}

export interface ServerExit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/**
 * Starts the server and resolves once it listens.
 *
 * @throws Error with the child's output when it ends first or is silent for a minute
 */
export async function startServer(options: StartServerOptions = {}): Promise<RunningServer> {
  const server = new ServerProcess(options, options.dataDir ?? (await temporaryDataDir(options)));
  try {
    await server.listening();
    return server;
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** Runs the server until it ends by itself: for the starts that must be refused. */
export async function runServerToExit(options: StartServerOptions = {}): Promise<ServerExit & { output: string }> {
  const server = new ServerProcess(options, options.dataDir ?? newDirectory());
  const timer = setTimeout(() => void server.kill9(), START_TIMEOUT_MS);
  const exit = await server.exit;
  clearTimeout(timer);
  await server.stop();
  return { ...exit, output: server.stdout() + server.stderr() };
}

function newDirectory(): string {
  return mkdtempSync(join(tmpdir(), 'mizan-server-'));
}

/** With the migrated database in it, if it is to have one. */
async function temporaryDataDir({ env = {} }: StartServerOptions): Promise<string> {
  const dataDir = newDirectory();
  if (!env.DATABASE_URL && !env.SUPABASE_URL && !env.PERSISTENCE) await fillWithMigrated(dataDir);
  return dataDir;
}

class ServerProcess implements RunningServer {
  ledgerUrl = '';
  registryUrl = '';
  readonly pid: number;
  readonly exit: Promise<ServerExit>;
  private readonly child: ChildProcess;
  private readonly removeDataDir: boolean;
  private readonly callOffReaper: () => void;
  private out = '';
  private err = '';

  constructor(
    options: StartServerOptions,
    readonly dataDir: string,
  ) {
    const { env = {}, nodeArgs = [], arguments: given = [], under = [] } = options;
    this.removeDataDir = options.dataDir === undefined;
    const [program = '', ...args] = [...under, process.execPath, ...nodeArgs, ...START_ARGUMENTS, ...given];
    this.child = spawn(program, args, {
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        DATA_DIR: this.dataDir,
        LEDGER_PORT: '0',
        REGISTRY_PORT: '0',
        ...globalThis.serverEnvironment,
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    if (this.child.pid === undefined) throw new Error('the server process could not be started');
    this.pid = this.child.pid;
    this.child.stdout?.on('data', (chunk: Buffer) => {
      this.out += chunk.toString();
    });
    this.child.stderr?.on('data', (chunk: Buffer) => {
      this.err += chunk.toString();
    });
    this.exit = once(this.child, 'close').then(([code, signal]) => ({ code, signal }));
    this.callOffReaper = onceWeAreGone(`kill -9 ${this.pid}`);
    void this.exit.then(this.callOffReaper);
  }

  readonly stdout = (): string => this.out;
  readonly stderr = (): string => this.err;

  /** Waits for the line `{"listening":{"ledger":"http://…","registry":"http://…"}}`. */
  async listening(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    try {
      await new Promise<void>((resolve, reject) => {
        const fail = (reason: string) => reject(new Error(`${reason}\n${this.out}${this.err}`));
        timer = setTimeout(() => fail('the server is not listening after a minute'), START_TIMEOUT_MS);
        void this.exit.then(({ code, signal }) => fail(`the server ended (code ${code}, signal ${signal})`));
        this.child.stdout?.on('data', () => {
          if (this.readAddresses()) resolve();
        });
        if (this.readAddresses()) resolve();
      });
    } finally {
      clearTimeout(timer);
    }
  }

  async stop(): Promise<ServerExit> {
    const timer = setTimeout(() => this.child.kill('SIGKILL'), STOP_TIMEOUT_MS);
    this.child.kill('SIGTERM');
    const exit = await this.exit;
    clearTimeout(timer);
    if (this.removeDataDir) rmSync(this.dataDir, { recursive: true, force: true, maxRetries: 3 });
    return exit;
  }

  kill9(): Promise<ServerExit> {
    this.child.kill('SIGKILL');
    return this.exit;
  }

  private readAddresses(): boolean {
    for (const line of this.out.split('\n')) {
      if (!line.includes('"listening"')) continue;
      const addresses = parse(line)?.listening;
      if (!addresses) continue; // the line may have arrived in part
      this.ledgerUrl = addresses.ledger ?? '';
      this.registryUrl = addresses.registry ?? '';
      return true;
    }
    return false;
  }
}

function parse(line: string): { listening?: { ledger?: string; registry?: string } } | undefined {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
