import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SoakSite } from './soak-site.js';

export interface Trouble {
  readonly name: string;
  /** Why it cannot be made here. */
  skipped?(site: SoakSite): string | undefined;
  /** Makes it and, where it does not pass by itself, mends it as an operator would. */
  make(site: SoakSite): Promise<void>;
}

const needsCore = (site: SoakSite) => (site.core ? undefined : 'litecoind is not installed');
const needsLinux = () => (process.platform === 'linux' ? undefined : 'only Linux has prlimit');

/** Each happens once, in this order. */
export const TROUBLES: readonly Trouble[] = [
  { name: 'PostgreSQL is restarted', make: ({ postgres }) => postgres.restart() },
  {
    name: 'PostgreSQL is killed',
    make: async ({ postgres }) => {
      await postgres.kill9();
      await sleep(2_000);
      await postgres.start();
    },
  },
  {
    name: 'commits hang',
    make: async ({ postgres }) => {
      await postgres.run(`ALTER SYSTEM SET synchronous_standby_names = 'gone'`);
      await postgres.run('SELECT pg_reload_conf()');
      await sleep(8_000);
      await postgres.run('ALTER SYSTEM RESET synchronous_standby_names');
      await postgres.run('SELECT pg_reload_conf()');
    },
  },
  {
    name: 'every session of the database is ended',
    make: async ({ postgres }) =>
      void (await postgres.run('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()')),
  },
  {
    name: 'the database becomes read-only for sessions that do not say otherwise',
    make: async ({ postgres }) => {
      await postgres.run('ALTER SYSTEM SET default_transaction_read_only = on');
      await postgres.run('SELECT pg_reload_conf()');
      await postgres.run('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()');
      await sleep(3_000);
      await postgres.run('ALTER SYSTEM RESET default_transaction_read_only');
      await postgres.run('SELECT pg_reload_conf()');
    },
  },
  {
    name: 'the disk of the database is full',
    skipped: ({ disk }) => (disk.mounted ? undefined : 'no disk may be mounted here'),
    make: async ({ disk, postgres }) => {
      disk.leaveFree(0);
      await sleep(5_000);
      disk.makeRoom();
      await sleep(500);
      if (postgres.pid === undefined) await postgres.start();
    },
  },
  {
    name: 'the database is slow',
    make: async ({ slow }) => {
      slow.delay(300);
      await sleep(8_000);
      slow.delay(0);
    },
  },
  {
    name: 'the database does not answer',
    make: async ({ slow }) => {
      slow.delay(Number.POSITIVE_INFINITY);
      await sleep(8_000);
      slow.delay(0);
    },
  },
  { name: 'another server takes over, and back', make: (site) => site.takeOverAndBack() },
  { name: 'the server is stopped and started', make: (site) => site.restartServer() },
  { name: 'the server is killed', make: (site) => site.killServer() },
  {
    name: 'the server stands still',
    make: async ({ server }) => {
      process.kill(server.pid, 'SIGSTOP');
      await sleep(6_000);
      process.kill(server.pid, 'SIGCONT');
    },
  },
  {
    name: 'the server has no descriptors left',
    skipped: needsLinux,
    make: async ({ server }) => {
      const limit = (count: number) => execFileSync('prlimit', ['--pid', String(server.pid), `--nofile=${count}:4096`]);
      limit(readdirSync(`/proc/${server.pid}/fd`).length + 5);
      const port = Number(new URL(server.ledgerUrl).port);
      const sockets = Array.from({ length: 100 }, () => connect(port, '127.0.0.1').on('error', () => {}));
      await sleep(3_000);
      for (const socket of sockets) socket.destroy();
      limit(4096);
    },
  },
  {
    name: 'Core does not answer',
    skipped: needsCore,
    make: async ({ core }) => {
      core!.hang();
      await sleep(8_000);
      core!.behave();
    },
  },
  {
    name: 'Core answers what cannot be read',
    skipped: needsCore,
    make: async ({ core }) => {
      core!.speakOddly();
      await sleep(8_000);
      core!.behave();
    },
  },
  { name: 'Core is restarted', skipped: needsCore, make: ({ core }) => core!.restart() },
];
