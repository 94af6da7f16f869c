import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startStorage } from '../support/storage.js';
import {
  identityJson,
  newIdentity,
  type PeerPlay,
  PlayedPeers,
  RawAnswer,
  REGISTERED,
} from './support/hostile-peer.js';
import { startTestRegistry, type TestRegistry } from './support/start-registry.js';
import { until, WalletClient } from './support/wallet-client.js';

// biome-ignore lint/suspicious/noExplicitAny: answers of the API
type Json = any;
type Case = [what: string, play: PeerPlay, reason: RegExp];

const elsewhere = newIdentity();
const raw = (status: number, text: string, headers = {}) => ({ identity: () => new RawAnswer(status, text, headers) });
const identity = (change: (answer: Json) => object): PeerPlay => ({
  identity: (answer) => ({ ...answer, ...change(answer) }),
});
const link = (change: object): PeerPlay => ({
  chain: ({ links, ...rest }) => ({ ...rest, links: [{ ...links[0], ...change }] }),
});
const chain = (change: object): PeerPlay => ({ chain: (answer) => ({ ...answer, ...change }) });
const event = (change: object): PeerPlay => ({
  events: ({ events, ...rest }) => ({ ...rest, events: [{ ...events[0], ...change }] }),
});
const says = (data: object, type = 'node.registered'): PeerPlay => ({ log: [{ type, data: data as Json }] });
const later = (type: string, data: object): PeerPlay => ({
  log: [{}, { type: type as 'node.updated', data: { node: 'n1', ...data } as Json }],
});
const at = (time: unknown): PeerPlay => ({ log: [{ time: time as string }] });

/** Lists in each other, which no library would write. */
const nested = (depth: number): PeerPlay => ({
  events: ({ events: [first] }) => {
    const text = JSON.stringify({ events: [{ ...first, data: { deep: 0 } }] });
    return new RawAnswer(200, text.replace('"deep":0', `"deep":${'['.repeat(depth)}${']'.repeat(depth)}`));
  },
});

/** Asked again later: another answer may do. */
const FAILING: Case[] = [
  ['is no JSON', raw(200, '<html>'), /no registry/],
  ['is a list', raw(200, '[]'), /no registry/],
  ['is null', raw(200, 'null'), /no registry/],
  ['is an error', raw(500, '{}'), /answered 500/],
  ['leads elsewhere', raw(302, '{}', { location: 'http://127.0.0.1:1/' }), /answered 302/],
  ['has another length than it says', raw(200, '{', { 'content-length': '9' }), /./],
  [
    'has a key of capitals',
    identity(({ public_key }) => ({ public_key: public_key.toUpperCase() })),
    /form.*public_key/,
  ],
  ['has a short key', identity(() => ({ public_key: 'ab' })), /form.*public_key/],
  ['has an ID of numbers', identity(() => ({ registry_id: 1 })), /form.*registry_id/],
  ['has no name', identity(() => ({ name: undefined })), /form.*name/],
  ['has an address that is none', identity(() => ({ url: {} })), /form.*url/],
  ['has no links', chain({ links: null }), /form.*links/],
  ['has a link that is null', chain({ links: [null] }), /form.*links\.0/],
  ['has a link that is a number', chain({ links: [1] }), /form.*links\.0/],
  ['has a link that is a list', chain({ links: [[]] }), /form.*links\.0/],
  ['has a link without members', chain({ links: [{}] }), /form.*links\.0/],
  ['has too many links', chain({ links: Array(501).fill(null) }), /form.*links/],
  ['has a place of text', link({ place: '1' }), /form.*place/],
  ['has half a place', link({ place: 1.5 }), /form.*place/],
  ['has a place beyond numbers', link({ place: 1e300 }), /form.*place/],
  ['has a signature of a million digits', link({ signature: 'ab'.repeat(500_000) }), /form.*signature/],
  ['has a hash that is an object', link({ hash: { toString: 1 } }), /form.*hash/],
  ['has a type of a million letters', link({ type: 'a'.repeat(1_000_000) }), /form.*type/],
  ['has no signature of the type', link({ type_signature: undefined }), /form.*type_signature/],
  ['has no cursor', chain({ next_cursor: undefined }), /form.*next_cursor/],
  ['has a cursor that is null', chain({ next_cursor: null }), /without a cursor/],
  ['has a cursor that is a number', chain({ next_cursor: 7 }), /form.*next_cursor/],
  ['has a cursor of 401 characters', chain({ next_cursor: 'c'.repeat(401) }), /form.*next_cursor/],
  ['has a cursor with what no row takes', chain({ next_cursor: 'c\0' }), /form.*next_cursor/],
  ['has no events', { events: () => ({}) }, /form.*events/],
  ['has an event that is null', { events: () => ({ events: [null] }) }, /form.*events\.0/],
  ['has an event without proof', event({ proof: null }), /form.*proof/],
  ['has an event that says a list', event({ data: [] }), /form.*data/],
  ['has an event of 100,000 lists in each other', nested(100_000), /form.*data/],
  ['has an event whose time is a number', event({ time: 1 }), /form.*time/],
];

/** Signed with its key, and not true: nothing more is taken. */
const REFUSED: Case[] = [
  [
    'shows the key of another',
    identity(() => ({ public_key: elsewhere.publicKey.toString('hex') })),
    /not that of its key/,
  ],
  ['does not prove that it has the key', identity(() => ({ signature: null })), /did not prove/],
  [
    'repeats what another registry proved',
    { identity: () => identityJson(elsewhere, new URL('http://x/?challenge=of+another+time')) },
    /did not prove/,
  ],
  ['changes the address that was proved', identity(() => ({ url: 'https://other.example' })), /did not prove/],
  ['tells of the 31st of February', at('2026-02-31T00:00:00.000Z'), /time of the event at 1/],
  ['tells of a time without milliseconds', at('2026-02-01T00:00:00Z'), /time of the event at 1/],
  ['tells of a time in words', at('Fri, 27 Nov 2026 00:00:00 GMT'), /time of the event at 1/],
  ['tells of the year 0', at('0000-01-01T00:00:00.000Z'), /time of the event at 1/],
  ['tells of a year of six digits', at('+275760-09-13T00:00:00.000Z'), /time of the event at 1/],
  ['tells of a node without name', says({ ...REGISTERED, node: {} }), /names no node/],
  ['tells of a node of two lines', says({ ...REGISTERED, node: 'a\nb' }), /names no node/],
  ['tells of an address of lines', says({ ...REGISTERED, address: 'a\0b' }), /address of a node/],
  ['tells of an endless address', says({ ...REGISTERED, address: 'a'.repeat(256) }), /address of a node/],
  ['tells of 1,001 capabilities', says({ ...REGISTERED, capabilities: Array(1_001).fill('a') }), /capabilities/],
  ['tells of a capability that is null', says({ ...REGISTERED, capabilities: [null] }), /capabilities/],
  ['tells of a reputation of 101', says({ ...REGISTERED, reputation: 101 }), /reputation/],
  ['tells of a node that nobody registered', says({ node: 'n2' }, 'node.online'), /not registered/],
  ['tells of a heartbeat on no day', later('node.online', { last_heartbeat: '2026-13-01T00:00:00.000Z' }), /heartbeat/],
  ['tells of an odd receiving address', later('node.updated', { receiving_address: { new: '<a>' } }), /receiving/],
  ['tells of a debt', later('node.updated', { balance: { new: '-1' } }), /balance of a wallet/],
  [
    'tells of more than there can be',
    later('node.updated', { balance: { new: '9'.repeat(19) } }),
    /balance of a wallet/,
  ],
  ['tells of a change to nothing', later('node.updated', { address: null }), /address of a node/],
];

describe('a registry that follows hostile ones', () => {
  const directory = mkdtempSync(join(tmpdir(), 'mizan-hostile-peers-'));
  const peers = new PlayedPeers();
  let registry: TestRegistry;
  let source: Awaited<ReturnType<typeof startStorage>>;
  const client = new WalletClient(() => registry.port);
  const states = async () =>
    new Map<string, Json>((await client.get('/peers')).body.peers.map((peer: Json) => [peer.url, peer]));
  const follow = async (play: PeerPlay) => {
    const url = peers.add(play);
    expect((await client.post('/peers', { url })).status).toBe(201);
    return url;
  };
  const settled = (url: string) =>
    until(`a look at ${url}`, async () => {
      const peer = (await states()).get(url);
      return (peer.last_error !== null || peer.place > 0) && peer;
    });

  beforeAll(async () => {
    source = await startStorage('embedded');
    await peers.listen();
    const storage = (await source.fresh()) as Parameters<typeof startTestRegistry>[0]['storage'];
    registry = await startTestRegistry({ storage, masterKeyFile: join(directory, 'master.key') });
  }, 120_000);
  afterAll(async () => {
    await registry?.close();
    await peers.stop();
    await source?.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  it('says of each what was wrong, keeps nothing of it, and follows an honest one all the while', async () => {
    const honest = await follow({ identity: (answer) => ({ ...answer, name: 'a\0name\ud800'.padEnd(1_000, '!') }) });
    const cases = [
      ...FAILING.map((one) => ['failing', ...one] as const),
      ...REFUSED.map((one) => ['refused', ...one] as const),
    ];
    const urls: string[] = [];
    for (const [, , play] of cases) urls.push(await follow(play));
    await Promise.all([honest, ...urls].map(settled));
    const seen = await states();
    for (const [index, [state, what, , reason]] of cases.entries()) {
      const { state: found, last_error, place } = seen.get(urls[index]!)!;
      expect([what, found, place]).toEqual([what, state, 0]);
      expect([what, last_error]).toEqual([what, expect.stringMatching(reason)]);
    }
    expect(seen.get(honest)).toMatchObject({
      state: 'following',
      place: 1,
      name: expect.stringMatching(/^a\?name\?!{1,94}$/),
    });
    const { registry_id, last_seen, lag_seconds } = seen.get(honest)!;
    expect([seen.get(honest)!.cursor, typeof lag_seconds]).toEqual(['c1', 'number']);
    expect(Math.abs(Date.now() - Date.parse(last_seen))).toBeLessThan(30_000);
    const metrics = await (await fetch(`${registry.url}/metrics`)).text();
    const lags = [...metrics.matchAll(/^mizan_peer_lag_seconds\{.*registry_id="(\w+)".*\} ([\d.]+)$/gm)];
    const [, , lag] = lags.find(([, id]) => id === registry_id)!;
    expect([Number(lag) < 30, lags.length <= 100]).toEqual([true, true]);
    expect(metrics).toMatch(new RegExp(`^mizan_peer_last_seen_timestamp_seconds\\{.*${registry_id}.*\\} \\d+`, 'm'));
    expect(metrics).toMatch(new RegExp(`^mizan_peers\\{.*state="refused".*\\} ${REFUSED.length}$`, 'm'));
    const nodes = (await client.get('/nodes?origin=all')).body.nodes;
    expect(nodes.map(({ node_id, origin }: Json) => [node_id, origin])).toEqual([
      ['n1', seen.get(honest)!.registry_id],
    ]);
    expect(registry.log()).not.toContain('peers could not be followed');
    expect(
      Math.max(
        ...registry
          .log()
          .split('\n')
          .map(({ length }) => length),
      ),
    ).toBeLessThan(2_000);
    for (const url of urls) await client.delete(`/peers?url=${encodeURIComponent(url)}`);
  }, 60_000);

  it('does not follow itself', async () => {
    expect((await client.post('/peers', { url: registry.url })).status).toBe(201);
    expect(await settled(registry.url)).toMatchObject({
      state: 'refused',
      last_error: 'it is this registry itself',
      place: 0,
    });
  });

  it('does not let one who passes on what a registry proves keep that registry out', async () => {
    // The registry says where it is; the one in between has the registry sign each challenge.
    const at: { home?: string } = {};
    const truth = newIdentity();
    const proof = (_: Json, asked: URL) => identityJson(truth, asked, at.home);
    const between = peers.add({ identity: proof, chain: () => ({ links: [], next_cursor: null }) });
    at.home = peers.add({ identity: proof, chain: () => ({ links: [], next_cursor: null }) });
    await client.post('/peers', { url: between });
    await until('the one in between', async () => (await states()).get(between).state === 'following');
    await client.post('/peers', { url: at.home });
    await until('the registry itself', async () => (await states()).get(at.home!).state === 'following');
    expect((await states()).get(between)).toMatchObject({
      state: 'refused',
      last_error: `it passes on the log of the registry that is at ${at.home}`,
    });
  });

  it('keeps no more of what peers say than the database allows', async () => {
    const { database } = registry.resources;
    for (const [column, text] of [
      ['cursor', 'c'.repeat(401)],
      ['name', 'n'.repeat(101)],
      ['last_error', 'e'.repeat(501)],
    ]) {
      await expect(database!.query(`UPDATE peers SET ${column} = $1`, [text])).rejects.toMatchObject({
        constraint: `peers_${column}_check`,
      });
    }
  });
});
