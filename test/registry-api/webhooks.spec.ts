import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Administrators } from '@app/kernel';
import { verifyWith, WebhookReceiver } from '../support/webhook-receiver.js';
import { ed25519Signer, type NodeSigner, signed } from './support/node-signer.js';
import { type Answer, type Sent, send } from './support/registry-client.js';
import { startTestRegistry, type TestRegistry } from './support/start-registry.js';
import { until } from './support/wallet-client.js';

class OneAdministrator extends Administrators {
  override async recognise(token: string): Promise<string | undefined> {
    return token === 'the-right-token' ? 'amina' : undefined;
  }

  override isNamed(name: string): boolean {
    return name === 'amina';
  }
}

type Sign = (sent: Sent) => Sent;
const nobody: Sign = (sent) => sent;
const administrator: Sign = (sent) => ({ ...sent, headers: { Authorization: 'Bearer the-right-token' } });
const as =
  (signer: NodeSigner): Sign =>
  (sent) =>
    signed(signer, sent);

function asking(registry: () => TestRegistry) {
  return (method: string, path: string, body?: object, sign: Sign = nobody): Promise<Answer> =>
    send(registry().port, sign({ method, path, ...(body && { body: JSON.stringify(body) }) }));
}

describe.each(['memory', 'embedded'] as const)('webhooks of the registry, %s', (kind) => {
  const directory = mkdtempSync(join(tmpdir(), 'mizan-webhooks-'));
  let registry: TestRegistry;
  let receiver: WebhookReceiver;
  const ask = asking(() => registry);
  const start = async () => {
    const storage = kind === 'memory' ? { kind } : { kind, directory };
    registry = await startTestRegistry({ storage, masterKeyFile: join(directory, 'master.key') });
  };
  const register = (nodeId: string) =>
    ask('POST', '/nodes/register', { node_id: nodeId, address: 'a:1', capabilities: [] });

  beforeAll(async () => {
    receiver = await WebhookReceiver.start();
    await start();
  }, 60_000);
  afterAll(async () => {
    await registry?.close();
    await receiver?.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  it('tell what the log tells, with its proof, in order and signed', async () => {
    const made = await ask('POST', '/webhooks', { url: receiver.url('/ok/all'), types: ['node.registered'] });
    expect(made.status).toBe(201);
    const { id, secret } = made.body;
    for (const nodeId of ['one', 'two', 'three']) await register(nodeId);
    const received = await receiver.until('/ok/all', 3);
    for (const one of received) verifyWith(secret, one);
    const { body: log } = await ask('GET', '/events?types=node.registered');
    expect(received.map(({ event }) => event)).toEqual(log.events);
    await until('the place', async () => {
      return (await ask('GET', `/webhooks/${id}`)).body.cursor === log.events.at(-1).cursor;
    });
    const { body: page } = await ask('GET', `/webhooks/${id}/deliveries?limit=2`);
    expect(page.deliveries.map(({ n }: { n: number }) => n)).toEqual([3, 2]);
    const { body: rest } = await ask('GET', `/webhooks/${id}/deliveries?limit=2&cursor=${page.next_cursor}`);
    expect([rest.deliveries.length, rest.next_cursor]).toEqual([1, null]);
  });

  it('tell what concerns one node, tests, and what is sent once more', async () => {
    const terms = { url: receiver.url('/ok/one'), types: ['node.updated'], node: 'one', description: 'the first' };
    const { body: made } = await ask('POST', '/webhooks', terms);
    for (const [nodeId, capability] of [
      ['two', 'gpu'],
      ['one', 'compute'],
    ]) {
      const change = { node_id: nodeId, new_capabilities: [capability] };
      expect((await ask('POST', '/nodes/capabilities/add', change)).status).toBe(200);
    }
    const [first] = await receiver.until('/ok/one', 1);
    expect(first!.event.data.node).toBe('one');
    const test = await ask('POST', `/webhooks/${made.id}/test`);
    expect([test.status, test.body.event_type]).toEqual([202, 'webhook.test']);
    await receiver.until('/ok/one', 2);
    const again = await ask('POST', `/webhooks/${made.id}/deliveries/1/redeliver`);
    expect(again.status).toBe(202);
    expect((await receiver.until('/ok/one', 3))[2]!.body).toBe(first!.body);
    const rotated = await ask('POST', `/webhooks/${made.id}/rotate-secret`);
    expect([rotated.status, rotated.body.secret === made.secret]).toEqual([200, false]);
    expect((await ask('PATCH', `/webhooks/${made.id}`, { state: 'paused' })).body.state).toBe('paused');
    expect((await ask('GET', '/webhooks')).body.webhooks.map(({ node }: { node?: string }) => node)).toContain('one');
    expect((await ask('DELETE', `/webhooks/${made.id}`)).body).toEqual({ success: true });
    expect((await ask('GET', `/webhooks/${made.id}`)).status).toBe(404);
  });

  it('are refused for what is no event and no public address', async () => {
    const types = ['node.online'];
    const statusOf = async (body: object) => (await ask('POST', '/webhooks', body)).status;
    expect(await statusOf({ url: receiver.url('/'), types: ['block.created'] })).toBe(422);
    expect(await statusOf({ url: receiver.url('/'), types: [] })).toBe(422);
    expect(await statusOf({ url: 'https://10.0.0.1/', types })).toBe(400);
    expect(await statusOf({ url: 'http://hooks.example.com/', types })).toBe(400);
    expect((await ask('GET', '/webhooks/x')).status).toBe(422);
  });

  it('go on after a restart', async () => {
    if (kind === 'memory') return;
    await registry.close();
    await start();
    await register('four');
    const received = await receiver.until('/ok/all', 4);
    expect(received.map(({ event }) => event.data.node)).toEqual(['one', 'two', 'three', 'four']);
  });
});

describe('webhooks of a registry in production', () => {
  const directory = mkdtempSync(join(tmpdir(), 'mizan-webhook-rights-'));
  const [owner, other] = [ed25519Signer(), ed25519Signer()];
  let registry: TestRegistry;
  const ask = asking(() => registry);
  const url = 'https://hooks.example.com/mizan';
  /** What does not happen meanwhile: nothing is sent. */
  const own = { url, types: ['payment.failed'], node: 'owner' };

  beforeAll(async () => {
    registry = await startTestRegistry({
      storage: { kind: 'embedded', directory },
      masterKeyFile: join(directory, 'master.key'),
      credentials: 'required',
      administrators: new OneAdministrator(),
    });
    for (const [nodeId, signer] of [['owner', owner] as const, ['other', other] as const]) {
      const node = { node_id: nodeId, address: 'a:1', capabilities: [], public_key: signer.keyId };
      expect((await ask('POST', '/nodes/register', node, as(signer))).status).toBe(200);
    }
  }, 60_000);
  afterAll(async () => {
    await registry?.close();
    rmSync(directory, { recursive: true, force: true });
  });

  it('are a node’s for itself and the directory, and administrators’ for everything', async () => {
    expect((await ask('POST', '/webhooks', own)).status).toBe(401);
    expect((await ask('POST', '/webhooks', own, as(other))).status).toBe(403);
    expect((await ask('POST', '/webhooks', { url, types: ['reserves.frozen'] }, as(owner))).status).toBe(403);
    const made = await ask('POST', '/webhooks', own, as(owner));
    expect([made.status, made.body.owner, made.body.node]).toEqual([201, 'node:owner', 'owner']);
    const all = await ask('POST', '/webhooks', { url, types: ['reserves.frozen'] }, administrator);
    expect([all.status, all.body.owner]).toEqual([201, 'administrator:amina']);
    const ids = async (sign: Sign) =>
      (await ask('GET', '/webhooks', undefined, sign)).body.webhooks.map(({ id }: { id: string }) => id);
    expect(await ids(as(owner))).toEqual([made.body.id]);
    expect(await ids(as(other))).toEqual([]);
    expect(await ids(administrator)).toEqual([made.body.id, all.body.id]);
    for (const [method, path, body] of [
      ['GET', ''],
      ['PATCH', '', { state: 'paused' }],
      ['DELETE', ''],
      ['POST', '/rotate-secret'],
      ['GET', '/deliveries'],
      ['POST', '/deliveries/1/redeliver'],
      ['POST', '/test'],
    ] as const) {
      const { status } = await ask(method, `/webhooks/${made.body.id}${path}`, body, as(other));
      expect([method, path, status]).toEqual([method, path, 404]);
    }
    const widened = { types: ['reserves.frozen', 'payment.failed'] };
    const theirs = `/webhooks/${all.body.id}`;
    expect((await ask('PATCH', theirs, widened, administrator)).status).toBe(200);
    expect((await ask('DELETE', `/webhooks/${made.body.id}`, undefined, administrator)).status).toBe(200);
  });
});
