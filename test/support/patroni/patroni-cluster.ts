import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../free-port.js';
import { postgresUser } from '../postgres-binaries.js';
import { onceWeAreGone } from '../reaper.js';
import { until } from '../standby.js';
import { PatroniMember } from './patroni-member.js';
import { PATRONI_PROGRAMS } from './programs.js';

/** As docs/high-availability.md has it, but quick to notice: with Patroni's defaults a loss is noticed after half a minute. */
const SETTINGS = {
  ttl: 5,
  loop_wait: 1,
  retry_timeout: 2,
  master_start_timeout: 0,
  synchronous_mode: true,
  postgresql: {
    use_pg_rewind: true,
    parameters: {
      synchronous_commit: 'remote_apply',
      wal_log_hints: 'on',
      max_connections: 80,
      shared_buffers: '32MB',
    },
  },
};

/** PostgreSQL with a synchronous standby under Patroni, with an etcd of its own, in a temporary folder. */
export class PatroniCluster {
  readonly members: readonly PatroniMember[];

  private constructor(
    private readonly home: string,
    private readonly etcd: ChildProcess,
    members: readonly PatroniMember[],
    private readonly callOffReaper: () => void,
  ) {
    this.members = members;
  }

  static async start(): Promise<PatroniCluster> {
    const programs = PATRONI_PROGRAMS!;
    const home = mkdtempSync(join(tmpdir(), 'mizan-patroni-'));
    chmodSync(home, 0o755);
    const etcdPort = await freePort();
    const etcd = await startEtcd(programs.etcd, join(home, 'etcd'), etcdPort);
    const members: PatroniMember[] = [];
    for (const name of ['db1', 'db2']) {
      const folder = join(home, name);
      mkdirSync(folder);
      const [port, restPort] = [await freePort(), await freePort()];
      const settings = settingsOf({ name, folder, port, restPort, etcdPort, programs: programs.postgres });
      writeFileSync(join(folder, 'patroni.json'), JSON.stringify(settings));
      if (postgresUser.uid !== undefined) chownSync(folder, postgresUser.uid, postgresUser.gid);
      members.push(new PatroniMember(name, folder, port, restPort, programs.patroni));
    }
    const pidFiles = members.map(({ folder }) => `$(head -n 1 '${folder}/data/postmaster.pid')`).join(' ');
    const callOff = onceWeAreGone(
      `pkill -CONT -f '${home}'; pkill -9 -f '${home}/.*patroni'; kill -9 ${pidFiles} ${etcd.pid}; sleep 1; rm -rf '${home}'`,
    );
    const cluster = new PatroniCluster(home, etcd, members, callOff);
    members[0]!.start();
    await until('the first member leads', () => members[0]!.isPrimary());
    members[1]!.start();
    await cluster.untilSynchronous();
    return cluster;
  }

  /** For `DATABASE_URL`: goes where writes are taken. */
  get url(): string {
    const hosts = this.members.map(({ port }) => `127.0.0.1:${port}`).join(',');
    return `postgres://postgres@${hosts}/postgres?target_session_attrs=read-write`;
  }

  async primary(): Promise<PatroniMember> {
    let found: PatroniMember | undefined;
    await until('a member leads', async () => {
      for (const member of this.members) if (await member.isPrimary()) found = member;
      return found !== undefined;
    });
    return found!;
  }

  other(member: PatroniMember): PatroniMember {
    return this.members.find((each) => each !== member)!;
  }

  /** Resolves when the other member is one that Patroni would promote without a loss. */
  async untilSynchronous(): Promise<void> {
    await until('there is a synchronous standby', async () => {
      for (const member of this.members) if (await member.isSynchronous()) return true;
      return false;
    });
  }

  async stop(): Promise<void> {
    for (const member of this.members) await member.crash();
    this.etcd.kill('SIGKILL');
    this.callOffReaper();
    rmSync(this.home, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function startEtcd(program: string, folder: string, port: number): Promise<ChildProcess> {
  mkdirSync(folder);
  const [client, peer] = [`http://127.0.0.1:${port}`, `http://127.0.0.1:${await freePort()}`];
  const words = ['--data-dir', join(folder, 'data'), '--listen-client-urls', client, '--advertise-client-urls', client];
  const peers = [
    '--listen-peer-urls',
    peer,
    '--initial-advertise-peer-urls',
    peer,
    '--initial-cluster',
    `default=${peer}`,
  ];
  const log = openSync(join(folder, 'log'), 'w');
  const etcd = spawn(program, [...words, ...peers], { stdio: ['ignore', log, log] });
  await until('etcd answers', async () => {
    const answer = await fetch(`${client}/health`).catch(() => undefined);
    if (etcd.exitCode !== null) throw new Error(readFileSync(join(folder, 'log'), 'utf8').slice(-2_000));
    return answer?.ok === true;
  });
  etcd.unref();
  return etcd;
}

interface MemberSettings {
  readonly name: string;
  readonly folder: string;
  readonly port: number;
  readonly restPort: number;
  readonly etcdPort: number;
  readonly programs: string;
}

/** JSON is YAML, which Patroni reads. */
function settingsOf({ name, folder, port, restPort, etcdPort, programs }: MemberSettings): object {
  const rest = `127.0.0.1:${restPort}`;
  const server = `127.0.0.1:${port}`;
  const trust = ['host all all 127.0.0.1/32 trust', 'host replication all 127.0.0.1/32 trust', 'local all all trust'];
  return {
    scope: 'mizan',
    name,
    restapi: { listen: rest, connect_address: rest },
    etcd3: { hosts: [`127.0.0.1:${etcdPort}`] },
    bootstrap: { dcs: SETTINGS, initdb: [{ encoding: 'UTF8' }, { locale: 'C' }, { 'auth-host': 'trust' }, 'no-sync'] },
    postgresql: {
      listen: server,
      connect_address: server,
      data_dir: join(folder, 'data'),
      bin_dir: programs,
      pgpass: join(folder, 'pgpass'),
      pg_hba: trust,
      authentication: {
        superuser: { username: 'postgres', password: 'unused' },
        replication: { username: 'replicator', password: 'unused' },
      },
      parameters: { unix_socket_directories: folder },
    },
  };
}
