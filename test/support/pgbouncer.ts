import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.js';
import { postgresUser } from './postgres-binaries.js';
import { onceWeAreGone } from './reaper.js';
import { until } from './standby.js';

/** Debian has it where only root looks. */
const PROGRAM = ['/usr/sbin/pgbouncer', '/usr/bin/pgbouncer', '/opt/homebrew/bin/pgbouncer'].find((path) =>
  existsSync(path),
);

export const havePgbouncer = PROGRAM !== undefined && spawnSync(PROGRAM, ['--version']).status === 0;

export interface Pgbouncer {
  /** To the database `postgres`. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts a PgBouncer before the PostgreSQL of `url`. */
export async function startPgbouncer(
  url: string,
  poolMode: 'session' | 'transaction' | 'statement',
): Promise<Pgbouncer> {
  const home = mkdtempSync(join(tmpdir(), 'mizan-pgbouncer-'));
  if (postgresUser.uid !== undefined) chownSync(home, postgresUser.uid, postgresUser.gid);
  const port = await freePort();
  const settings = join(home, 'pgbouncer.ini');
  writeFileSync(
    settings,
    `[databases]
* = host=127.0.0.1 port=${new URL(url).port} user=postgres
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
pool_mode = ${poolMode}
default_pool_size = 40
`,
  );
  const child = spawn(PROGRAM!, [settings], { ...postgresUser, cwd: home, stdio: 'ignore' });
  const callOffReaper = onceWeAreGone(`kill -9 ${child.pid}; rm -rf '${home}'`);
  await until('PgBouncer listens', () => listens(port));
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    stop: async () => {
      const exited = once(child, 'exit');
      child.kill('SIGKILL');
      await exited;
      callOffReaper();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}
