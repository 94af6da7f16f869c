import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Administrators } from '@app/kernel';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RegistryClient } from '../registry-api/support/registry-client.js';
import { startTestRegistry, type TestRegistry } from '../registry-api/support/start-registry.js';
import { type PostgresServer, startPostgres } from '../support/postgres.js';

class OneAdministrator extends Administrators {
  override async recognise(token: string): Promise<string | undefined> {
    return token === 'the-right-token' ? 'amina' : undefined;
  }
}

/** A role like one of an operator: no superuser. */
const ROLE = 'registry_role';

describe.each(['optional', 'required'] as const)(
  'the readiness of a registry whose database takes no writes, credentials %s',
  (credentials) => {
    const keys = mkdtempSync(join(tmpdir(), 'mizan-readiness-'));
    let postgres: PostgresServer;
    let registry: TestRegistry;
    const client = new RegistryClient(() => registry.port);
    const headers = { Authorization: 'Bearer the-right-token' };

    beforeAll(async () => {
      postgres = await startPostgres();
      await postgres.run(`CREATE ROLE ${ROLE} LOGIN`);
      await postgres.run(`CREATE DATABASE mizan OWNER ${ROLE}`);
      registry = await startTestRegistry({
        storage: { kind: 'postgres', url: postgres.urlOf('mizan', ROLE) } as never,
        masterKeyFile: join(keys, 'master.key'),
        credentials,
        administrators: new OneAdministrator(),
        walletEnvironment: { WALLET_POLL_INTERVAL_MS: '200' },
      });
      await until(200);
    }, 60_000);
    afterAll(async () => {
      await registry?.close();
      await postgres?.stop();
      rmSync(keys, { recursive: true, force: true });
    }, 30_000);

    const ready = () => client.send({ method: 'GET', path: '/wallet/health/ready', headers });
    const until = async (status: number, why?: RegExp) => {
      let last: unknown;
      for (const deadline = performance.now() + 40_000; performance.now() < deadline; await sleep(100)) {
        const { status: now, body } = await ready();
        last = [now, body];
        if (now === status && (!why || body.reasons.some((reason: string) => why.test(reason)))) return body;
      }
      throw new Error(`readiness never became ${status} ${why}: ${JSON.stringify(last)}`);
    };
    const reload = async (...settings: string[]) => {
      for (const setting of settings) await postgres.run(setting);
      await postgres.run('SELECT pg_reload_conf()');
    };

    it('is red while commits hang, and says so in time', async () => {
      await reload(`ALTER SYSTEM SET synchronous_standby_names = 'gone'`);
      const body = await until(503, /^the database does not commit within 2 s/);
      expect(body).toMatchObject({ status: 'unavailable', database: 'unreachable' });
      const startedAt = performance.now();
      await ready();
      expect(performance.now() - startedAt).toBeLessThan(8_000);
      await reload('ALTER SYSTEM RESET synchronous_standby_names');
      expect((await until(200)).reasons).toBeUndefined();
    }, 100_000);

    it('tells strangers the status alone in production, and all in a demo', async () => {
      const { status, body } = await client.get('/wallet/health/ready');
      expect([status, body.status]).toEqual([200, 'ready']);
      expect('database' in body).toBe(credentials === 'optional');
      expect((await ready()).body).toMatchObject({ database: 'reachable', core: 'reachable' });
    });

    it('is red while its role may not write', async () => {
      await registry.resources.database!.query(`REVOKE ALL ON ALL TABLES IN SCHEMA registry FROM ${ROLE}`);
      await until(503, /^the role of DATABASE_URL may not write/);
      await registry.resources.database!.query(`GRANT ALL ON ALL TABLES IN SCHEMA registry TO ${ROLE}`);
      await until(200);
    }, 100_000);

    it('is red while the database is a hot standby, and goes on reading', async () => {
      const signal = join(postgres.dataDirectory, 'standby.signal');
      await postgres.shutDown();
      writeFileSync(signal, '');
      await postgres.start();
      const body = await until(503, /^the database is read-only/);
      expect(body.status).toBe('unavailable');
      expect((await client.get('/nodes')).status).toBe(200);
      await postgres.shutDown();
      rmSync(signal);
      await postgres.start();
      await until(200);
    }, 100_000);

    it('is red while the database is gone, and green again by itself', async () => {
      await postgres.shutDown();
      const body = await until(503, /^the database (?:cannot be reached|is starting)/);
      expect(body.status).toBe('unavailable');
      await postgres.start();
      await until(200);
    }, 100_000);
  },
);
