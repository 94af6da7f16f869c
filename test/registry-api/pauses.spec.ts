import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type RunningServer, startServer } from '../support/server.js';

describe('a registry that is frozen for longer than nodes may be silent', () => {
  let server: RunningServer;
  beforeAll(async () => {
    server = await startServer({ env: { SERVE: 'registry', NODE_HEARTBEAT_INTERVAL_MS: '1500', LOG_LEVEL: 'warn' } });
  });
  afterAll(() => server?.stop());

  const post = (path: string, body: object) =>
    fetch(`${server.registryUrl}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const statuses = async () => {
    const { nodes } = (await (await fetch(`${server.registryUrl}/nodes?limit=10`)).json()) as {
      nodes: { status: string }[];
    };
    return nodes.map(({ status }) => status);
  };

  it('does not find every node offline when it goes on, and does find those that stay silent', async () => {
    for (const node of ['a', 'b', 'c']) {
      expect((await post('/nodes/register', { node_id: node, address: `${node}:1`, capabilities: [] })).status).toBe(
        200,
      );
      expect((await post(`/nodes/${node}/heartbeat`, { sequence: 1 })).status).toBe(200);
    }
    process.kill(server.pid, 'SIGSTOP');
    const stoppedAt = performance.now();
    await sleep(7_000);
    expect(performance.now() - stoppedAt).toBeGreaterThan(6_900);
    const asked = statuses(); // waits in the socket, and is read before any timer runs
    await sleep(200);
    process.kill(server.pid, 'SIGCONT');
    expect(await asked).toEqual(['online', 'online', 'online']);
    expect((await post('/nodes/a/heartbeat', { sequence: 2 })).status).toBe(200);
    let seen: string[] = [];
    for (const deadline = performance.now() + 30_000; performance.now() < deadline; await sleep(200)) {
      await post('/nodes/a/heartbeat', { sequence: Math.round(performance.now()) });
      seen = await statuses();
      if (seen.filter((status) => status === 'offline').length > 1) break; // they were heard one after the other
    }
    expect(seen).toEqual(['online', 'offline', 'offline']);
  });
});
