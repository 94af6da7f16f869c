import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { onceWeAreGone } from '../../test/support/reaper.js';

const MAIN = join(import.meta.dirname, '..', '..', 'dist', 'apps', 'server', 'main.js');
const START_TIMEOUT_MS = 300_000;

export interface LedgerServerOptions {
  /** Where it keeps its master key, its log and, without a `DATABASE_URL`, its database. Must exist. */
  readonly dataDir: string;
  readonly env?: Record<string, string>;
  /** For instance `['--cpu-prof']`. */
  readonly nodeArgs?: readonly string[];
}

/**
 * The built ledger in a process of its own, as `npm start` runs it, request log included. The log goes to a file: a pipe
 * would have to be read by the process that measures.
 */
export class LedgerServer {
  private constructor(
    private readonly child: ChildProcess,
    /** `http://host:port` */
    readonly url: string,
    /** From the start of the process to its first answerable request. */
    readonly startMs: number,
  ) {}

  /** @throws Error with its log when it ends before it listens */
  static async start({ dataDir, env = {}, nodeArgs = [] }: LedgerServerOptions): Promise<LedgerServer> {
    const logPath = join(dataDir, 'server.log');
    const log = openSync(logPath, 'w');
    const startedAt = performance.now();
    const child = spawn(process.execPath, [...nodeArgs, '--enable-source-maps', MAIN], {
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        SERVE: 'ledger',
        LEDGER_PORT: '0',
        DATA_DIR: dataDir,
        ...env,
      },
      stdio: ['ignore', log, log],
    });
    closeSync(log);
    child.once('exit', onceWeAreGone(`kill -9 ${child.pid}`));
    for (;;) {
      const url = listeningUrl(readFileSync(logPath, 'utf8'));
      if (url) return new LedgerServer(child, url, performance.now() - startedAt);
      if (child.exitCode !== null || performance.now() - startedAt > START_TIMEOUT_MS) {
        child.kill('SIGKILL');
        throw new Error(`the ledger did not start:\n${readFileSync(logPath, 'utf8').slice(-4000)}`);
      }
      await sleep(5);
    }
  }

  get pid(): number {
    return this.child.pid!;
  }

  async get<Body>(path: string): Promise<Body> {
    const answer = await fetch(`${this.url}/api/v1${path}`);
    if (!answer.ok) throw new Error(`GET ${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as Body;
  }

  /** Shuts it down in order. */
  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const exited = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    const timer = setTimeout(() => this.child.kill('SIGKILL'), 30_000);
    await exited;
    clearTimeout(timer);
  }
}

/** The line `{"listening":{"ledger":"http://…"}}`, which may have been written in part. */
function listeningUrl(log: string): string | undefined {
  return /"listening":\{[^}]*"ledger":"([^"]+)"[^}]*\}/.exec(log)?.[1];
}
