import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { RegistryClient } from '../registry-api/support/registry-client.js';
import { startTestRegistry, type TestRegistry } from '../registry-api/support/start-registry.js';
import { type PostgresServer, startPostgres } from '../support/postgres.js';
import { SmallDisk } from '../support/small-disk.js';

jest.setTimeout(90_000);

const disk = new SmallDisk('300m');
afterAll(() => disk.remove());

(disk.mounted ? describe : describe.skip)('a registry whose PostgreSQL has no room left', () => {
  const keys = mkdtempSync(join(tmpdir(), 'mizan-registry-room-'));
  let postgres: PostgresServer;
  let registry: TestRegistry;
  const client = new RegistryClient(() => registry.port);
  const ready = () => client.get('/wallet/health/ready');

  beforeAll(async () => {
    chmodSync(disk.path, 0o755);
    postgres = await startPostgres({ parent: disk.path, settings: { max_wal_size: '32MB', min_wal_size: '32MB' } });
    registry = await startTestRegistry({
      storage: { kind: 'postgres', url: postgres.url } as never,
      masterKeyFile: join(keys, 'master.key'),
      walletEnvironment: { WALLET_POLL_INTERVAL_MS: '200' },
    });
    await until(200);
  });
  afterAll(async () => {
    await registry?.close();
    disk.makeRoom();
    await postgres?.stop();
    rmSync(keys, { recursive: true, force: true });
  });

  const until = async (status: number) => {
    let last: unknown;
    for (const deadline = performance.now() + 60_000; performance.now() < deadline; await sleep(100)) {
      const { status: now, body } = await ready();
      last = [now, body];
      if (now === status) return body;
    }
    throw new Error(`readiness never became ${status}: ${JSON.stringify(last)}`);
  };

  it('refuses writes, says that the disk is full, and writes again by itself when there is room', async () => {
    expect((await client.register('before')).status).toBe(200);
    disk.leaveFree(300_000);
    let refused: { status: number; text: string } | undefined;
    for (let node = 0; node < 3_000 && !refused; node++) {
      const answer = await client.register(`node-${node}`);
      if (answer.status !== 200) refused = answer;
    }
    expect([refused?.status, refused?.text]).toEqual([503, expect.not.stringMatching(/\n\s+at /)]);
    // Where even the log has no room PostgreSQL ends by itself, and only its operator can start it again.
    const up = postgres.pid !== undefined;
    const { reasons } = await until(503);
    expect(reasons).toContainEqual(expect.stringMatching(up ? /disk|recovering|reached/ : /reached/));
    if (up) expect((await client.get('/nodes/before')).status).toBe(200);
    disk.makeRoom();
    await sleep(500);
    if (postgres.pid === undefined) await postgres.start();
    await until(200);
    expect((await client.register('after')).status).toBe(200);
    expect((await client.get('/nodes/before')).status).toBe(200);
  });
});
