import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { type PostgresServer, startPostgres } from '../support/postgres.js';
import { RegistryClient } from './support/registry-client.js';
import { startTestRegistry, type TestRegistry } from './support/start-registry.js';

/** The least that nodes may be silent in a test registry: three intervals of ten seconds. */
const OFFLINE_AFTER_MS = 30_000;
const NODES = ['a', 'b', 'c'];

class SteppedClock {
  aheadMs = 0;

  nowMs(): number {
    return Date.now() + this.aheadMs;
  }
}

describe('heartbeats that could not be heard', () => {
  const keys = mkdtempSync(join(tmpdir(), 'mizan-heartbeats-'));
  const clock = new SteppedClock();
  let postgres: PostgresServer;
  let registry: TestRegistry;
  const client = new RegistryClient(() => registry.port);
  const open = () =>
    startTestRegistry({
      storage: { kind: 'postgres', url: postgres.url } as never,
      masterKeyFile: join(keys, 'master.key'),
      clock,
    });
  const beat = (node: string, sequence: number) => client.post(`/nodes/${node}/heartbeat`, { sequence });
  const statuses = async () =>
    (await client.get('/nodes?limit=10')).body.nodes.map(({ status }: { status: string }) => status);

  beforeAll(async () => {
    postgres = await startPostgres();
    registry = await open();
    for (const node of NODES) {
      expect((await client.register(node)).status).toBe(200);
      expect((await beat(node, 1)).status).toBe(200);
    }
  }, 60_000);
  afterAll(async () => {
    await registry?.close();
    await postgres?.stop();
    rmSync(keys, { recursive: true, force: true });
  }, 30_000);

  it('turn no node offline when the database has hung for longer than nodes may be silent', async () => {
    const holder = new Client({ connectionString: postgres.url });
    await holder.connect();
    await holder.query('BEGIN');
    await holder.query('LOCK TABLE registry.nodes IN ACCESS EXCLUSIVE MODE');
    const beats = NODES.map((node) => beat(node, 2));
    await sleep(500);
    // The rest of the time that it hangs is spent by the clock that times are stored by.
    clock.aheadMs += OFFLINE_AFTER_MS + 5_000;
    await holder.query('ROLLBACK');
    await holder.end();
    expect((await Promise.all(beats)).map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await statuses()).toEqual(['online', 'online', 'online']);
  }, 30_000);

  it('turn no node offline when the registry was restarted', async () => {
    for (const node of NODES) expect((await beat(node, 3)).status).toBe(200);
    await registry.close();
    clock.aheadMs += OFFLINE_AFTER_MS + 5_000;
    registry = await open();
    expect(await statuses()).toEqual(['online', 'online', 'online']);
    clock.aheadMs += OFFLINE_AFTER_MS;
    expect((await beat('a', 4)).status).toBe(200);
    clock.aheadMs += OFFLINE_AFTER_MS;
    expect((await beat('a', 5)).status).toBe(200);
    expect(await statuses()).toEqual(['online', 'offline', 'offline']);
  }, 30_000);
});
