import {
  type BindEvent,
  type Capability,
  type EventContent,
  type NewCredential,
  type NodeId,
  type NodeRevision,
} from '@app/node-registry';
import { STORAGE_KINDS } from '../support/storage.js';
import { openRegistryStores, type RegistryStores, STORE_KINDS } from './registry-stores.js';

const START_MS = Date.UTC(2026, 10, 27);
const secret: NewCredential = { kind: 'shared-secret', sealedSecret: Buffer.from('sealed') };
const NODE = 'node_001' as NodeId;
const HASH = 'ab'.repeat(32);

/** Places and hashes that follow each other, without a key. */
function binder(): { bind: BindEvent; placed: EventContent[]; places: bigint[] } {
  const placed: EventContent[] = [];
  const places: bigint[] = [];
  const bind: BindEvent = (event, end) => {
    const place = (end?.place ?? 0n) + 1n;
    placed.push(event);
    places.push(place);
    const hash = place.toString(16).padStart(64, '0');
    return {
      place,
      prevHash: end?.hash ?? HASH,
      contentHash: HASH,
      hash,
      signature: HASH + HASH,
      typeSignature: HASH + HASH,
    };
  };
  return { bind, placed, places };
}

describe.each(STORE_KINDS)('the log of the directory on %s', (kind) => {
  let stores: RegistryStores;

  beforeAll(async () => {
    stores = await openRegistryStores(kind);
  }, 60_000);
  afterAll(() => stores?.stop());

  const revise = (revision: NodeRevision) => stores.nodes.revise(NODE, () => revision);
  const beat = (sequence: bigint, receivedAtMs: number) =>
    revise({ heartbeat: { sequence, receivedAtMs, uptime: undefined, latencyMs: undefined } });
  const told = async () => {
    const { bind, placed } = binder();
    await stores.places.place(100, bind);
    return placed.map(({ type, data }) => [type, data]);
  };

  it('tells of each change once, with what was before and after', async () => {
    const capabilities = ['compute'] as Capability[];
    const node = { nodeId: NODE, address: 'a:1', capabilities, createdAtMs: START_MS, credential: secret };
    await stores.nodes.add(node);
    await expect(stores.nodes.add(node)).rejects.toThrow();
    await beat(1n, START_MS);
    await beat(2n, START_MS + 1);
    await stores.nodes.noteSilence(START_MS);
    await stores.nodes.noteSilence(START_MS + 2);
    await stores.nodes.noteSilence(START_MS + 3);
    await beat(3n, START_MS + 5);
    await revise({ address: 'b:2', capabilities: ['gpu', 'storage'] as Capability[] });
    await revise({ address: 'b:2' });
    await stores.reputations.record(NODE, { eventType: 'task_success', delta: 10.5, isCustom: true, atMs: 1 }, 'x');
    await revise({ deregistration: { atMs: START_MS, byAdministrator: false } });
    await revise({ deregistration: { atMs: START_MS, byAdministrator: true } });
    await stores.nodes.noteSilence(START_MS + 100);
    await revise({ deregistration: undefined, heartbeat: undefined });
    const heard = (ms: number) => ({ node: NODE, last_heartbeat: new Date(START_MS + ms).toISOString() });
    const registered = { node: NODE, address: 'a:1', capabilities: ['compute'], reputation: 0, returned: false };
    const changes = {
      address: { old: 'a:1', new: 'b:2' },
      capabilities: { old: ['compute'], new: ['gpu', 'storage'] },
    };
    const after = { address: 'b:2', capabilities: ['gpu', 'storage'], reputation: 10.5, returned: true };
    expect(await told()).toEqual([
      ['node.registered', registered],
      ['node.online', heard(0)],
      ['node.offline', heard(1)],
      ['node.online', heard(5)],
      ['node.updated', { node: NODE, ...changes }],
      ['reputation.changed', { node: NODE, event: 'task_success', delta: 10.5, old: 0, new: 10.5 }],
      ['node.deregistered', { node: NODE, by: 'node' }],
      ['node.registered', { node: NODE, ...after }],
    ]);
    expect(await told()).toEqual([]);
  });
});

describe.each(STORAGE_KINDS)('places in the log on %s', (kind) => {
  let stores: RegistryStores;

  beforeAll(async () => {
    stores = await openRegistryStores(kind);
    await stores.nodes.add({
      nodeId: NODE,
      address: 'a:1',
      capabilities: [],
      createdAtMs: START_MS,
      credential: secret,
    });
  }, 60_000);
  afterAll(() => stores?.stop());

  const judge = () =>
    stores.reputations.record(NODE, { eventType: 'task_success', delta: 1, isCustom: true, atMs: 1 }, 'x');
  const placeOf = async () => {
    const [row] = await stores.database!.query<{ end: string; count: string }>(
      'SELECT max(place) AS end, count(*) AS count FROM events',
    );
    return [row!.end, row!.count].map(Number);
  };

  it('stay open when the process that gives them out ends half-way', async () => {
    const half: BindEvent = () => {
      throw new Error('killed');
    };
    await expect(stores.places.place(10, half)).rejects.toThrow('killed');
    expect(await stores.places.backlog()).toEqual({ waiting: 1, oldestAtMs: expect.any(Number) });
    expect(await stores.places.place(10, binder().bind)).toBe(1);
    expect(await stores.places.backlog()).toEqual({ waiting: 0, oldestAtMs: undefined });
  });

  it('are given out once and without a gap, in the order of the changes, when several try at once', async () => {
    const [before] = await placeOf();
    const writing = Promise.all(Array.from({ length: 40 }, judge));
    let isWriting = true;
    const placing = Array.from({ length: 3 }, async () => {
      while (isWriting) await stores.places.place(3, binder().bind);
    });
    await writing;
    isWriting = false;
    await Promise.all(placing);
    while ((await stores.places.place(100, binder().bind)) > 0);
    expect(await placeOf()).toEqual([before! + 40, before! + 40]);
    const rows = await stores.database!.query<{ old: number; new: number }>(
      `SELECT (data ->> 'old')::int AS old, (data ->> 'new')::int AS new FROM events WHERE place > $1 ORDER BY place`,
      [before],
    );
    expect(rows).toEqual(Array.from({ length: 40 }, (_, step) => ({ old: step, new: step + 1 })));
  });

  it('cannot be changed or taken twice', async () => {
    await expect(stores.database!.query('UPDATE events SET data = $1', ['{}'])).rejects.toThrow('only ever added');
    await expect(stores.database!.query('DELETE FROM events')).rejects.toThrow('only ever added');
    const again = `INSERT INTO events SELECT $1, gen_random_uuid(), told_at, type, node_id, data, prev_hash, content_hash, hash,
      signature FROM events WHERE place = 1`;
    await expect(stores.database!.query(again, [1])).rejects.toMatchObject({ constraint: 'events_pkey' });
    await expect(stores.database!.query(again, [1_000_000])).rejects.toMatchObject({
      constraint: expect.stringContaining('prev_hash'),
    });
  });
});
