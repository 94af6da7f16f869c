import { execFileSync } from 'node:child_process';
import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { databaseUrl } from '@app/infrastructure/configuration/database-url.js';
import type { Database } from '@app/infrastructure/typeorm/database.js';
import { clientTo } from '@app/infrastructure/typeorm/database-hosts.js';
import { writerLockFor } from '@app/infrastructure/typeorm/writer-lock.js';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { freePort } from '../support/free-port.js';
import { type PostgresServer, startPostgres } from '../support/postgres.js';
import { postgresUser } from '../support/postgres-binaries.js';
import { promote, startStandby } from '../support/standby.js';

jest.setTimeout(120_000);

describe('a DATABASE_URL', () => {
  const certificates = mkdtempSync(join(tmpdir(), 'mizan-tls-'));
  const file = (name: string) => join(certificates, name);
  let primary: PostgresServer;
  let standby: PostgresServer;
  let closed: number;

  beforeAll(async () => {
    makeCertificates();
    primary = await startPostgres({
      settings: {
        ssl: 'on',
        ssl_cert_file: file('server.crt'),
        ssl_key_file: file('server.key'),
        ssl_ca_file: file('ca.crt'),
      },
    });
    standby = await startStandby(primary);
    closed = await freePort();
  }, 120_000);
  afterAll(async () => {
    await standby?.stop();
    await primary?.stop();
    rmSync(certificates, { recursive: true, force: true });
  });

  function makeCertificates(): void {
    const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: certificates, stdio: 'pipe' });
    const [newKey, days] = [
      ['-newkey', 'rsa:2048', '-nodes'],
      ['-days', '2'],
    ];
    openssl('req', '-x509', ...newKey, ...days, '-keyout', 'ca.key', '-out', 'ca.crt', '-subj', '/CN=ca');
    for (const [name, subject] of [
      ['server', 'elsewhere.example'],
      ['client', 'postgres'],
    ] as const) {
      openssl('req', ...newKey, '-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', `/CN=${subject}`);
      openssl(
        'x509',
        '-req',
        '-in',
        `${name}.csr`,
        '-CA',
        'ca.crt',
        '-CAkey',
        'ca.key',
        '-CAcreateserial',
        ...days,
        '-out',
        `${name}.crt`,
      );
    }
    if (postgresUser.uid === undefined) return;
    for (const name of ['.', 'server.key', 'server.crt', 'ca.crt'])
      chownSync(file(name), postgresUser.uid, postgresUser.gid);
  }

  const port = (server: PostgresServer) => Number(new URL(server.url).port);
  const url = (ports: number[], parameters = '') =>
    `postgres://postgres@${ports.map((at) => `127.0.0.1:${at}`).join(',')}/postgres?${parameters}`;
  /** What a connection made by `text` says of itself. */
  const ask = async (text: string) => {
    const client = clientTo(databaseUrl().parse(text) as string, { connectionTimeoutMillis: 5_000 });
    client.on('error', () => undefined);
    try {
      await client.connect();
      const { rows } = await client.query(
        'SELECT inet_server_port() AS port, ssl, client_dn FROM pg_stat_ssl WHERE pid = pg_backend_pid()',
      );
      return rows[0];
    } finally {
      await client.end();
    }
  };
  const refusal = async (text: string) =>
    ask(text).then(
      () => 'connected',
      (error: Error) => error.message,
    );

  it('with several hosts finds the one that is there, and the one that is asked for', async () => {
    const all = [closed, port(standby), port(primary)];
    expect(await ask(url(all))).toMatchObject({ port: port(standby), ssl: false });
    for (const target of ['read-write', 'primary']) {
      expect(await ask(url(all, `target_session_attrs=${target}`))).toMatchObject({ port: port(primary) });
    }
    expect(await ask(url(all.toReversed(), 'target_session_attrs=standby'))).toMatchObject({ port: port(standby) });
    expect(await refusal(url([closed, port(standby)], 'target_session_attrs=read-write'))).toMatch(
      /^no host of DATABASE_URL/,
    );
  });

  it('has the TLS modes of libpq, root and client certificates', async () => {
    const at = [port(primary)];
    const root = `sslrootcert=${file('ca.crt')}`;
    expect(await ask(url(at, 'sslmode=require'))).toMatchObject({ ssl: true, client_dn: null });
    expect(await ask(url(at, `sslmode=verify-ca&${root}`))).toMatchObject({ ssl: true });
    expect(await refusal(url(at, `sslmode=verify-full&${root}`))).toMatch(/altnames/i);
    expect(await refusal(url(at, `sslmode=verify-ca&sslrootcert=${file('client.crt')}`))).toMatch(
      /certificate|signed/i,
    );
    const mine = `sslcert=${file('client.crt')}&sslkey=${file('client.key')}`;
    expect(await ask(url([closed, ...at], `sslmode=require&${mine}`))).toMatchObject({
      ssl: true,
      client_dn: '/CN=postgres',
    });
  });

  it.each([
    ['target_session_attrs=prefer-standby', /target_session_attrs must be one of any, read-write/],
    ['sslmode=prefer', /sslmode must be one of disable, require/],
    ['sslmode=verify-ca', /needs sslrootcert/],
    ['sslmode=require&sslcert=/none', /belong together/],
    ['sslmode=verify-full&sslrootcert=/none/at/all', /the file of its sslrootcert cannot be read/],
    ['sslrootcert=/etc/hostname', /needs a sslmode/],
    ['channel_binding=require', /channel_binding is not supported/],
  ])('with %s is refused', (parameters, why) => {
    const { success, error } = databaseUrl().safeParse(url([1, 2], parameters));
    expect([success, error?.issues[0]?.message]).toEqual([false, expect.stringMatching(why)]);
  });

  it('goes to the standby once that is promoted and the primary is gone', async () => {
    await primary.kill9();
    await promote(standby);
    const both = url([port(primary), port(standby)], 'target_session_attrs=read-write');
    expect(await ask(both)).toMatchObject({ port: port(standby) });
  });

  it('is not written where an old primary was started by hand, until the process is started again', async () => {
    const either = url([port(standby), port(primary)], 'target_session_attrs=read-write');
    const database = { kind: 'postgres', schema: 'ledger' } as Database;
    const lock = writerLockFor(database, either);
    expect(await lock.tryAcquire()).toBe(true);
    await lock.release();
    await standby.kill9();
    await primary.start();
    await expect(lock.tryAcquire()).rejects.toThrow(/leads to an older primary, .*timeline 1 .*after timeline 2/);
    const anew = writerLockFor(database, either);
    expect(await anew.tryAcquire()).toBe(true);
    await anew.release();
  });
});
