import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { REGISTRY_EVENT_TYPES } from '@app/node-registry';
import { type StorageSource, startStorage } from '../support/storage.js';
import { EventReader, type Told } from './support/event-reader.js';
import { openedDevnet } from './support/opened-devnet.js';
import { startTestRegistry, type TestRegistry } from './support/start-registry.js';
import { until, WalletClient } from './support/wallet-client.js';

const FLOP = 100_000_000n;
const MISPLACE = `SELECT post_entry('test', NULL, NULL, now(), ARRAY[NULL, NULL]::bigint[], ARRAY['house', 'external'],
  ARRAY[$1::bigint, -($1::bigint)])`;

describe.each(['embedded', 'postgres'] as const)('the log of a registry on %s', (kind) => {
  const directory = mkdtempSync(join(tmpdir(), 'mizan-events-'));
  let source: StorageSource;
  let registry: TestRegistry;
  const client = new WalletClient(() => registry.port);
  const reader = new EventReader(() => registry.port);
  const coin = () => openedDevnet(registry);
  const mine = (blocks: number) => client.post('/devnet/mine', { blocks });
  const beat = (sequence: number) => client.post('/nodes/payer/heartbeat', { node_id: 'payer', sequence });
  const all = () => reader.all();

  beforeAll(async () => {
    source = await startStorage(kind);
    const storage = await source.fresh();
    registry = await startTestRegistry({
      storage: storage as Parameters<typeof startTestRegistry>[0]['storage'],
      masterKeyFile: join(directory, 'master.key'),
      heartbeatIntervalMs: 200,
      walletEnvironment: { WALLET_POLL_INTERVAL_MS: '100' },
    });
  }, 60_000);
  afterAll(async () => {
    await registry?.close();
    await source?.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  it('tells of everything that happens, in order, and to those who follow it live as to those who read it later', async () => {
    const live = reader.stream('/events', 12);
    await client.register('payer');
    await beat(1);
    const offline = async () => (await reader.all('&types=node.offline')).length === 1;
    await until('the node to be offline', offline);
    await beat(1);
    const { address, walletId } = await client.open('payer');
    const { address: other } = await client.open('receiver');
    const { body: added } = await client.post('/wallet/payer/new-address', {});
    const { body: seen } = await client.post('/devnet/faucet', { address, amount: 50 });
    await mine(6);
    const { body: outside } = await client.get('/devnet/address');
    const { body: paid } = await client.pay('payer', outside.address, 10);
    await mine(6);
    const { body: within } = await client.pay('payer', other, 5);
    coin().faults.plan({ fault: 'refused', call: 'build' });
    await client.pay('payer', outside.address, 1);
    const { body: taken } = await client.post('/devnet/faucet', { address: other, amount: 3 });
    await mine(1);
    await coin().devnet.reorganise({ depth: 1, doubleSpend: [taken.txid] });
    await mine(1);
    await registry.resources.database!.query(MISPLACE, [7n]);
    await mine(1);
    await until('the freeze', async () => (await client.reserves()).frozen_by !== null);
    await registry.resources.database!.query(MISPLACE, [-7n]);
    await client.agreement();
    const reputation = { node_id: 'payer', event_type: 'task_success' };
    await client.post('/nodes/reputation', reputation);
    await client.delete('/nodes/receiver');

    const events = await until('the last event', async () => {
      const told = await all();
      return told.at(-1)?.type === 'node.deregistered' && told;
    });
    expect(new Set(events.map(({ type }: Told) => type))).toEqual(new Set(REGISTRY_EVENT_TYPES));
    const of = (type: string) => events.filter((event: Told) => event.type === type).map((event: Told) => event.data);
    expect(of('wallet.created')[0]).toEqual({ node: 'payer', wallet: walletId, address });
    expect(of('wallet.address_added')).toEqual([{ node: 'payer', wallet: walletId, address: added.new_address }]);
    expect(of('deposit.seen')[0]).toMatchObject({ node: 'payer', txid: seen.txid, units: `${50n * FLOP}`, was: null });
    expect(of('deposit.confirmed')).toMatchObject([
      { node: 'payer', txid: seen.txid, address, height: expect.any(Number), confirmations: 6, was: 'pending' },
      { node: 'receiver', txid: within.txid, vout: null, units: `${5n * FLOP}` },
    ]);
    expect(of('deposit.reversed')).toMatchObject([{ node: 'receiver', txid: taken.txid, was: 'pending' }]);
    const payment = { node: 'payer', kind: 'send', txid: paid.txid, units: `${10n * FLOP}`, fee: expect.any(String) };
    expect(of('payment.signed')).toMatchObject([{ ...payment, height: null }]);
    expect(of('payment.confirmed')).toMatchObject([
      { ...payment, height: expect.any(Number), payment: of('payment.signed')[0].payment },
      { node: 'payer', kind: 'internal', txid: within.txid },
    ]);
    expect(of('payment.failed')).toMatchObject([{ node: 'payer', txid: null, failure: expect.any(String) }]);
    expect(of('reserves.frozen')).toMatchObject([{ by: 'drift', drift: '-7' }]);
    expect(of('reserves.thawed')).toMatchObject([{ by: null, drift: '0' }]);
    expect(of('reputation.changed')).toEqual([{ node: 'payer', event: 'task_success', delta: 10, old: 0, new: 10 }]);
    expect((await live).map(({ data }) => data)).toEqual(events.slice(0, 12));
    expect(await reader.verify(events)).toBe(events.length);
    expect(events.map(({ proof }: Told) => proof.place)).toEqual(events.map((_: Told, index: number) => index + 1));
  }, 60_000);

  it('goes on from any event, for a page and for a stream, and tells of one node alone', async () => {
    const events = await all();
    const from = events.at(-4);
    const { body } = await client.get(`/events?after=${from.cursor}`);
    expect(body).toMatchObject({ events: events.slice(-3), has_more: false, next_cursor: events.at(-1).cursor });
    const resumed = await reader.stream('/events', 3, { 'Last-Event-ID': from.cursor });
    expect(resumed).toEqual(events.slice(-3).map((data: Told) => ({ id: data.cursor, data })));
    const ofNode = await reader.all('&node=receiver');
    expect(ofNode).toEqual(events.filter(({ data }: Told) => data.node === 'receiver'));
    expect(ofNode.length).toBeGreaterThan(3);
    expect((await client.get('/events?after=latest')).body.events).toEqual([]);
    expect((await client.get('/events?types=node.updated,other')).status).toBe(422);
    expect((await client.get('/events?after=abc')).status).toBe(400);
  });

  it('places what was told by a process that ended before it could', async () => {
    const before = await all();
    const { database } = registry.resources;
    await database!.query(
      `INSERT INTO unplaced_events (type, node_id, data) VALUES ('node.updated', 'payer', '{"node":"payer"}')`,
    );
    const after = await until('the event', async () => {
      const told = await all();
      return told.length > before.length && told;
    });
    expect(after.slice(0, -1)).toEqual(before);
    expect(await reader.verify(after)).toBe(after.length);
  });
});
