import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { freePort } from './free-port.js';
import { layOutPostgres, postgresUser } from './postgres-binaries.js';
import { onceWeAreGone } from './reaper.js';
import { STRANGE_LOCALE, strangeSettings } from './strange-sessions.js';

const START_TIMEOUT_MS = 20_000;

export interface StartPostgresOptions {
  /** Lines of postgresql.conf, for instance `{ fsync: 'off' }`. The durable defaults apply otherwise. */
  settings?: Record<string, string>;
  /** Whether its role brings strange settings along, and its databases a strange locale. */
  strange?: boolean;
  /** Where its temporary directory is made, if not where all are. */
  parent?: string;
}

/** Starts a real PostgreSQL on a free port of 127.0.0.1, in a temporary directory that goes with it. Takes about a second. */
export async function startPostgres(options: StartPostgresOptions = {}): Promise<PostgresServer> {
  const home = mkdtempSync(join(options.parent ?? tmpdir(), 'mizan-postgres-'));
  const strange = options.strange ?? globalThis.strangeSessions ?? false;
  const programs = await layOutPostgres(home, strange ? STRANGE_LOCALE : []);
  const server = new PostgresServer(home, programs, await freePort(), options.settings ?? {});
  await server.start();
  if (strange) await server.makeStrange();
  return server;
}

export class PostgresServer {
  /** Connection URL of the database `postgres`, as superuser. */
  readonly url: string;
  private readonly home: string;
  private readonly programs: string;
  private readonly port: number;
  private readonly settings: Record<string, string>;
  private readonly callOffReaper: () => void;
  private process: ChildProcess | undefined;
  private printed = '';
  private observer = 'postgres';

  constructor(home: string, programs: string, port: number, settings: Record<string, string>) {
    this.home = home;
    this.programs = programs;
    this.port = port;
    this.settings = settings;
    this.url = this.urlOf('postgres');
    const pidFile = join(this.dataDirectory, 'postmaster.pid');
    this.callOffReaper = onceWeAreGone(`kill -9 $(head -n 1 '${pidFile}'); sleep 1; rm -rf '${home}'`);
  }

  get dataDirectory(): string {
    return join(this.home, 'server', 'data');
  }

  /** Process id of the postmaster, undefined while the server is down. */
  get pid(): number | undefined {
    return this.process?.pid;
  }

  /** What the server wrote to its log. */
  get output(): string {
    return this.printed;
  }

  urlOf(database: string, role = 'postgres'): string {
    return `postgres://${role}@127.0.0.1:${this.port}/${database}`;
  }

  /** Makes an empty database and returns its URL. */
  async createDatabase(name: string): Promise<string> {
    await this.run(`CREATE DATABASE "${name}"`);
    return this.urlOf(name);
  }

  /** One statement as superuser on a connection of its own, whose settings are never strange. */
  async run(sql: string, params: unknown[] = [], database = 'postgres'): Promise<Record<string, unknown>[]> {
    const client = new Client({
      connectionString: this.urlOf(database, this.observer),
      connectionTimeoutMillis: 5000,
    });
    client.on('error', () => {});
    await client.connect();
    try {
      return (await client.query(sql, params)).rows;
    } finally {
      await client.end();
    }
  }

  /** Resolves once a statement of any session waits for a lock. */
  async untilLocked(): Promise<void> {
    for (let tries = 0; tries < 400; tries++) {
      const [row] = await this.run(
        `SELECT count(*)::int AS blocked FROM pg_stat_activity WHERE wait_event_type = 'Lock'`,
      );
      if (Number(row!.blocked) > 0) return;
      await sleep(10);
    }
    throw new Error('nothing waited for a lock');
  }

  /** From now on sessions of the role `postgres` begin with strange settings. */
  async makeStrange(): Promise<void> {
    await this.run('CREATE ROLE observer SUPERUSER LOGIN');
    this.observer = 'observer';
    await this.run(strangeSettings('ROLE postgres'));
  }

  /** Starts the stopped or killed server on the same port and data; resolves once it accepts connections. */
  async start(): Promise<void> {
    const deadline = Date.now() + START_TIMEOUT_MS;
    while (Date.now() < deadline) {
      this.spawn();
      if (await this.accepts(deadline)) return;
      await sleep(100); // backends of a killed postmaster may hold its shared memory for a moment
    }
    throw new Error(`PostgreSQL did not start:\n${this.printed}`);
  }

  /** Shuts down at once but in order, cutting the clients off ("fast"). */
  async shutDown(): Promise<void> {
    await this.end('SIGINT');
  }

  /** Kills the postmaster; its backends notice and end by themselves. */
  async kill9(): Promise<void> {
    await this.end('SIGKILL');
  }

  /** Shuts down and starts again. After {@link kill9}: crash recovery. */
  async restart(): Promise<void> {
    await this.shutDown();
    await this.start();
  }

  /** Ends the server and removes its files. */
  async stop(): Promise<void> {
    await this.end('SIGQUIT');
    this.callOffReaper();
    rmSync(this.home, { recursive: true, force: true, maxRetries: 5 });
  }

  private spawn(): void {
    const settings = {
      port: String(this.port),
      listen_addresses: '127.0.0.1',
      unix_socket_directories: '',
      max_connections: '100',
      ...this.settings,
    };
    const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const child = spawn(join(this.programs, 'postgres'), ['-D', this.dataDirectory, ...args], {
      ...postgresUser,
      cwd: this.dataDirectory,
      env: { TZ: 'UTC' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const record = (chunk: Buffer): void => {
      this.printed = (this.printed + chunk.toString()).slice(-100_000);
    };
    child.stdout.on('data', record);
    child.stderr.on('data', record);
    child.once('exit', () => {
      if (this.process === child) this.process = undefined;
    });
    this.process = child;
  }

  private async accepts(deadline: number): Promise<boolean> {
    while (this.process && Date.now() < deadline) {
      const reachable = await this.run('SELECT 1').then(
        () => true,
        () => false,
      );
      if (reachable) return true;
      await sleep(20);
    }
    return false;
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const child = this.process;
    if (!child) return;
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
  }
}
