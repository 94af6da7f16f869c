import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Administrators } from '@app/kernel';
import { prepareProduction } from '../support/production.js';
import { type RunningServer, startServer } from '../support/server.js';
import { hmacSigner, secp256k1Signer, signed, withAuthData } from './support/node-signer.js';
import { type Answer, RegistryClient, type Sent } from './support/registry-client.js';
import { startTestRegistry, type TestRegistry } from './support/start-registry.js';

const BAD = [401, { detail: 'Invalid authentication credentials' }];
const ENDED = [
  401,
  { detail: 'Signatures of version 1 are no longer accepted; sign version 2, with X-Mizan-Signature-Version: 2' },
];
const ADMINISTRATOR = 'an administrator of both servers';
const UNTIL = '2099-12-31T23:59:59Z';

class OneAdministrator extends Administrators {
  override async recognise(token: string): Promise<string | undefined> {
    return token === ADMINISTRATOR ? 'amina' : undefined;
  }
}

const seen = ({ status, body }: Answer) => [status, body];

const WORLDS = {
  // A demo answers for the names of loopback.
  demo: { APP_MODE: 'demo', names: { own: '127.0.0.1', other: 'localhost' } },
  production: { APP_MODE: 'production', names: { own: 'nodes.example.com', other: 'staging.example.com' } },
};

describe.each(['demo', 'production'] as const)('signed requests in %s', (mode) => {
  const { APP_MODE, names } = WORLDS[mode];
  const home = mkdtempSync(join(tmpdir(), 'mizan-versions-'));
  const signer = secp256k1Signer();
  const own: Record<string, string> = { Host: names.own };
  const administrator = { ...own, Authorization: `Bearer ${ADMINISTRATOR}` };
  let server: RunningServer;
  let ended: TestRegistry;
  /** Accepts the first version, or has ceased to. */
  const client = new RegistryClient(() => Number(new URL(server.registryUrl).port));
  const later = new RegistryClient(() => ended.port);
  let sequence = 0;

  const registration = (extra: object = { public_key: signer.keyId }): Sent => ({
    method: 'POST',
    path: '/nodes/register',
    body: JSON.stringify({ node_id: 'node_001', address: 'a:1', capabilities: [], ...extra }),
    headers: own,
  });
  const beat = (headers: Record<string, string> = own): Sent => ({
    method: 'POST',
    path: '/nodes/node_001/heartbeat',
    body: JSON.stringify({ sequence: ++sequence }),
    headers,
  });

  beforeAll(async () => {
    const { env } = prepareProduction(home, {
      SERVE: 'registry',
      ADMIN_TOKEN_HASH: createHash('sha256').update(ADMINISTRATOR).digest('hex'),
      PUBLIC_HOSTS: 'nodes.example.com',
      RATE_LIMIT: '0',
      DEVNET_BLOCK_INTERVAL_MS: '0',
      CORS_ORIGINS: 'https://pages.example',
      NODE_SIGNATURE_V1_UNTIL: UNTIL,
    });
    server = await startServer({ dataDir: home, env: { ...env, APP_MODE } });
    ended = await startTestRegistry({
      storage: { kind: 'memory' },
      credentials: mode === 'demo' ? 'optional' : 'required',
      administrators: new OneAdministrator(),
      signatures: { version1EndsAtMs: Date.UTC(2026, 10, 1) },
    });
    for (const each of [client, later]) expect((await each.send(signed(signer, registration()))).status).toBe(200);
  }, 120_000);
  afterAll(async () => {
    await server?.stop();
    await ended?.close();
    rmSync(home, { recursive: true, force: true });
  });

  it('are bound to the host', async () => {
    const elsewhere = signed(signer, beat({ Host: names.other }));
    expect(seen(await client.send({ ...elsewhere, headers: { ...elsewhere.headers, ...own } }))).toEqual(BAD);
    // As it was sent: a demo answers for the name, production sends it away.
    if (mode === 'production') expect((await client.send(elsewhere)).status).toBe(421);
    const port = signed(signer, beat({ Host: `${names.own}:8443` }));
    expect(seen(await client.send({ ...port, headers: { ...port.headers, ...own } }))).toEqual(BAD);
    expect((await client.send(port)).status).toBe(200);
    const upper = signed(signer, beat({ Host: names.own.toUpperCase() }));
    expect((await client.send(upper)).status).toBe(200);
  });

  it('are bound to the Idempotency-Key', async () => {
    const keyed = signed(signer, beat({ ...own, 'Idempotency-Key': 'first' }));
    const { 'Idempotency-Key': _, ...unkeyed } = keyed.headers!;
    expect(seen(await client.send({ ...keyed, headers: { ...unkeyed, 'Idempotency-Key': 'second' } }))).toEqual(BAD);
    expect(seen(await client.send({ ...keyed, headers: unkeyed }))).toEqual(BAD);
    expect((await client.send(keyed)).status).toBe(200);
    const plain = signed(signer, beat());
    expect(seen(await client.send({ ...plain, headers: { ...plain.headers, 'Idempotency-Key': 'x' } }))).toEqual(BAD);
  });

  it('pay once under one key, and never under another', async () => {
    const post = (path: string, body: object, headers = own): Sent => ({
      method: 'POST',
      path,
      body: JSON.stringify(body),
      headers,
    });
    const act = async (sent: Sent) => (await client.send(sent)).body;
    const made = await act(signed(signer, post('/wallet/create', { node_id: 'node_001', wallet_name: 'w' })));
    await act(post('/devnet/faucet', { address: made.wallet.address, amount: 100 }, administrator));
    await act(post('/devnet/mine', { blocks: 6 }, administrator));
    const { address } = await act({ method: 'GET', path: '/devnet/address', headers: administrator });
    const order = { node_id: 'node_001', recipient_address: address, amount: 5 };
    const keyed = { ...own, 'Idempotency-Key': 'payment-1' };
    // The first try is held back on its way; the node asks again, and then somebody lets the first go under another key.
    const held = signed(signer, post('/wallet/node_001/send', order, keyed));
    const paid = await client.send(signed(signer, post('/wallet/node_001/send', order, keyed)));
    expect(paid.status).toBe(200);
    const stolen = { ...held, headers: { ...held.headers, 'Idempotency-Key': 'payment-2' } };
    expect(seen(await client.send(stolen))).toEqual(BAD);
    expect((await client.send(held)).body.txid).toBe(paid.body.txid);
    const listed = signed(signer, { method: 'GET', path: '/wallet/node_001/transactions', headers: own });
    const sends = (await act(listed)).transactions.filter((each: { amount: number }) => each.amount === 5);
    expect(sends).toHaveLength(1);
  });

  it('of one version are none of the other', async () => {
    const second = signed(signer, beat());
    const { 'X-Mizan-Signature-Version': _, ...stripped } = second.headers!;
    expect(seen(await client.send({ ...second, headers: stripped }))).toEqual(BAD);
    for (const version of ['1', '3', '02', '2, 2', ''])
      expect(
        seen(await client.send({ ...second, headers: { ...stripped, 'X-Mizan-Signature-Version': version } })),
      ).toEqual(BAD);
    const first = signed(signer, beat(), { version: 1 });
    const lifted = { ...first, headers: { ...first.headers, 'X-Mizan-Signature-Version': '2' } };
    expect(seen(await client.send(lifted))).toEqual(BAD);
    expect((await client.send(second)).status).toBe(200);
  });

  it('of version 1 are accepted until the day that the answer names', async () => {
    const answer = await client.send(signed(signer, beat(), { version: 1 }));
    const explicit = signed(signer, beat(), { version: 1 });
    const named = await client.send({
      ...explicit,
      headers: { ...explicit.headers, 'X-Mizan-Signature-Version': '1' },
    });
    const refused = await client.send(signed(signer, { ...beat(), body: '{}' }, { version: 1 }));
    expect([answer.status, named.status, refused.status]).toEqual([200, 200, 422]);
    for (const { headers } of [answer, named, refused]) {
      expect(headers.deprecation).toBe('@1795651200');
      expect(headers.sunset).toBe('Thu, 31 Dec 2099 23:59:59 GMT');
    }
    const { headers } = await client.send(signed(signer, beat()));
    expect([headers.deprecation, headers.sunset]).toEqual([undefined, undefined]);
  });

  it('of version 1 are refused from that day on, with a text that says what to do', async () => {
    expect(seen(await later.send(signed(signer, beat(), { version: 1 })))).toEqual(ENDED);
    const { status, headers } = await later.send(signed(signer, registration(), { version: 1 }));
    expect([status, headers['www-authenticate']]).toEqual([401, 'Mizan-Signature, Bearer']);
    expect((await later.send(signed(signer, beat()))).status).toBe(200);
  });

  it('may be those of auth_data, in both versions', async () => {
    const nodeId = 'with_secret';
    const enter = { ...registration({ node_id: nodeId }), headers: administrator };
    const path = '/nodes/capabilities/add';
    const fields = { node_id: nodeId, new_capabilities: ['gpu'] };
    for (const [each, old] of [
      [client, 200],
      [later, 401],
    ] as const) {
      const secret = hmacSigner(nodeId, (await each.send(enter)).body.auth_secret);
      const sign = (host: Record<string, string>, version?: 1 | 2) =>
        withAuthData(secret, { method: 'POST', path, headers: host }, fields, { version });
      const first = await each.send(sign(own, 1));
      expect([first.status, first.headers.sunset === undefined]).toEqual([old, false]);
      const keyed = sign({ ...own, 'Idempotency-Key': 'a' });
      expect(seen(await each.send({ ...keyed, headers: { ...own, 'Idempotency-Key': 'b' } }))).toEqual(BAD);
      expect(seen(await each.send({ ...sign({ Host: names.other }), headers: own }))).toEqual(BAD);
      expect((await each.send(keyed)).status).toBe(200);
    }
  });

  it('may be sent by pages of allowed origins, which read when version 1 ends', async () => {
    const headers = { ...own, Origin: 'https://pages.example' };
    const asked = await client.send({ method: 'OPTIONS', path: '/nodes/register', headers });
    expect(String(asked.headers['access-control-allow-headers'])).toContain('x-mizan-signature-version');
    const { headers: read } = await client.send({ method: 'GET', path: '/nodes', headers });
    expect(String(read['access-control-expose-headers'])).toMatch(/Deprecation, Sunset/);
  });
});

it('behind a proxy are judged by the Host that the proxy passes on', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'mizan-proxied-'));
  const { env } = prepareProduction(dataDir, {
    SERVE: 'registry',
    PUBLIC_HOSTS: 'nodes.example.com,registry.example.com',
    TRUSTED_PROXIES: '127.0.0.1',
    RATE_LIMIT: '0',
  });
  const server = await startServer({ dataDir, env });
  try {
    const client = new RegistryClient(() => Number(new URL(server.registryUrl).port));
    const proxied = { 'X-Forwarded-For': '203.0.113.7', 'X-Forwarded-Proto': 'https' };
    const signer = secp256k1Signer();
    const body = JSON.stringify({ node_id: 'n', address: 'a:1', capabilities: [], public_key: signer.keyId });
    const signedFor = (Host: string) =>
      signed(signer, { method: 'POST', path: '/nodes/register', body, headers: { Host, ...proxied } });
    const misled = signedFor('staging.example.com');
    const claimed = { ...misled.headers, Host: 'nodes.example.com', 'X-Forwarded-Host': 'staging.example.com' };
    expect(seen(await client.send({ ...misled, headers: claimed }))).toEqual(BAD);
    expect((await client.send(misled)).status).toBe(421);
    for (const host of ['nodes.example.com', 'registry.example.com'])
      expect((await client.send(signedFor(host))).status).toBe(200);
  } finally {
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}, 120_000);
