import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createLedger, createRegistry, type Ledger, type Registry } from '@app/client';
import { onceWeAreGone } from '../../test/support/reaper.js';
import { START_ARGUMENTS } from '../../test/support/start-command.js';

const PROJECT = join(import.meta.dirname, '..', '..');
const START_TIMEOUT_MS = 300_000;
/** A long chain takes minutes to verify. */
const LONGEST_CALL_MS = 3_600_000;

export interface BuiltServerOptions {
  /** The API that it serves, the ledger's when not given. With both, the ledger's address is kept. */
  readonly serve?: 'ledger' | 'registry' | 'both';
  /** What starts it, in the project's directory, when that is not Node with the flags of `npm start`. */
  readonly command?: readonly [string, ...string[]];
  /** Where it keeps its master key, its log and, without a `DATABASE_URL`, its database. Must exist. */
  readonly dataDir: string;
  readonly env?: Record<string, string>;
  /** For instance `['--cpu-prof']`. */
  readonly nodeArgs?: readonly string[];
}

/**
 * The built server in a process of its own, as `npm start` runs it, request log included. The log goes to a file: a pipe
 * would have to be read by the process that measures.
 */
export class BuiltServer {
  /** Where it serves the ledger. A call is made once: a failure that goes away by itself would spoil a measurement unseen. */
  readonly ledger: Ledger;
  /** Where it serves the registry. */
  readonly registry: Registry;

  private constructor(
    private readonly child: ChildProcess,
    /** `http://host:port` */
    readonly url: string,
    /** From the start of the process to its first answerable request. */
    readonly startMs: number,
  ) {
    const once = { baseUrl: url, maxRetries: 0, timeoutMs: LONGEST_CALL_MS, attemptTimeoutMs: LONGEST_CALL_MS };
    this.ledger = createLedger(once);
    this.registry = createRegistry(once);
  }

  /** @throws Error with its log when it ends before it listens */
  static async start({
    serve = 'ledger',
    dataDir,
    env = {},
    nodeArgs = [],
    command: [program, ...args] = [process.execPath, ...nodeArgs, ...START_ARGUMENTS],
  }: BuiltServerOptions): Promise<BuiltServer> {
    const logPath = join(dataDir, 'server.log');
    const log = openSync(logPath, 'w');
    const startedAt = performance.now();
    const child = spawn(program, args, {
      cwd: PROJECT,
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        SERVE: serve === 'both' ? 'ledger,registry' : serve,
        LEDGER_PORT: '0',
        REGISTRY_PORT: '0',
        DATA_DIR: dataDir,
        ...env,
      },
      stdio: ['ignore', log, log],
    });
    closeSync(log);
    child.once('exit', onceWeAreGone(`kill -9 ${child.pid}`));
    for (;;) {
      const url = listeningUrl(readFileSync(logPath, 'utf8'), serve === 'both' ? 'ledger' : serve);
      if (url) return new BuiltServer(child, url, performance.now() - startedAt);
      if (child.exitCode !== null || performance.now() - startedAt > START_TIMEOUT_MS) {
        child.kill('SIGKILL');
        throw new Error(`the server did not start:\n${readFileSync(logPath, 'utf8').slice(-4000)}`);
      }
      await sleep(5);
    }
  }

  get pid(): number {
    return this.child.pid!;
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

/** From the line `{"listening":{"ledger":"http://…"}}`, which may have been written in part. */
function listeningUrl(log: string, api: string): string | undefined {
  return new RegExp(`"listening":\\{[^}]*"${api}":"([^"]+)"[^}]*\\}`).exec(log)?.[1];
}
