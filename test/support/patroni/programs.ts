import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const FOLDERS = ['/usr/sbin', '/usr/bin', '/usr/local/bin', '/opt/homebrew/bin'];
/** Where Debian puts the servers, one folder for each version. */
const SERVERS = '/usr/lib/postgresql';

function find(name: string): string | undefined {
  return FOLDERS.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

/** The newest server that brings what makes a standby of a primary. */
function findServer(): string | undefined {
  if (!existsSync(SERVERS)) return undefined;
  const versions = readdirSync(SERVERS).sort((left, right) => Number(right) - Number(left));
  return versions
    .map((version) => join(SERVERS, version, 'bin'))
    .find((folder) => ['postgres', 'pg_basebackup', 'pg_rewind'].every((name) => existsSync(join(folder, name))));
}

/** Paths of what a cluster under Patroni needs; undefined where something of it is not installed. */
export const PATRONI_PROGRAMS = (() => {
  const [patroni, etcd, haproxy, postgres] = [find('patroni'), find('etcd'), find('haproxy'), findServer()];
  return patroni && etcd && haproxy && postgres ? { patroni, etcd, haproxy, postgres } : undefined;
})();
