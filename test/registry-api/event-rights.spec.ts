import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Administrators } from '@app/kernel';
import { DIRECTORY_EVENT_TYPES } from '@app/node-registry';
import { EventReader, type Told } from './support/event-reader.js';
import { ed25519Signer, type NodeSigner, signed } from './support/node-signer.js';
import type { Sent } from './support/registry-client.js';
import { startTestRegistry, type TestRegistry } from './support/start-registry.js';
import { until } from './support/wallet-client.js';

class OneAdministrator extends Administrators {
  override async recognise(token: string): Promise<string | undefined> {
    return token === 'the-right-token' ? 'amina' : undefined;
  }
}

const ADMIN = (sent: Sent): Sent => ({ ...sent, headers: { Authorization: 'Bearer the-right-token' } });
const as = (signer: NodeSigner) => (sent: Sent) => signed(signer, sent);

describe('the log of a registry in production', () => {
  const directory = mkdtempSync(join(tmpdir(), 'mizan-event-rights-'));
  const [owner, other] = [ed25519Signer(), ed25519Signer()];
  let registry: TestRegistry;
  const reader = new EventReader(() => registry.port);
  const post = async (path: string, body: object, signer: NodeSigner) => {
    const { status, text } = await reader.send(signed(signer, { method: 'POST', path, body: JSON.stringify(body) }));
    if (status !== 200) throw new Error(`${path}: ${status} ${text}`);
  };
  const statusOf = async (path: string, sign = (sent: Sent) => sent) =>
    (await reader.send(sign({ method: 'GET', path }))).status;

  beforeAll(async () => {
    registry = await startTestRegistry({
      storage: { kind: 'embedded', directory },
      masterKeyFile: join(directory, 'master.key'),
      credentials: 'required',
      administrators: new OneAdministrator(),
    });
    for (const [nodeId, signer] of [['owner', owner] as const, ['other', other] as const]) {
      const node = { node_id: nodeId, address: 'a:1', capabilities: [], public_key: signer.keyId };
      await post('/nodes/register', node, signer);
      await post('/wallet/create', { node_id: nodeId, wallet_name: 'w' }, signer);
    }
    await until('both wallets', async () => (await reader.all('&types=wallet.created', ADMIN)).length === 2);
  }, 60_000);
  afterAll(async () => {
    await registry?.close();
    rmSync(directory, { recursive: true, force: true });
  });

  it('tells strangers of the directory alone, who can verify the whole log all the same', async () => {
    const [everything, visible] = [await reader.all('', ADMIN), await reader.all()];
    expect(visible).toEqual(everything.filter(({ type }: Told) => DIRECTORY_EVENT_TYPES.includes(type)));
    expect(everything.length - visible.length).toBe(2);
    expect(await reader.verify(visible)).toBe(everything.length);
    const { body } = await reader.get('/events/chain');
    for (const { data } of everything) expect(JSON.stringify(body)).not.toContain(data.address ?? 'none');
  });

  it('tells a node what concerns it, and no other node', async () => {
    const everything = await reader.all('', ADMIN);
    const own = everything.filter(({ data }: Told) => data.node === 'owner');
    expect(await reader.all('&node=owner', as(owner))).toEqual(own);
    expect(own.map(({ type }: Told) => type)).toContain('wallet.created');
    const strangers = (await reader.all('&node=owner', as(other))).map(({ type }: Told) => type);
    expect(strangers).not.toContain('wallet.created');
    expect(await reader.all('&node=owner')).toHaveLength(strangers.length);
    expect(await statusOf('/events?types=wallet.created&node=owner')).toBe(401);
    expect(await statusOf('/events?types=wallet.created&node=owner', as(other))).toBe(403);
    expect(await statusOf('/events?types=wallet.created', as(owner))).toBe(403);
    expect(await statusOf('/events?types=reserves.frozen')).toBe(401);
    expect(await statusOf('/events', as(ed25519Signer()))).toBe(401);
  });
});

describe('the log of a registry in memory', () => {
  it('tells of the directory, signed by a key that lives as long', async () => {
    const registry = await startTestRegistry({ storage: { kind: 'memory' } });
    try {
      const reader = new EventReader(() => registry.port);
      const live = reader.stream('/events?types=node.registered', 2);
      for (const nodeId of ['a', 'b']) {
        await reader.post('/nodes/register', { node_id: nodeId, address: 'a:1', capabilities: [] });
        await reader.post(`/nodes/${nodeId}/heartbeat`, { node_id: nodeId, sequence: 1 });
      }
      await reader.delete('/nodes/a');
      const events = await until('the events', async () => {
        const told = await reader.all();
        return told.length === 5 && told;
      });
      const types = ['node.registered', 'node.online', 'node.registered', 'node.online', 'node.deregistered'];
      expect(events.map(({ type }: Told) => type)).toEqual(types);
      expect((await live).map(({ data }) => data)).toEqual([events[0], events[2]]);
      expect(await reader.verify(events)).toBe(5);
    } finally {
      await registry.close();
    }
  });
});
