import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Client } from 'pg';
import { type PostgresServer, startPostgres } from '../support/postgres.js';
import { onceWeAreGone } from '../support/reaper.js';
import { startServer } from '../support/server.js';
import { START_ARGUMENTS } from '../support/start-command.js';

jest.setTimeout(60_000);

describe('a server that is told to stop while it starts', () => {
  const home = mkdtempSync(join(tmpdir(), 'mizan-starting-'));
  const sockets = new Set<Socket>();
  let heard: (() => void) | undefined;
  /** Takes connections and never says a word. */
  const silent = createServer((socket) => {
    sockets.add(socket.on('error', () => {}));
    heard?.();
  });
  let silentPort: number;
  let postgres: PostgresServer;

  beforeAll(async () => {
    silent.listen(0, '127.0.0.1');
    await once(silent, 'listening');
    silentPort = (silent.address() as AddressInfo).port;
    postgres = await startPostgres();
  });
  afterAll(async () => {
    for (const socket of sockets) socket.destroy();
    silent.close();
    await postgres?.stop();
    rmSync(home, { recursive: true, force: true });
  });

  const start = (env: Record<string, string>) => {
    const child = spawn(process.execPath, [...START_ARGUMENTS], {
      env: {
        PATH: process.env.PATH,
        DATA_DIR: mkdtempSync(join(home, 'data-')),
        LEDGER_PORT: '0',
        REGISTRY_PORT: '0',
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    const callOff = onceWeAreGone(`kill -9 ${child.pid}`);
    const exit = once(child, 'close').then(([code, signal]) => {
      callOff();
      return { code, signal, stack: /\n\s+at /.test(output) };
    });
    return { child, exit };
  };
  /** Sends the signal when `moment` has come, twice, as an impatient operator does. */
  const stopAt = async (env: Record<string, string>, moment: Promise<unknown>, signal: NodeJS.Signals) => {
    const { child, exit } = start(env);
    await moment;
    child.kill(signal);
    child.kill(signal);
    const late = setTimeout(() => child.kill('SIGKILL'), 10_000);
    const ended = await exit;
    clearTimeout(late);
    return ended;
  };
  const aConnection = () => new Promise<void>((resolve) => (heard = resolve));
  const DONE = { code: 0, signal: null, stack: false };

  it('ends with 0 when it has hardly been loaded', async () => {
    const loader = pathToFileURL(join(import.meta.dirname, 'signal-at-load.mjs')).href;
    const { exit } = start({ NODE_OPTIONS: `--no-warnings --loader ${loader}` });
    expect(await exit).toEqual(DONE);
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('ends with 0 at %s while the database says nothing', async (signal) => {
    const env = { SERVE: 'ledger', DATABASE_URL: `postgres://wallet@127.0.0.1:${silentPort}/wallet` };
    expect(await stopAt(env, aConnection(), signal)).toEqual(DONE);
  });

  it('ends with 0 while Core says nothing', async () => {
    const env = {
      SERVE: 'registry',
      FLOPCOIN_RPC_HOST: '127.0.0.1',
      FLOPCOIN_RPC_PORT: String(silentPort),
      FLOPCOIN_RPC_USER: 'u',
      FLOPCOIN_RPC_PASSWORD: 'a-password-of-our-own',
    };
    expect(await stopAt(env, aConnection(), 'SIGTERM')).toEqual(DONE);
  });

  it('ends with 0 while it migrates, and the next start goes on from there', async () => {
    const holder = new Client({ connectionString: postgres.url });
    await holder.connect();
    await holder.query('CREATE SCHEMA ledger');
    await holder.query('BEGIN');
    // The first statement of a migration waits for this one.
    await holder.query(
      'CREATE TABLE ledger.migrations (id serial PRIMARY KEY, "timestamp" bigint NOT NULL, name varchar NOT NULL)',
    );
    const waits = async () => {
      for (;;) {
        const rows = await postgres.run(`SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock'`);
        if (rows.length > 0) return;
      }
    };
    const env = { SERVE: 'ledger', DATABASE_URL: postgres.url, POW_BITS: '4' };
    expect(await stopAt(env, waits(), 'SIGTERM')).toEqual(DONE);
    await holder.query('ROLLBACK');
    await holder.end();
    const next = await startServer({ env });
    expect((await next.stop()).code).toBe(0);
  });
});
