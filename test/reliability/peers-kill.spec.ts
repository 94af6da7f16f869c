import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, jest } from '@jest/globals';
import { until, WalletClient } from '../registry-api/support/wallet-client.js';
import { freePort } from '../support/free-port.js';
import { type RunningServer, startServer } from '../support/server.js';

jest.setTimeout(120_000);

/** A server whose registry follows the other one, and that is killed and started again. */
class Killed {
  readonly registered: string[] = [];
  readonly client = new WalletClient(() => this.port);
  private server: RunningServer | undefined;

  constructor(
    private readonly name: string,
    readonly port: number,
    private readonly other: number,
    private readonly dataDir: string,
  ) {}

  async start(): Promise<void> {
    const env = { REGISTRY_PORT: `${this.port}`, PEERS: `http://127.0.0.1:${this.other}`, REGISTRY_NAME: this.name };
    this.server = await startServer({ dataDir: this.dataDir, env: { ...env, POW_BITS: '4', LOG_LEVEL: 'warn' } });
  }

  async kill(): Promise<void> {
    await this.server?.kill9();
  }

  /** Registers nodes until it is killed; those that were acknowledged are noted. */
  async registerMany(): Promise<void> {
    for (;;) {
      const nodeId = `${this.name}-${this.registered.length}`;
      const { status } = await this.client.register(nodeId).catch(() => ({ status: 0 }));
      if (status !== 200) return;
      this.registered.push(nodeId);
    }
  }

  async hasHeardOf(other: Killed): Promise<boolean> {
    const nodes: { node_id: string }[] = (await this.client.get('/nodes?origin=all')).body.nodes;
    const names = nodes.map(({ node_id }) => node_id);
    expect(new Set(names).size).toBe(names.length);
    return other.registered.every((name) => names.includes(name));
  }
}

describe('two servers whose registries follow each other', () => {
  const directory = mkdtempSync(join(tmpdir(), 'mizan-peers-kill-'));
  const servers: Killed[] = [];
  afterAll(async () => {
    for (const server of servers) await server.kill();
    rmSync(directory, { recursive: true, force: true });
  });

  it('miss nothing and take nothing twice when they are killed', async () => {
    const [one, other] = [await freePort(), await freePort()];
    const north = new Killed('north', one, other, join(directory, 'north'));
    const south = new Killed('south', other, one, join(directory, 'south'));
    servers.push(north, south);
    await Promise.all(servers.map((server) => server.start()));
    for (const killed of [[north], [south], [north, south]]) {
      const working = killed.map((server) => server.registerMany());
      await until('some nodes', async () => killed.every(({ registered }) => registered.length >= 30));
      await Promise.all(killed.map((server) => server.kill()));
      await Promise.all(working);
      await Promise.all(killed.map((server) => server.start()));
    }
    await until('north to know the nodes of south', () => north.hasHeardOf(south), 60_000);
    await until('south to know the nodes of north', () => south.hasHeardOf(north), 60_000);
    for (const { client } of servers) {
      // The nodes may have been known before the other was killed, and the last look at it may have failed since.
      const peers = async () => (await client.get('/peers')).body.peers;
      await until('a look that did not fail', async () => (await peers())[0].last_error === null);
      expect(await peers()).toMatchObject([{ state: 'following', last_error: null }]);
    }
  });
});
