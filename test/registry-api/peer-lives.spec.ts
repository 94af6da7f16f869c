import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { exportDatabase } from '@app/infrastructure/backup/export-database.js';
import { importDatabase } from '@app/infrastructure/backup/import-database.js';
import { KeyRotation } from '@app/infrastructure/key-rotation/key-rotation.js';
import { registrySealedColumns } from '@app/infrastructure/key-rotation/registry-sealed-columns.js';
import type { Database } from '@app/infrastructure/typeorm/database.js';
import { openDatabase } from '@app/infrastructure/typeorm/open-database.js';
import { openRegistryDatabase } from '@app/infrastructure/typeorm/registry/open-registry-database.js';
import {
  REMOVE_REGISTRY_SEEDS,
  registryEntities,
  registryMigrations,
} from '@app/infrastructure/typeorm/registry/schema.js';
import type { MigrationInterface } from 'typeorm';
import { LyingProxy } from '../support/lying-proxy.js';
import { type StorageSource, startStorage } from '../support/storage.js';
import { PlayedPeers, REGISTERED } from './support/hostile-peer.js';
import { startTestRegistry, type TestRegistry } from './support/start-registry.js';
import { until, WalletClient } from './support/wallet-client.js';

// biome-ignore lint/suspicious/noExplicitAny: answers of the API
type Json = any;
type Storage = Parameters<typeof openRegistryDatabase>[0];

const OPTIONS = { applicationName: 'test', log: { warn: () => {} } };
/** Of the migration that made the log. */
const LOG_BEGINS = 1795806285000;

describe('what becomes of registries that are followed, and of followers', () => {
  const directory = mkdtempSync(join(tmpdir(), 'mizan-peer-lives-'));
  const played = new PlayedPeers();
  let source: StorageSource;
  let shared: Storage;
  let one: TestRegistry;
  let two: TestRegistry;
  let proxy: LyingProxy | undefined;
  const open = new Set<TestRegistry>();
  const client = new WalletClient(() => one.port);

  const start = async (storage: Storage, key: string) => {
    const registry = await startTestRegistry({ storage, masterKeyFile: join(directory, key) });
    open.add(registry);
    return registry;
  };
  const end = async (registry: TestRegistry) => {
    open.delete(registry);
    await registry.close();
  };
  const fresh = async () => (await source.fresh()) as Storage;
  const follow = async (url: string) => expect((await client.post('/peers', { url })).status).toBe(201);
  const peer = async (url: string): Promise<Json> =>
    (await client.get('/peers')).body.peers.find((found: Json) => found.url === url);
  const isAt = (url: string, place: number) =>
    until(`place ${place} of ${url}`, async () => (await peer(url)).place >= place);
  const refused = async (url: string) => {
    await until('the peer to be refused', async () => (await peer(url)).state === 'refused');
    return (await peer(url)).last_error;
  };
  const nodesOf = async (url: string): Promise<Json[]> =>
    (await client.get(`/nodes?origin=${(await peer(url)).registry_id}`)).body.nodes;

  beforeAll(async () => {
    source = await startStorage('postgres');
    await played.listen();
    shared = await fresh();
    one = await start(shared, 'follower.key');
    two = await start(shared, 'follower.key');
  }, 120_000);
  afterAll(async () => {
    for (const registry of open) await registry.close();
    await proxy?.stop();
    await played.stop();
    await source?.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  it('has two servers of one database look at a peer in turns, each part once, and one go on for both', async () => {
    let [now, most, looks] = [0, 0, 0];
    const before = async (path: string) => {
      if (path !== '/events/chain') return;
      looks += 1;
      most = Math.max(most, ++now);
      await sleep(300);
      now -= 1;
    };
    const url = played.add({ before });
    await follow(url);
    await isAt(url, 1);
    looks = 0;
    await sleep(3_000);
    // Every 1.3 s at most, and not twice as often.
    expect([most, looks >= 1 && looks <= 3]).toEqual([1, true]);
    await end(two);
    looks = 0;
    await until('another look', async () => looks > 0);
    two = await start(shared, 'follower.key');
    await client.delete(`/peers?url=${encodeURIComponent(url)}`);
  });

  it('follows the others while many that hung before hang again', async () => {
    const hung: (() => void)[] = [];
    const before = () => new Promise<void>((resolve) => hung.push(resolve));
    const urls = Array.from({ length: 40 }, () => played.add({ before }));
    await one.resources.database!.query(
      'INSERT INTO peers (url, configured, added, failures) SELECT url, false, true, 3 FROM unnest($1::text[]) AS hung(url)',
      [urls],
    );
    await until('both servers to wait for them', async () => hung.length >= 16);
    const url = played.add({});
    await follow(url);
    await until('the one that answers', async () => (await peer(url)).place === 1, 6_000);
    expect(hung.length).toBeLessThanOrEqual(16);
    await one.resources.database!.query('DELETE FROM peers');
    for (const answer of hung) answer();
  });

  it('refuses a registry that has another key than it had, and keeps what was learnt', async () => {
    const url = played.add({});
    await follow(url);
    await isAt(url, 1);
    played.replace(url, { log: [{}, { data: { ...REGISTERED, node: 'n2' } }] });
    expect(await refused(url)).toMatch(/follows another one/);
    expect(await nodesOf(url)).toMatchObject([{ node_id: 'n1' }]);
    await follow(url);
    await isAt(url, 2);
    expect(await nodesOf(url)).toMatchObject([{ node_id: 'n1' }, { node_id: 'n2' }]);
  });

  it('goes on with one that was restored whole and whose master key was changed, and finds out one restored from before', async () => {
    let theirs = await start(await fresh(), 'theirs.key');
    proxy = await LyingProxy.start(theirs.url);
    const them = new WalletClient(() => theirs.port);
    const database = () => theirs.resources.database!;
    await them.register('a');
    await until('its place', async () => (await them.get('/events/chain')).body.links.length === 1);
    const early = await backup(database());
    await them.register('b');
    await follow(proxy!.url);
    await isAt(proxy!.url, 2);
    const late = await backup(database());
    const restart = async (lines: string, key: string, change?: (database: Database) => Promise<void>) => {
      const storage = await fresh();
      const restored = await openRegistryDatabase(storage, OPTIONS);
      await importDatabase(restored, stream(lines), { removeSeeds: REMOVE_REGISTRY_SEEDS });
      await change?.(restored);
      await restored.close();
      await end(theirs);
      theirs = await start(storage, key);
      proxy!.leadTo(theirs.url);
    };
    await restart(late, 'new.key', (restored) =>
      rotateKey(restored, join(directory, 'theirs.key'), join(directory, 'new.key')),
    );
    await them.register('c');
    await isAt(proxy!.url, 3);
    expect((await nodesOf(proxy!.url)).map(({ node_id }) => node_id)).toEqual(['a', 'b', 'c']);
    await restart(early, 'theirs.key');
    expect(await refused(proxy!.url)).toMatch(/shorter than it was/);
    expect(await nodesOf(proxy!.url)).toHaveLength(3);
  }, 60_000);

  it('tells what a wallet has when its node allows that while it changes, in whichever order they end', async () => {
    const { database } = one.resources;
    await client.open('sharing');
    const account = `(SELECT a.id FROM accounts a JOIN wallets w ON w.id = a.wallet_id
      WHERE w.node_id = 'sharing' AND a.kind = 'available')`;
    const share = `UPDATE nodes SET share_balance = $1 WHERE node_id = 'sharing'`;
    const pay = `UPDATE accounts SET balance = balance + $1 WHERE id = ${account}`;
    const last = async () => {
      const rows = await database!.query<{ data: Json }>(
        `SELECT data FROM (SELECT data, told_at FROM events UNION ALL SELECT data, told_at FROM unplaced_events) e
         WHERE data ->> 'node' = 'sharing' AND data ? 'balance' ORDER BY told_at DESC LIMIT 1`,
      );
      return rows[0]?.data.balance.new;
    };
    /** The second one waits for the first, which ends later. */
    const both = async (first: [string, unknown], second: [string, unknown]) => {
      let other: Promise<unknown> | undefined;
      await database!.transaction(async (query) => {
        await query(first[0], [first[1]]);
        other = database!.query(second[0], [second[1]]);
        await sleep(200);
      });
      await other;
    };
    await both([pay, 5], [share, true]);
    expect(await last()).toBe('5');
    await database!.query(share, [false]);
    expect(await last()).toBeNull();
    await both([share, true], [pay, 2]);
    expect(await last()).toBe('7');
  });

  it('tells followers of nodes and wallets that were there before there was a log, after the upgrade', async () => {
    const storage = await fresh();
    if (storage.kind !== 'postgres') throw new Error('not a server');
    const migrations = (registryMigrations as (new () => MigrationInterface)[]).filter(
      ({ name }) => Number(name.slice(-13)) < LOG_BEGINS,
    );
    const former = await openDatabase({
      storage,
      schema: 'registry',
      entities: registryEntities,
      migrations,
      ...OPTIONS,
    });
    await former.query(`INSERT INTO nodes (node_id, address, reputation, created_at, deregistered_at, deregistered_by)
      VALUES ('old', '10.0.0.1:9000', 7, now(), NULL, NULL), ('gone', '10.0.0.2:9000', 1, now(), now(), 'node')`);
    await former.query(`INSERT INTO node_capabilities (node_id, capability) VALUES ('old', 'storage')`);
    await former.query(`INSERT INTO wallets (node_id, wallet_name, created_at) VALUES ('old', 'w', now())`);
    await former.query(`INSERT INTO wallet_addresses (address, wallet_id, created_at)
      SELECT a, id, now() FROM wallets, unnest(ARRAY['FirstAddressOfTheOldOne', 'LatestAddressOfTheOldOne']) AS a`);
    await former.close();
    const upgraded = await start(storage, 'upgraded.key');
    await follow(upgraded.url);
    await isAt(upgraded.url, 6);
    expect(await nodesOf(upgraded.url)).toMatchObject([
      { node_id: 'old', reputation: 7, capabilities: ['storage'], receiving_address: 'LatestAddressOfTheOldOne' },
    ]);
    const left = await client.get(`/nodes?origin=${(await peer(upgraded.url)).registry_id}&status=inactive`);
    expect(left.body.nodes).toMatchObject([{ node_id: 'gone' }]);
    // And it follows others.
    const url = played.add({});
    expect((await new WalletClient(() => upgraded.port).post('/peers', { url })).status).toBe(201);
    await until('the peer of the upgraded one', async () => {
      const { body } = await new WalletClient(() => upgraded.port).get('/peers');
      return body.peers[0].place === 1;
    });
  });
});

async function backup(database: Database): Promise<string> {
  const output = new PassThrough();
  const text = output.setEncoding('utf8').toArray();
  await exportDatabase(database, output);
  output.end();
  return (await text).join('');
}

function stream(lines: string): PassThrough {
  const input = new PassThrough();
  input.end(lines);
  return input;
}

async function rotateKey(database: Database, from: string, to: string): Promise<void> {
  const rotation = new KeyRotation(database, registrySealedColumns);
  const file = (path: string, createWhenMissing: boolean) => ({ kind: 'file', path, createWhenMissing }) as const;
  expect(await rotation.prepare(file(from, false), file(to, true))).toBe(true);
  await rotation.begin();
  await rotation.rewrap();
  await rotation.finish();
}
