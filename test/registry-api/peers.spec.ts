import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LyingProxy } from '../support/lying-proxy.js';
import { type StorageSource, startStorage } from '../support/storage.js';
import { startTestRegistry, type TestRegistry } from './support/start-registry.js';
import { until, WalletClient } from './support/wallet-client.js';

// biome-ignore lint/suspicious/noExplicitAny: answers of the API
type Json = any;
type Storage = Parameters<typeof startTestRegistry>[0]['storage'];

/** What a proxy makes of answers that hold two events. */
const LIES: [string, (target: string, answer: Json) => Json, RegExp][] = [
  [
    'changes what an event says',
    (target, answer) => target.startsWith('/events?') && { ...answer, events: answer.events.map(withOtherAddress) },
    /not what was hashed/,
  ],
  [
    'leaves an event out, and its link too',
    (target, { links, ...rest }) => target.startsWith('/events/chain') && { ...rest, links: links.slice(1) },
    /does not follow/,
  ],
  [
    'leaves an event out, but not its link',
    (target, answer) => target.startsWith('/events?') && { ...answer, events: answer.events.slice(1) },
    /left out/,
  ],
  [
    'calls an event one that is not for everybody',
    (target, answer) => (target.startsWith('/events?') ? { ...answer, events: [] } : withLinks(answer, asPrivate)),
    /has not signed that the event/,
  ],
  [
    'changes the order',
    (target, { links, ...rest }) => target.startsWith('/events/chain') && { ...rest, links: [...links].reverse() },
    /does not follow/,
  ],
  [
    'signs with another key',
    (target, answer) => target.startsWith('/events?') && { ...answer, events: answer.events.map(signedByAnother) },
    /not signed by the registry/,
  ],
];

describe.each(['embedded', 'postgres'] as const)('registries that follow each other, on %s', (kind) => {
  const directory = mkdtempSync(join(tmpdir(), 'mizan-peers-'));
  let source: StorageSource;
  let storages: Storage[];
  let followed: TestRegistry;
  let follower: TestRegistry;
  let proxy: LyingProxy;
  const open: TestRegistry[] = [];
  const theirs = new WalletClient(() => followed.port);
  const ours = new WalletClient(() => follower.port);

  const start = async (index: number, peers: string[] = [], credentials?: 'required') => {
    const masterKeyFile = join(directory, `master-${index}.key`);
    const storage = storages[index]!;
    const registry = await startTestRegistry({ storage, masterKeyFile, peers, ...(credentials && { credentials }) });
    open.push(registry);
    return registry;
  };
  const peers = async (): Promise<Json[]> => (await ours.get('/peers')).body.peers;
  const peer = async (url = proxy.url) => (await peers()).find((one) => one.url === url);
  const nodesOf = async (origin: string) => (await ours.get(`/nodes?origin=${origin}`)).body.nodes as Json[];
  const followedId = async () => (await theirs.get('/registry/identity')).body.registry_id as string;
  const place = async () => (await theirs.get('/events/chain?limit=1000')).body.links.length as number;
  const isAllPlaced = async () => {
    const [row] = await followed.resources.database!.query<{ waiting: string }>(
      'SELECT count(*) AS waiting FROM unplaced_events',
    );
    return row!.waiting === '0';
  };
  const caughtUp = () =>
    until(
      'the follower to have read all',
      async () => (await isAllPlaced()) && (await peer())?.place === (await place()),
    );
  const refused = () => until('the peer to be refused', async () => (await peer())?.state === 'refused');
  const addAnew = async (url = proxy.url) => {
    expect((await ours.post('/peers', { url })).status).toBe(201);
    await caughtUp();
  };

  beforeAll(async () => {
    source = await startStorage(kind);
    storages = [(await source.fresh()) as Storage, (await source.fresh()) as Storage];
    followed = await start(0);
    proxy = await LyingProxy.start(followed.url);
    follower = await start(1, [proxy.url]);
  }, 60_000);
  afterAll(async () => {
    for (const registry of open) await registry.close().catch(() => undefined);
    await proxy?.stop();
    await source?.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  it('shows the nodes of the other with what became of them, and where their wallets receive', async () => {
    await theirs.register('alpha');
    await theirs.register('beta');
    const { address } = await theirs.open('alpha');
    await theirs.post('/nodes/beta/heartbeat', { node_id: 'beta', sequence: 1 });
    await theirs.post('/nodes/reputation', { node_id: 'beta', event_type: 'task_success' });
    await ours.register('alpha');
    await caughtUp();
    const registryId = await followedId();
    expect(await nodesOf(registryId)).toMatchObject([
      { node_id: 'alpha', origin: registryId, receiving_address: address, wallet_health: 'unreconciled' },
      {
        node_id: 'beta',
        origin: registryId,
        status: 'online',
        receiving_address: null,
        reputation: expect.any(Number),
      },
    ]);
    expect((await nodesOf('all')).map(({ node_id, origin }) => [node_id, origin === registryId])).toEqual([
      ['alpha', false],
      ['alpha', true],
      ['beta', true],
    ]);
    const local = (await ours.get('/nodes')).body.nodes;
    expect(local).toHaveLength(1);
    expect(Object.keys(local[0])).not.toContain('origin');
  });

  it('keeps what a wallet can spend while its node allows that, as of each change', async () => {
    const registryId = await followedId();
    const balance = async () => {
      await caughtUp();
      const [{ balance: units, share_balance: isShared }] = await nodesOf(registryId);
      return [units, isShared];
    };
    const allow = (share_balance?: boolean) =>
      theirs.post('/nodes/register', { node_id: 'alpha', address: '10.0.0.9:9000', capabilities: [], share_balance });
    const fund = async (amount: number) => {
      const [{ receiving_address: address }] = await nodesOf(registryId);
      expect((await theirs.post('/devnet/faucet', { address, amount })).status).toBe(200);
      await theirs.post('/devnet/mine', { blocks: 6 });
    };
    const available = async () => `${(await theirs.units('alpha')).available}`;
    const spendable = (units: string) => until(`${units} units`, async () => (await available()) === units);
    await fund(2);
    await spendable('200000000');
    expect(await balance()).toEqual([null, false]);
    await allow(true);
    expect(await balance()).toEqual(['200000000', true]);
    await fund(3);
    await spendable('500000000');
    expect(await balance()).toEqual(['500000000', true]);
    await allow(); // says nothing of it
    await theirs.pay('alpha', (await theirs.open('beta')).address, 1);
    expect(await balance()).toEqual([await available(), true]);
    expect((await theirs.get('/nodes/alpha')).body.share_balance).toBe(true);
    await allow(false);
    await fund(1);
    expect(await balance()).toEqual([null, false]);
    expect((await ours.get('/nodes/alpha')).body.share_balance).toBe(false);
    const { events } = (await theirs.get('/events?types=node.updated&node=alpha&limit=1000')).body;
    const told = events.flatMap(({ data }: Json) => (data.balance ? [[data.balance.old, data.balance.new]] : []));
    // Each begins where the one before ended, and the last one ends with nothing.
    expect([...told.map(([old]: Json) => old), null]).toEqual([null, ...told.map(([, now]: Json) => now)]);
  });

  it('leads through the nodes of all by pages, and takes the filters of other lists', async () => {
    const seen: string[] = [];
    for (let cursor = ''; ; ) {
      const { body } = await ours.get(`/nodes?origin=all&limit=1${cursor}`);
      seen.push(...body.nodes.map(({ node_id }: Json) => node_id));
      if (body.next_cursor === null) break;
      cursor = `&cursor=${body.next_cursor}`;
    }
    expect(seen).toEqual(['alpha', 'alpha', 'beta']);
    expect((await ours.get('/nodes?origin=all&status=online')).body.nodes).toHaveLength(1);
    expect((await ours.get('/nodes?origin=elsewhere')).status).toBe(422);
  });

  it('goes on where it was when either is stopped and started again', async () => {
    await follower.close();
    await theirs.delete('/nodes/beta');
    await theirs.register('gamma');
    follower = await start(1, [proxy.url]);
    await caughtUp();
    const names = (await nodesOf(await followedId())).map(({ node_id }) => node_id);
    expect(names).toEqual(['alpha', 'gamma']);
    expect((await ours.get('/nodes?origin=all&status=inactive')).body.nodes).toMatchObject([{ node_id: 'beta' }]);
  });

  // What is verified is the same on each database.
  (kind === 'embedded' ? it : it.skip).each(LIES)('finds out a proxy that %s', async (_, lie, reason) => {
    await addAnew();
    const before = await nodesOf('all');
    // Both events are there before one is read.
    proxy.tell((_request, answer) => ({ ...answer, events: [], links: [] }));
    const end = await place();
    await theirs.post('/nodes/reputation', { node_id: 'alpha', event_type: 'task_success' });
    await theirs.post('/nodes/reputation', { node_id: 'gamma', event_type: 'task_success' });
    await until('both events', async () => (await place()) === end + 2);
    proxy.tell(({ target }, answer) => {
      const hasSome = (answer?.events ?? answer?.links)?.length > 0;
      return (hasSome && lie(target, answer)) || undefined;
    });
    await refused();
    expect(proxy.lies).toBeGreaterThan(0);
    expect((await peer()).last_error).toMatch(reason);
    expect(follower.log()).toContain('the log of a peer cannot be true');
    expect(await nodesOf('all')).toEqual(before);
    proxy.tell(() => undefined);
  });

  it('finds out a log that was forked, or is shorter than it was', async () => {
    await addAnew();
    const places = await place();
    await followed.resources.database!.query('ALTER TABLE events DISABLE TRIGGER events_append_only');
    await followed.resources.database!.query('DELETE FROM events WHERE place > $1', [places - 2]);
    await refused();
    expect((await peer()).last_error).toMatch(/shorter than it was/);
    await addAnew();
    await followed.resources.database!.query('DELETE FROM events WHERE place > $1', [places - 4]);
    for (const name of ['d1', 'd2', 'd3', 'd4']) await theirs.register(name);
    await refused();
    expect((await peer()).last_error).toMatch(/follows another one|shorter than it was/);
    await followed.resources.database!.query('ALTER TABLE events ENABLE TRIGGER events_append_only');
  });

  it('goes on by itself when the other did not answer for a while', async () => {
    const url = 'http://127.0.0.1:9';
    expect((await ours.post('/peers', { url: `${url}/` })).body).toMatchObject({ url, state: 'new', source: 'added' });
    await until('the look to fail', async () => (await peer(url)).last_error !== null);
    expect(await peer(url)).toMatchObject({ state: 'failing', last_error: 'ECONNREFUSED', registry_id: null });
    expect((await ours.delete(`/peers?url=${encodeURIComponent(url)}`)).body).toEqual({ success: true, url });
    expect((await ours.delete(`/peers?url=${encodeURIComponent(url)}`)).status).toBe(404);
  });

  it('connects to no address at which clouds hand out secrets, however it is written', async () => {
    for (const host of ['169.254.169.254', '2852039166', '[::ffff:a9fe:a9fe]', 'metadata.google.internal']) {
      const { body } = await ours.post('/peers', { url: `https://${host}/x` });
      await until('the look to fail', async () => (await peer(body.url)).last_error !== null);
      expect([host, (await peer(body.url)).last_error]).toEqual([host, 'EFORBIDDENADDRESS']);
      await ours.delete(`/peers?url=${encodeURIComponent(body.url)}`);
    }
  });

  it('does not remove a peer that PEERS names, and refuses wrong addresses', async () => {
    const named = await ours.delete(`/peers?url=${encodeURIComponent(proxy.url)}`);
    expect([named.status, named.body.detail]).toEqual([409, expect.stringContaining('PEERS')]);
    for (const url of [
      'ftp://a.example',
      'http://a.example',
      'https://u:p@a.example',
      'https://a.example/?x=1',
      'here',
    ]) {
      expect([url, (await ours.post('/peers', { url })).status]).toEqual([url, 400]);
    }
    const own = await ours.post('/peers', { url: follower.url, public_key: 'ab'.repeat(32) });
    expect(own.status).toBe(201);
    await until('the other key to be seen', async () => (await peer(follower.url)).state === 'refused');
    expect((await peer(follower.url)).last_error).toMatch(/not the one that was given/);
  });

  it('follows a registry in production, whose payments it may not read', async () => {
    await theirs.post('/devnet/faucet', { address: (await theirs.open('delta')).address, amount: 5 });
    await followed.close();
    followed = await start(0, [], 'required');
    const oldUrl = proxy.url;
    await proxy.stop();
    proxy = await LyingProxy.start(followed.url);
    expect((await ours.post('/peers', { url: proxy.url })).status).toBe(201);
    // The registry is followed at its old address, where nothing answers any more: the same one is not followed twice.
    await until('the double to be refused', async () => (await peer())?.state === 'refused');
    expect((await peer()).last_error).toMatch(/followed at another address/);
    await follower.close();
    follower = await start(1, []);
    expect(await peer(oldUrl)).toBeUndefined();
    await addAnew();
    const delta = (await nodesOf(await followedId())).find(({ node_id }) => node_id === 'delta');
    expect(delta.receiving_address).toMatch(/\w{20,}/);
  });
});

function withOtherAddress(event: Json): Json {
  return { ...event, data: { ...event.data, new: 99 } };
}

function asPrivate(link: Json): Json {
  return { ...link, type: 'payment.signed' };
}

function withLinks(answer: Json, change: (link: Json) => Json): Json {
  return answer.links && { ...answer, links: answer.links.map(change) };
}

function signedByAnother({ proof, ...event }: Json): Json {
  const signature = `${proof.signature.slice(0, -4)}${proof.signature.endsWith('0000') ? '1111' : '0000'}`;
  return { ...event, proof: { ...proof, signature } };
}
