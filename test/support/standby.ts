import { execFile } from 'node:child_process';
import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { freePort } from './free-port.js';
import { PostgresServer } from './postgres.js';
import { layOutPostgres, postgresUser } from './postgres-binaries.js';

const run = promisify(execFile);

/** Starts a hot standby that streams from `primary`, under the name `standby`, from a copy that is taken while it runs. */
export async function startStandby(
  primary: PostgresServer,
  settings: Record<string, string> = {},
): Promise<PostgresServer> {
  const home = mkdtempSync(join(tmpdir(), 'mizan-standby-'));
  const programs = await layOutPostgres(home);
  const source = new URL(primary.url);
  const standby = new PostgresServer(home, programs, await freePort(), {
    primary_conninfo: `host=127.0.0.1 port=${source.port} user=postgres application_name=standby`,
    wal_retrieve_retry_interval: '200ms',
    ...settings,
  });
  await copyCluster(primary, standby.dataDirectory);
  await standby.start();
  return standby;
}

async function copyCluster(primary: PostgresServer, target: string): Promise<void> {
  rmSync(target, { recursive: true });
  const session = new Client({ connectionString: primary.url });
  await session.connect();
  try {
    await session.query(`SELECT pg_backup_start('standby', true)`);
    await run('cp', ['-a', primary.dataDirectory, target]);
    const { rows } = await session.query('SELECT labelfile FROM pg_backup_stop(false)');
    rmSync(join(target, 'postmaster.pid'));
    putFile(join(target, 'backup_label'), rows[0].labelfile);
    putFile(join(target, 'standby.signal'), '');
  } finally {
    await session.end();
  }
}

function putFile(path: string, text: string): void {
  writeFileSync(path, text);
  if (postgresUser.uid !== undefined) chownSync(path, postgresUser.uid, postgresUser.gid);
}

/** Resolves once `standby` has replayed all that `primary` has written so far. */
export async function untilReplayed(primary: PostgresServer, standby: PostgresServer): Promise<void> {
  const [row] = await primary.run('SELECT pg_current_wal_lsn()::text AS lsn');
  await until('the standby has replayed it', async () => {
    const [reached] = await standby.run('SELECT pg_last_wal_replay_lsn() >= $1::pg_lsn AS reached', [row!.lsn]);
    return reached!.reached === true;
  });
}

/** Makes `standby` a primary, on a new timeline. */
export async function promote(standby: PostgresServer): Promise<void> {
  await standby.run('SELECT pg_promote(true, 30)');
}

/** Asks until the answer is yes, for half a minute. */
export async function until(what: string, check: () => Promise<boolean> | boolean): Promise<void> {
  for (const deadline = performance.now() + 30_000; performance.now() < deadline; await sleep(50)) {
    if (await check()) return;
  }
  throw new Error(`it did not come about within 30 s: ${what}`);
}
