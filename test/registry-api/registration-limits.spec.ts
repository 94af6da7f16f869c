import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareProduction } from '../support/production.js';
import { type RunningServer, startServer } from '../support/server.js';
import { secp256k1Signer, signed } from './support/node-signer.js';
import { type Answer, RegistryClient, type Sent } from './support/registry-client.js';

let made = 0;

const registration = (publicKey: string, nodeId = `node-${++made}`): Sent => ({
  method: 'POST',
  path: '/nodes/register',
  body: JSON.stringify({ node_id: nodeId, address: 'a:1', capabilities: [], public_key: publicKey }),
});

/** A production registry behind a proxy that names its callers. */
class World {
  static async open(env: Record<string, string>): Promise<World> {
    const dataDir = mkdtempSync(join(tmpdir(), 'mizan-registrations-'));
    const production = prepareProduction(dataDir, {
      SERVE: 'registry',
      PUBLIC_HOSTS: '127.0.0.1',
      TRUSTED_PROXIES: '127.0.0.1',
      RATE_LIMIT: '0',
      ...env,
    });
    const server = await startServer({ dataDir, env: production.env });
    return new World(dataDir, server, production.administratorToken);
  }

  private readonly client = new RegistryClient(() => Number(new URL(this.server.registryUrl).port));

  private constructor(
    private readonly dataDir: string,
    private readonly server: RunningServer,
    private readonly token: string,
  ) {}

  private from(ip: string, sent: Sent): Promise<Answer> {
    const headers = { ...sent.headers, 'X-Forwarded-For': ip, 'X-Forwarded-Proto': 'https' };
    return this.client.send({ ...sent, headers });
  }

  async register(ip: string): Promise<Answer> {
    const signer = secp256k1Signer();
    return this.from(ip, signed(signer, registration(signer.keyId)));
  }

  async registerAndLeave(ip: string): Promise<void> {
    const signer = secp256k1Signer();
    const nodeId = `leaver-${++made}`;
    expect((await this.from(ip, signed(signer, registration(signer.keyId, nodeId)))).status).toBe(200);
    const left = await this.from(ip, signed(signer, { method: 'DELETE', path: `/nodes/${nodeId}` }));
    expect(left.status).toBe(200);
  }

  async registerAsAdministrator(ip: string, signer = secp256k1Signer(), nodeId = `node-${++made}`): Promise<Answer> {
    const sent = registration(signer.keyId, nodeId);
    return this.from(ip, { ...sent, headers: { Authorization: `Bearer ${this.token}` } });
  }

  async heartbeat(ip: string, signer: ReturnType<typeof secp256k1Signer>, nodeId: string): Promise<Answer> {
    return this.from(
      ip,
      signed(signer, { method: 'POST', path: `/nodes/${nodeId}/heartbeat`, body: '{"sequence":1}' }),
    );
  }

  again(ip: string, sent: Sent): Promise<Answer> {
    return this.from(ip, sent);
  }

  async close(): Promise<void> {
    await this.server.stop();
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}

describe('a production registry with limits on registrations', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.open({ NODE_LIMIT: '20', NODES_PER_NETWORK: '8', NODES_PER_NETWORK_DAILY: '5' });
  }, 120_000);
  afterAll(() => world?.close(), 60_000);

  it('takes so many from one network in a day, of many at once too', async () => {
    const answers = await Promise.all(Array.from({ length: 15 }, (_, at) => world.register(`2001:db8:1:1::${at}`)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(5);
    const refused = answers.find(({ status }) => status !== 200)!;
    expect([refused.status, refused.body]).toEqual([
      429,
      { detail: 'Too many nodes were registered from this network today' },
    ]);
    const wait = Number(refused.headers['retry-after']);
    expect(wait).toBeGreaterThan(86_000);
    expect(wait).toBeLessThanOrEqual(86_400);
  });

  it('counts nodes that were deregistered', async () => {
    for (let turn = 0; turn < 5; turn++) await world.registerAndLeave('198.51.100.1');
    expect((await world.register('198.51.100.1')).status).toBe(429);
  });

  it('lets a node that is known register again', async () => {
    const signer = secp256k1Signer();
    const sent = registration(signer.keyId, 'known');
    expect((await world.again('198.51.100.2', signed(signer, sent))).status).toBe(200);
    for (let turn = 0; turn < 4; turn++) expect((await world.register('198.51.100.2')).status).toBe(200);
    expect((await world.again('198.51.100.2', signed(signer, sent))).status).toBe(200);
    expect((await world.register('198.51.100.2')).status).toBe(429);
  });

  it('takes no more than its total from strangers, and any number from administrators', async () => {
    const answers: Answer[] = [];
    for (let turn = 0; turn < 8; turn++) answers.push(await world.register(`203.0.113.${turn}`));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(5);
    expect([answers[7]!.status, answers[7]!.body]).toEqual([
      403,
      { detail: 'The registry is full; ask an administrator to register the node' },
    ]);
    expect((await world.registerAsAdministrator('198.51.100.1')).status).toBe(200);
  });
});

describe('a production registry with few nodes for each network', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.open({ NODES_PER_NETWORK: '3' });
  }, 120_000);
  afterAll(() => world?.close(), 60_000);

  it('takes so many, however long they take', async () => {
    for (let turn = 0; turn < 3; turn++) expect((await world.register('198.51.100.1')).status).toBe(200);
    const { status, body } = await world.register('198.51.100.1');
    expect([status, body]).toEqual([
      403,
      { detail: 'Too many nodes are registered from this network; ask an administrator to register the node' },
    ]);
    expect((await world.register('198.51.100.3')).status).toBe(200);
  });
});

describe('a production registry that is closed', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.open({ NODE_REGISTRATION: 'closed' });
  }, 120_000);
  afterAll(() => world?.close(), 60_000);

  it('lets administrators register nodes, which then act with their own keys', async () => {
    const { status, body } = await world.register('198.51.100.1');
    expect([status, body]).toEqual([
      403,
      { detail: 'Registration is closed; ask an administrator to register the node' },
    ]);
    const signer = secp256k1Signer();
    expect((await world.registerAsAdministrator('198.51.100.1', signer, 'ours')).status).toBe(200);
    expect((await world.heartbeat('198.51.100.1', signer, 'ours')).status).toBe(200);
    expect((await world.again('198.51.100.1', signed(signer, registration(signer.keyId, 'ours')))).status).toBe(200);
  });
});
