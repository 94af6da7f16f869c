import { PassThrough } from 'node:stream';
import { exportDatabase } from '@app/infrastructure/backup/export-database.js';
import { importDatabase } from '@app/infrastructure/backup/import-database.js';
import type { Database } from '@app/infrastructure/typeorm/database.js';
import { openDatabase, type Storage } from '@app/infrastructure/typeorm/open-database.js';
import {
  REMOVE_REGISTRY_SEEDS,
  registryEntities,
  registryMigrations,
} from '@app/infrastructure/typeorm/registry/schema.js';
import { TypeormNodeCredentials } from '@app/infrastructure/typeorm/registry/typeorm-node-credentials.js';
import { TypeormNodes } from '@app/infrastructure/typeorm/registry/typeorm-nodes.js';
import {
  BadCredentials,
  KeyRotatedMeanwhile,
  type KeyRotationOrder,
  type NewCredential,
  NodeDeregistered,
  type NodeId,
  NodeNotFound,
  type NodePublicKey,
  type Nodes,
  PublicKeyConflict,
  parsePublicKey,
  TooManyRotations,
} from '@app/node-registry';
import { STORAGE_KINDS, type StorageSource, startStorage } from '../support/storage.js';
import { openRegistryStores, type RegistryStores, STORE_KINDS } from './registry-stores.js';

const START_MS = Date.UTC(2026, 10, 26);
const DAY_MS = 86_400_000;
let made = 0;
const freshId = () => `node_${++made}` as NodeId;
const freshKey = () => parsePublicKey((++made).toString(16).padStart(8, '0').repeat(8))!;
const keyed = (publicKey: NodePublicKey): NewCredential => ({ kind: 'public-key', publicKey });

function addTo(nodes: Nodes, credential: NewCredential, nodeId = freshId()): Promise<NodeId> {
  const node = { nodeId, address: 'a:1', capabilities: [], createdAtMs: START_MS, credential };
  return nodes.add(node).then(() => nodeId);
}

function orderOf(nodeId: NodeId, oldKeyId: string, more: Partial<KeyRotationOrder> = {}): KeyRotationOrder {
  const rest = { byAdministrator: false, actor: `node:${nodeId}`, idempotencyKey: undefined, proof: undefined };
  return { nodeId, oldKeyId, newKey: freshKey(), rotatedAtMs: START_MS, ...rest, ...more };
}

describe.each(STORE_KINDS)('keys of nodes on %s', (kind) => {
  let stores: RegistryStores;
  beforeAll(async () => {
    stores = await openRegistryStores(kind);
  }, 60_000);
  afterAll(() => stores?.stop());

  it('are replaced, and found by what brought them', async () => {
    const old = freshKey();
    const nodeId = await addTo(stores.nodes, keyed(old));
    expect(await stores.credentials.keyIdOf(nodeId)).toBe(old.hex);
    const order = orderOf(nodeId, old.hex, { idempotencyKey: 'k' });
    const { newKey } = order;
    const rotation = { nodeId, oldKeyId: old.hex, newKey, rotatedAtMs: START_MS };
    expect(await stores.credentials.rotate(order)).toEqual(rotation);
    expect(await stores.credentials.ownerOf(old)).toBeUndefined();
    expect(await stores.credentials.ownerOf(newKey)).toBe(nodeId);
    expect(await stores.credentials.keyIdOf(nodeId)).toBe(newKey.hex);
    expect(await stores.credentials.rotationUnder(nodeId, 'k')).toEqual(rotation);
    expect(await stores.credentials.rotationUnder(nodeId, 'other')).toBeUndefined();
    expect(await stores.credentials.rotationUnder(freshId(), 'k')).toBeUndefined();
    expect(await stores.credentials.rotationTo(newKey)).toEqual(rotation);
    expect(await stores.credentials.rotationTo(old)).toBeUndefined();
  });

  it('replace a secret', async () => {
    const nodeId = await addTo(stores.nodes, { kind: 'shared-secret', sealedSecret: Buffer.from('sealed') });
    expect(await stores.credentials.keyIdOf(nodeId)).toBe(`hmac:${nodeId}`);
    await stores.credentials.rotate(orderOf(nodeId, `hmac:${nodeId}`));
    expect(await stores.credentials.sealedSecretOf(nodeId)).toBeUndefined();
  });

  it('stay when the order is refused', async () => {
    const [old, others] = [freshKey(), freshKey()];
    const nodeId = await addTo(stores.nodes, keyed(old));
    await addTo(stores.nodes, keyed(others));
    const proof = { keyId: others.hex, nonce: 'n'.repeat(16), expiresAtMs: START_MS + DAY_MS };
    expect(await stores.nonces.claim(proof.keyId, proof.nonce, proof.expiresAtMs, START_MS)).toBe(true);
    const refused = async (order: KeyRotationOrder, reason: new (...args: never[]) => Error) =>
      expect(stores.credentials.rotate(order)).rejects.toBeInstanceOf(reason);
    const stranger = freshId();
    await refused(orderOf(stranger, old.hex), NodeNotFound);
    await refused(orderOf(nodeId, others.hex), KeyRotatedMeanwhile);
    await refused(orderOf(nodeId, `hmac:${nodeId}`), KeyRotatedMeanwhile);
    await refused(orderOf(nodeId, old.hex, { newKey: others }), PublicKeyConflict);
    await refused(orderOf(nodeId, old.hex, { newKey: old }), PublicKeyConflict);
    await refused(orderOf(nodeId, old.hex, { proof }), BadCredentials);
    await stores.nodes.revise(nodeId, () => ({ deregistration: { atMs: START_MS, byAdministrator: false } }));
    await refused(orderOf(nodeId, old.hex), NodeDeregistered);
    expect(await stores.credentials.keyIdOf(nodeId)).toBe(old.hex);
    await stores.credentials.rotate(orderOf(nodeId, old.hex, { byAdministrator: true }));
  });

  it('that were given up come back for no node, the same included', async () => {
    const old = freshKey();
    const nodeId = await addTo(stores.nodes, keyed(old));
    const { newKey } = await stores.credentials.rotate(orderOf(nodeId, old.hex));
    await expect(addTo(stores.nodes, keyed(old))).rejects.toBeInstanceOf(PublicKeyConflict);
    const back = orderOf(nodeId, newKey.hex, { newKey: old, byAdministrator: true });
    await expect(stores.credentials.rotate(back)).rejects.toBeInstanceOf(PublicKeyConflict);
  });

  it('are replaced by one of ten orders at once', async () => {
    const old = freshKey();
    const nodeId = await addTo(stores.nodes, keyed(old));
    const orders = Array.from({ length: 10 }, () => orderOf(nodeId, old.hex));
    const outcomes = await Promise.allSettled(orders.map((order) => stores.credentials.rotate(order)));
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(refused).toHaveLength(9);
    for (const { reason } of refused) expect(reason).toBeInstanceOf(KeyRotatedMeanwhile);
    const winner = orders[outcomes.findIndex(({ status }) => status === 'fulfilled')]!;
    expect(await stores.credentials.keyIdOf(nodeId)).toBe(winner.newKey.hex);
  });

  it('belong to one node, however many register and rotate to the same at once', async () => {
    for (let turn = 0; turn < 10; turn++) {
      const [old, wanted] = [freshKey(), freshKey()];
      const rotating = await addTo(stores.nodes, keyed(old));
      const outcomes = await Promise.allSettled([
        stores.credentials.rotate(orderOf(rotating, old.hex, { newKey: wanted })),
        addTo(stores.nodes, keyed(wanted)),
        addTo(stores.nodes, keyed(old)),
      ]);
      const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
      expect(refused).toHaveLength(2);
      for (const { reason } of refused) expect(reason).toBeInstanceOf(PublicKeyConflict);
      expect(outcomes[2].status).toBe('rejected');
    }
  });

  it('are replaced ten times in any 24 hours by their node', async () => {
    let key = freshKey();
    const nodeId = await addTo(stores.nodes, keyed(key));
    const rotateAt = async (rotatedAtMs: number, byAdministrator = false) => {
      const order = orderOf(nodeId, key.hex, { rotatedAtMs, byAdministrator });
      await stores.credentials.rotate(order);
      key = order.newKey;
    };
    for (let hour = 0; hour < 10; hour++) await rotateAt(START_MS + hour * 3_600_000);
    const refusal = rotateAt(START_MS + DAY_MS - 1000);
    await expect(refusal).rejects.toBeInstanceOf(TooManyRotations);
    await expect(refusal).rejects.toMatchObject({ retryAfterSeconds: 1 });
    await rotateAt(START_MS + DAY_MS - 1000, true);
    await rotateAt(START_MS + DAY_MS);
  });
});

describe.each(STORAGE_KINDS)('keys of nodes that were stored before, on %s', (kind) => {
  let source: StorageSource;
  const opened: Database[] = [];
  beforeAll(async () => {
    source = await startStorage(kind);
  }, 60_000);
  afterAll(async () => {
    for (const database of opened) await database.close();
    await source?.stop();
  });

  const open = async (migrations = registryMigrations, storage?: Storage) => {
    const database = await openDatabase({
      storage: storage ?? (await source.fresh()),
      schema: 'registry',
      migrations,
      entities: registryEntities,
      applicationName: 'contract test',
      log: { warn: () => {} },
    });
    opened.push(database);
    return database;
  };

  it('are one node’s, too, and can be replaced, when no key could be replaced then', async () => {
    const all = registryMigrations as { name: string }[];
    const before = all.slice(
      0,
      all.findIndex(({ name }) => name === 'RotateNodeKeys1795801000001'),
    ) as never;
    const [old, nodeId, storage] = [freshKey(), freshId(), await source.fresh()];
    const earlier = await open(before, storage);
    await earlier.query('INSERT INTO nodes (node_id, address, created_at) VALUES ($1, $2, now())', [nodeId, 'a:1']);
    await earlier.query('INSERT INTO node_credentials (node_id, scheme, public_key) VALUES ($1, $2, $3)', [
      nodeId,
      old.scheme,
      Buffer.from(old.hex, 'hex'),
    ]);
    await earlier.close();
    opened.pop();
    const database = await open(registryMigrations, storage);
    await expect(addTo(new TypeormNodes(database), keyed(old))).rejects.toBeInstanceOf(PublicKeyConflict);
    const order = orderOf(nodeId, old.hex);
    await new TypeormNodeCredentials(database).rotate(order);
    for (const statement of [
      'DELETE FROM node_public_keys',
      'UPDATE node_key_rotations SET old_key_id = new_key::text',
      "UPDATE node_credentials SET public_key = decode(repeat('ab', 32), 'hex')",
    ])
      await expect(database.query(statement)).rejects.toThrow();
    expect(await new TypeormNodeCredentials(database).ownerOf(order.newKey)).toBe(nodeId);
  });

  it('come back with a backup, and those that were given up do not', async () => {
    const origin = await open();
    const old = freshKey();
    const nodeId = await addTo(new TypeormNodes(origin), keyed(old));
    const rotation = await new TypeormNodeCredentials(origin).rotate(orderOf(nodeId, old.hex, { idempotencyKey: 'k' }));
    const backup = new PassThrough();
    const [, target] = await Promise.all([exportDatabase(origin, backup).then(() => backup.end()), open()]);
    await importDatabase(target, backup, { removeSeeds: REMOVE_REGISTRY_SEEDS });
    const credentials = new TypeormNodeCredentials(target);
    expect(await credentials.rotationUnder(nodeId, 'k')).toEqual(rotation);
    expect(await credentials.ownerOf(rotation.newKey)).toBe(nodeId);
    await expect(addTo(new TypeormNodes(target), keyed(old))).rejects.toBeInstanceOf(PublicKeyConflict);
    await credentials.rotate(orderOf(nodeId, rotation.newKey.hex));
  });
});
