import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it, jest } from '@jest/globals';
import { RegistryClient } from '../registry-api/support/registry-client.js';
import { type RunningServer, runServerToExit, startServer } from '../support/server.js';
import { SmallDisk } from '../support/small-disk.js';

jest.setTimeout(180_000);

const disk = new SmallDisk('200m');
afterAll(() => disk.remove());

(disk.mounted ? describe : describe.skip)('a registry whose embedded database has no room left', () => {
  const dataDir = join(disk.path, 'data');
  const env = { SERVE: 'registry', LOG_LEVEL: 'warn', DEVNET_BLOCK_INTERVAL_MS: '0' };
  let server: RunningServer | undefined;
  afterAll(() => server?.stop());
  const client = new RegistryClient(() => Number(new URL(server!.registryUrl).port));
  const start = async () => {
    server = await startServer({ dataDir, env });
  };

  it('is refused at its first start with what to do, and starts when there is room', async () => {
    mkdirSync(dataDir);
    for (const bytes of [0, 2_000_000]) {
      disk.leaveFree(bytes);
      const { code, output } = await runServerToExit({ dataDir, env });
      expect([code, output]).toEqual([69, expect.stringMatching(/no room is left on the disk \(ENOSPC\): make room/)]);
      expect(output).not.toMatch(/\n\s+at |damaged|restore a backup/);
      disk.makeRoom();
    }
    await start();
    expect((await client.register('before')).status).toBe(200);
  });

  it('refuses writes and goes on reading, stops in order, and has everything when there is room', async () => {
    disk.leaveFree(100_000);
    const acknowledged: string[] = [];
    let refused = 0;
    for (let node = 0; node < 5_000 && refused === 0; node++) {
      const { status } = await client.register(`node-${node}`, ['gpu', 'storage', 'network']);
      if (status === 200) acknowledged.push(`node-${node}`);
      else refused = status;
    }
    expect(refused).toBe(503);
    expect((await client.get('/nodes/before')).status).toBe(200);
    expect((await client.get('/wallet/health/ready')).status).toBe(503);
    disk.makeRoom();
    let status = 0;
    for (let tries = 0; tries < 100 && status !== 200; tries++) {
      await sleep(200);
      ({ status } = await client.register(`after-${tries}`));
    }
    expect(status).toBe(200);
    disk.leaveFree(0);
    expect((await server!.stop()).code).toBe(0);
    disk.makeRoom();
    await start();
    for (const node of ['before', ...acknowledged.slice(-20)]) {
      expect((await client.get(`/nodes/${node}`)).status).toBe(200);
    }
  });
});
