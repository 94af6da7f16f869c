import {
  type Capability,
  type NewCredential,
  NodeAlreadyRegistered,
  type NodeFilter,
  type NodeId,
  NodeNotFound,
  PublicKeyConflict,
  parsePublicKey,
} from '@app/node-registry';
import { openRegistryStores, type RegistryStores, STORE_KINDS } from './registry-stores.js';

const START_MS = Date.UTC(2026, 10, 21);
let made = 0;
const freshId = (prefix = 'node') => `${prefix}_${++made}` as NodeId;
const keyOf = (byte: number) => parsePublicKey(Buffer.alloc(32, byte).toString('hex'))!;
const secret: NewCredential = { kind: 'shared-secret', sealedSecret: Buffer.from('sealed') };
const anyNode: NodeFilter = { capabilities: [], matchAny: false, status: undefined, minReputation: 0 };

describe.each(STORE_KINDS)('stores of nodes on %s', (kind) => {
  let stores: RegistryStores;

  beforeAll(async () => {
    stores = await openRegistryStores(kind);
  }, 60_000);
  afterAll(() => stores?.stop());

  const add = async (nodeId = freshId(), capabilities: string[] = [], credential: NewCredential = secret) => {
    await stores.nodes.add({
      nodeId,
      address: '10.0.0.1:9000',
      capabilities: capabilities as Capability[],
      createdAtMs: START_MS,
      credential,
    });
    return nodeId;
  };
  const ids = async (filter: Partial<NodeFilter>, onlineSinceMs = START_MS) =>
    (
      await stores.nodes.page({ filter: { ...anyNode, ...filter }, onlineSinceMs, afterNumber: undefined, limit: 1000 })
    ).map((node) => node.nodeId);
  const beat = (nodeId: NodeId, sequence: bigint, receivedAtMs: number) =>
    stores.nodes.revise(nodeId, () => ({
      heartbeat: { sequence, receivedAtMs, uptime: '12.5', latencyMs: undefined },
    }));

  it('gives back a node as it was added', async () => {
    const nodeId = await add(freshId(), ['compute', 'gpu']);
    expect(await stores.nodes.find(nodeId)).toEqual({
      number: expect.anything(),
      nodeId,
      address: '10.0.0.1:9000',
      capabilities: ['compute', 'gpu'],
      reputation: 0,
      heartbeat: undefined,
      sharesBalance: false,
      deregistration: undefined,
      createdAtMs: START_MS,
    });
    expect(await stores.nodes.find('stranger' as NodeId)).toBeUndefined();
  });

  it('adds an id once, though twenty try at the same time', async () => {
    const nodeId = freshId();
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => add(nodeId, ['compute'])));
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(refused).toHaveLength(19);
    for (const { reason } of refused) expect(reason).toBeInstanceOf(NodeAlreadyRegistered);
  });

  it('gives a public key to one node and adds nothing of the other', async () => {
    const credential: NewCredential = { kind: 'public-key', publicKey: keyOf(7) };
    const owner = await add(freshId(), [], credential);
    const other = freshId();
    await expect(add(other, ['gpu'], credential)).rejects.toBeInstanceOf(PublicKeyConflict);
    expect(await stores.nodes.find(other)).toBeUndefined();
    expect(await stores.credentials.ownerOf(keyOf(7))).toBe(owner);
    expect(await stores.credentials.ownerOf(keyOf(8))).toBeUndefined();
  });

  it('keeps the sealed secret of a node without a key', async () => {
    const nodeId = await add();
    expect(Buffer.from((await stores.credentials.sealedSecretOf(nodeId))!)).toEqual(Buffer.from('sealed'));
    expect(await stores.credentials.sealedSecretOf('stranger' as NodeId)).toBeUndefined();
  });

  it('stores what a revision changes and leaves the rest', async () => {
    const nodeId = await add(freshId(), ['compute', 'gpu']);
    const { before, after } = await stores.nodes.revise(nodeId, () => ({
      capabilities: ['gpu', 'storage'] as Capability[],
    }));
    expect(before.capabilities).toEqual(['compute', 'gpu']);
    await beat(nodeId, 2n ** 62n, START_MS + 5);
    expect(await stores.nodes.find(nodeId)).toEqual({
      ...after,
      capabilities: ['gpu', 'storage'],
      heartbeat: { sequence: 2n ** 62n, receivedAtMs: START_MS + 5, uptime: '12.5', latencyMs: undefined },
    });
  });

  it('changes nothing when a revision throws', async () => {
    const nodeId = await add(freshId(), ['compute']);
    const failing = stores.nodes.revise(nodeId, () => {
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect((await stores.nodes.find(nodeId))?.capabilities).toEqual(['compute']);
    await expect(stores.nodes.revise('stranger' as NodeId, () => ({}))).rejects.toBeInstanceOf(NodeNotFound);
  });

  it('runs revisions of one node one after the other', async () => {
    const nodeId = await add();
    const names = Array.from({ length: 30 }, (_, index) => `c${index}` as Capability);
    await Promise.all(
      names.map((name) =>
        stores.nodes.revise(nodeId, (node) => ({ capabilities: [...node.capabilities, name].sort() })),
      ),
    );
    expect((await stores.nodes.find(nodeId))?.capabilities).toEqual([...names].sort());
  });

  it('finds nodes by capability, one of several or all of them', async () => {
    const [one, two] = [await add(freshId(), ['red', 'blue']), await add(freshId(), ['red'])];
    const named = (...names: string[]) => names as Capability[];
    expect(await ids({ capabilities: named('red') })).toEqual([one, two]);
    expect(await ids({ capabilities: named('red', 'blue') })).toEqual([one]);
    expect(await ids({ capabilities: named('red', 'blue', 'red') })).toEqual([one]);
    expect(await ids({ capabilities: named('green', 'blue'), matchAny: true })).toEqual([one]);
    expect(await ids({ capabilities: named('green') })).toEqual([]);
  });

  it('finds nodes by status, and leaves deregistered ones out unless asked for', async () => {
    const capabilities = ['status-test'] as Capability[];
    const [online, offline, unknown, inactive] = [
      await add(freshId(), capabilities),
      await add(freshId(), capabilities),
      await add(freshId(), capabilities),
      await add(freshId(), capabilities),
    ];
    await beat(online, 1n, START_MS);
    await beat(offline, 1n, START_MS - 1);
    await beat(inactive, 1n, START_MS);
    const before = await stores.nodes.countByStatus(START_MS);
    const deregistration = { atMs: START_MS, byAdministrator: true };
    await stores.nodes.revise(inactive, () => ({ deregistration }));
    expect((await stores.nodes.find(inactive))?.deregistration).toEqual(deregistration);
    expect(await ids({ capabilities })).toEqual([online, offline, unknown]);
    expect(await ids({ capabilities, status: 'online' })).toEqual([online]);
    expect(await ids({ capabilities, status: 'offline' })).toEqual([offline]);
    expect(await ids({ capabilities, status: 'unknown' })).toEqual([unknown]);
    expect(await ids({ capabilities, status: 'inactive' })).toEqual([inactive]);
    const after = await stores.nodes.countByStatus(START_MS);
    expect(after).toEqual({ ...before, online: before.online - 1, inactive: before.inactive + 1 });
  });

  it('pages without repeating or leaving out', async () => {
    const capabilities = ['page-test'] as Capability[];
    const added = [];
    for (let index = 0; index < 7; index++) added.push(await add(freshId(), capabilities));
    const seen: NodeId[] = [];
    let afterNumber: bigint | undefined;
    for (let page = 0; page < 4; page++) {
      const nodes = await stores.nodes.page({
        filter: { ...anyNode, capabilities },
        onlineSinceMs: START_MS,
        afterNumber,
        limit: 2,
      });
      seen.push(...nodes.map((node) => node.nodeId));
      afterNumber = nodes.at(-1)?.number;
    }
    expect(seen).toEqual(added);
  });

  it('counts the capabilities of nodes in service', async () => {
    const before = await stores.nodes.countCapabilities();
    await add(freshId(), ['Zeta', 'alpha']);
    const gone = await add(freshId(), ['alpha', '__proto__']);
    await stores.nodes.revise(gone, () => ({ deregistration: { atMs: START_MS, byAdministrator: false } }));
    const { nodes, capabilities } = await stores.nodes.countCapabilities();
    expect(nodes).toBe(before.nodes + 1);
    const names = capabilities.map(({ capability }) => capability);
    expect(names).toEqual([...names].sort());
    expect(capabilities).toContainEqual({ capability: 'alpha', nodes: 1 });
    expect(names).not.toContain('__proto__');
  });

  it('applies fifty events at once one after the other, clamping each in its turn', async () => {
    const nodeId = await add();
    const changes = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        stores.reputations.record(
          nodeId,
          {
            eventType: index % 2 ? 'task_failure' : 'task_success',
            delta: index % 2 ? -5 : 10,
            isCustom: false,
            atMs: START_MS,
          },
          'administrator',
        ),
      ),
    );
    // Each change begins where another ended: one chain from 0 to the stored value uses all of them.
    const ends = new Map<number, number>();
    for (const { before, after } of changes) {
      ends.set(before, (ends.get(before) ?? 0) + 1);
      ends.set(after, (ends.get(after) ?? 0) - 1);
    }
    const { reputation } = (await stores.nodes.find(nodeId))!;
    if (reputation !== 0) {
      expect(ends.get(0)).toBe(1);
      expect(ends.get(reputation)).toBe(-1);
      ends.delete(0);
      ends.delete(reputation);
    }
    expect([...ends.values()].every((count) => count === 0)).toBe(true);
    expect(await ids({ minReputation: reputation })).toContain(nodeId);
    expect(await ids({ minReputation: reputation + 1 })).not.toContain(nodeId);
  });

  it('knows no reputation of a stranger', async () => {
    const event = { eventType: 'task_success', delta: 10, isCustom: false, atMs: START_MS } as const;
    await expect(stores.reputations.record('stranger' as NodeId, event, 'administrator')).rejects.toBeInstanceOf(
      NodeNotFound,
    );
  });

  it('lets one of many claim a nonce, each signer its own', async () => {
    const claim = (keyId: string, nonce: string) => stores.nonces.claim(keyId, nonce, START_MS + 1000, START_MS);
    const claims = await Promise.all(Array.from({ length: 20 }, () => claim('key', 'nonce')));
    expect(claims.filter(Boolean)).toHaveLength(1);
    expect(await claim('other key', 'nonce')).toBe(true);
    expect(await claim('key', 'other nonce')).toBe(true);
  });

  it('remembers a nonce until it expires', async () => {
    const claim = (nowMs: number) => stores.nonces.claim('sweeper', 'n', nowMs + 100_000, nowMs);
    expect(await claim(START_MS)).toBe(true);
    expect(await claim(START_MS + 99_000)).toBe(false);
    expect(await claim(START_MS + 500_000)).toBe(true);
  });

  if (kind !== 'memory') {
    it('refuses in the schema what must never happen, whatever the code does', async () => {
      const nodeId = await add();
      const { query } = stores.database!;
      const node = 'INSERT INTO nodes (node_id, address, created_at) VALUES ($1, $2, now())';
      await expect(query(node, ['../etc', 'a'])).rejects.toMatchObject({ sqlState: '23514' });
      await expect(query(node, ['line\nbreak', 'a'])).rejects.toMatchObject({ sqlState: '23514' });
      await expect(query(node, ['x'.repeat(65), 'a'])).rejects.toMatchObject({ sqlState: '23514' });
      await expect(query('UPDATE nodes SET reputation = 101')).rejects.toMatchObject({ sqlState: '23514' });
      await expect(query('UPDATE nodes SET reputation = -1')).rejects.toMatchObject({ sqlState: '23514' });
      const event = `INSERT INTO reputation_events (node_id, event_type, delta, is_custom, old_reputation, new_reputation, created_at)
        VALUES ($1, 'task_success', 10, false, 95, $2, now())`;
      await expect(query(event, [nodeId, 105])).rejects.toMatchObject({ sqlState: '23514' });
      await query(event, [nodeId, 100]);
      await expect(query('UPDATE reputation_events SET delta = 0')).rejects.toThrow('only ever added');
      await expect(query('DELETE FROM reputation_events')).rejects.toThrow('only ever added');
      await expect(query('TRUNCATE reputation_events')).rejects.toThrow('only ever added');
      await expect(query('DELETE FROM nodes WHERE node_id = $1', [nodeId])).rejects.toMatchObject({
        sqlState: '23503',
      });
    });
  }
});
