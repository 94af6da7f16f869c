import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../support/free-port.js';
import { onceWeAreGone } from '../support/reaper.js';
import { START_ARGUMENTS } from '../support/start-command.js';

const START_WITHIN_MS = 60_000;

export interface Started {
  readonly child: ChildProcess;
  readonly ledgerUrl: string;
  readonly dataDir: string;
  /** SIGTERM, and how it ended. */
  stop(): Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  clean(): void;
}

export interface StartOptions {
  stdio: StdioOptions;
  env?: Record<string, string>;
  /** Shell text around the server, with `"$@"` for its command line. */
  shell?: string;
}

/** The built server with streams of the test's choice; that it listens is asked of its port. */
export async function startWith({ stdio, env = {}, shell = 'exec "$@"' }: StartOptions): Promise<Started> {
  const dataDir = mkdtempSync(join(tmpdir(), 'mizan-output-'));
  const port = await freePort();
  const child = spawn('/bin/sh', ['-c', shell, 'sh', process.execPath, ...START_ARGUMENTS], {
    env: {
      PATH: process.env.PATH,
      DATA_DIR: dataDir,
      LEDGER_PORT: String(port),
      REGISTRY_PORT: '0',
      POW_BITS: '4',
      ...env,
    },
    stdio,
    detached: true,
  });
  const callOffReaper = onceWeAreGone(`kill -9 -- -${child.pid}`);
  const exit = once(child, 'exit').then(([code, signal]) => ({ code, signal }));
  void exit.then(callOffReaper);
  const started: Started = {
    child,
    ledgerUrl: `http://127.0.0.1:${port}/api/v1`,
    dataDir,
    stop: () => {
      if (child.pid) process.kill(-child.pid, 'SIGTERM');
      return exit;
    },
    clean: () => {
      try {
        if (child.pid) process.kill(-child.pid, 'SIGKILL');
      } catch {} // it is gone
      rmSync(dataDir, { recursive: true, force: true, maxRetries: 3 });
    },
  };
  const deadline = Date.now() + START_WITHIN_MS;
  while (!(await serves(started))) {
    if (child.exitCode !== null || Date.now() > deadline) {
      started.clean();
      throw new Error(`the server does not listen (code ${child.exitCode}, signal ${child.signalCode})`);
    }
    await sleep(100);
  }
  return started;
}

export function serves({ ledgerUrl }: Started): Promise<boolean> {
  return fetch(`${ledgerUrl}/health`).then(
    async (answer) => (await answer.arrayBuffer()) && answer.ok,
    () => false,
  );
}

/** Asks `requests` times, each of which is a line of the log. */
export async function makeLines(server: Started, requests: number): Promise<void> {
  for (let made = 0; made < requests; made++) {
    if (!(await serves(server))) throw new Error(`it does not serve after ${made} requests`);
  }
}

export async function droppedLines({ ledgerUrl }: Started): Promise<number> {
  const text = await (await fetch(new URL('/metrics', ledgerUrl))).text();
  const [, count] = /^mizan_log_lines_dropped_total\{[^}]*\} (\d+)$/m.exec(text) ?? [];
  return Number(count);
}
