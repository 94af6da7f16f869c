import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Administrators } from '@app/kernel';
import { type PostgresServer, startPostgres } from '../support/postgres.js';
import { withHighS } from '../support/sign-transfer.js';
import {
  ed25519Signer,
  hmacSigner,
  type NodeSigner,
  type Stamp,
  secp256k1Signer,
  signed,
  withAuthData,
} from './support/node-signer.js';
import { RegistryClient, type Sent } from './support/registry-client.js';
import { startTestRegistry, type TestRegistry } from './support/start-registry.js';

const BAD = [401, { detail: 'Invalid authentication credentials' }];
const REQUIRED = [401, { detail: 'Authentication required' }];
const OTHER_NODE = [403, { detail: 'Not authorized for this node' }];
const ADMIN = { Authorization: 'Bearer the-right-token' };

class OneAdministrator extends Administrators {
  override async recognise(token: string): Promise<string | undefined> {
    return token === 'the-right-token' ? 'amina' : undefined;
  }
}

const secondsNow = () => Math.floor(Date.now() / 1000);
let made = 0;
const freshId = () => `node-${++made}`;

const registration = (nodeId: string, signer?: NodeSigner, more: object = {}): Sent => ({
  method: 'POST',
  path: '/nodes/register',
  body: JSON.stringify({ node_id: nodeId, address: 'a:1', capabilities: [], public_key: signer?.keyId, ...more }),
});
const heartbeat = (nodeId: string, sequence = 1, query = ''): Sent => ({
  method: 'POST',
  path: `/nodes/${nodeId}/heartbeat${query}`,
  body: JSON.stringify({ sequence }),
});

describe.each(['embedded', 'postgres'] as const)('signed requests on %s', (kind) => {
  const directory = mkdtempSync(join(tmpdir(), 'mizan-signed-'));
  let postgres: PostgresServer | undefined;
  let registry: TestRegistry;
  /** Where credentials are required, on the same database where it can be shared. */
  let strict: TestRegistry | undefined;
  const client = new RegistryClient(() => registry.port);
  const send = async (sent: Sent, port = registry.port) => {
    const { status, body } = await new RegistryClient(() => port).send(sent);
    return [status, body];
  };

  beforeAll(async () => {
    if (kind === 'postgres') postgres = await startPostgres();
    const storage = postgres ? { kind, url: postgres.url } : { kind, directory };
    const options = {
      storage: storage as never,
      masterKeyFile: join(directory, 'master.key'),
      administrators: new OneAdministrator(),
    };
    registry = await startTestRegistry(options);
    if (postgres) strict = await startTestRegistry({ ...options, credentials: 'required' });
  }, 60_000);
  afterAll(async () => {
    await registry?.close();
    await strict?.close();
    await postgres?.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  async function registered(signer: NodeSigner, nodeId = freshId()): Promise<string> {
    expect(await send(signed(signer, registration(nodeId, signer)))).toEqual([
      200,
      { success: true, message: `Node ${nodeId} registered.` },
    ]);
    return nodeId;
  }

  async function withSecret(nodeId = freshId()): Promise<{ nodeId: string; signer: NodeSigner }> {
    const { body } = await client.send(registration(nodeId));
    return { nodeId, signer: hmacSigner(nodeId, body.auth_secret) };
  }

  describe.each([
    ['secp256k1', async () => secp256k1Signer()],
    ['Ed25519', async () => ed25519Signer()],
    ['HMAC', undefined],
  ] as const)('by %s', (_, makeSigner) => {
    let signer: NodeSigner;
    let nodeId: string;
    let sequence = 0;
    const beat = (query = '') => heartbeat(nodeId, ++sequence, query);

    beforeAll(async () => {
      if (makeSigner) {
        signer = await makeSigner();
        nodeId = await registered(signer);
      } else ({ signer, nodeId } = await withSecret());
    });

    it('are accepted, once', async () => {
      const sent = signed(signer, beat());
      expect((await send(sent))[0]).toBe(200);
      expect(await send(sent)).toEqual(BAD);
    });

    it('are accepted by one of ten that get the same at the same time', async () => {
      const sent = signed(signer, beat());
      const answers = await Promise.all(Array.from({ length: 10 }, () => send(sent)));
      expect(answers.filter(([status]) => status === 401)).toHaveLength(9);
    });

    it('cover the query', async () => {
      expect((await send(signed(signer, beat('?a=1&b=%20'))))[0]).toBe(200);
      const sent = signed(signer, beat('?a=1'));
      expect(await send({ ...sent, path: sent.path.replace('a=1', 'a=2') })).toEqual(BAD);
      expect(await send({ ...sent, path: sent.path.replace('?a=1', '') })).toEqual(BAD);
    });

    it('cover body, path and method', async () => {
      const sent = signed(signer, beat());
      expect(await send({ ...sent, body: `${sent.body} ` })).toEqual(BAD);
      expect(await send({ ...sent, path: sent.path.replace('/nodes', '/nodes/nodes') })).toEqual(BAD);
      expect(await send({ ...sent, method: 'DELETE', path: `/nodes/${nodeId}`, body: undefined })).toEqual(BAD);
      expect(await send({ ...sent, path: sent.path.replace(nodeId, 'other') })).toEqual(BAD);
    });

    it.each([[-299], [299]])('are accepted %d seconds off', async (skew) => {
      expect((await send(signed(signer, beat(), { timestamp: secondsNow() + skew })))[0]).toBe(200);
    });

    it.each<[string, () => Stamp]>([
      ['too old', () => ({ timestamp: secondsNow() - 301 })],
      ['from the future', () => ({ timestamp: secondsNow() + 302 })],
      ['dated in milliseconds', () => ({ timestamp: Date.now() })],
      ['dated in words', () => ({ timestamp: 'now' })],
      ['dated with a fraction', () => ({ timestamp: `${secondsNow()}.5` })],
      ['dated with a zero in front', () => ({ timestamp: `0${secondsNow()}` })],
      ['with a short nonce', () => ({ nonce: 'a'.repeat(15) })],
      ['with a long nonce', () => ({ nonce: 'a'.repeat(65) })],
      ['with a nonce of other characters', () => ({ nonce: 'nonce nonce nonce' })],
    ])('are refused when %s', async (_name, stamp) => {
      expect(await send(signed(signer, beat(), stamp()))).toEqual(BAD);
    });

    it('are refused when a header is missing, or the signature is not one', async () => {
      const sent = signed(signer, beat());
      for (const name of Object.keys(sent.headers!)) {
        const { [name]: _dropped, ...headers } = sent.headers!;
        expect(await send({ ...sent, headers })).toEqual(BAD);
      }
      const signature = sent.headers!['X-Mizan-Signature']!;
      const flipped = (Number.parseInt(signature[0]!, 16) ^ 1).toString(16) + signature.slice(1);
      for (const wrong of [
        '',
        '00',
        'zz',
        `${signature}00`,
        signature.slice(2),
        flipped,
        signature.replace(/./g, '0'),
      ]) {
        const headers = { ...sent.headers!, 'X-Mizan-Signature': wrong };
        expect(await send({ ...sent, headers })).toEqual(BAD);
      }
      expect((await send(sent))[0]).toBe(200); // none of those used the nonce up
    });

    it('speak for their own node only', async () => {
      const { nodeId: victim } = await withSecret();
      expect(await send(signed(signer, heartbeat(victim, 1)))).toEqual(OTHER_NODE);
      const removal = { method: 'DELETE', path: `/nodes/${victim}` };
      expect(await send(signed(signer, removal))).toEqual(OTHER_NODE);
      const body = JSON.stringify({ node_id: victim, new_capabilities: ['gpu'] });
      for (const [method, path] of [
        ['POST', '/nodes/capabilities/add'],
        ['PUT', '/nodes/capabilities/update'],
      ] as const)
        expect(await send(signed(signer, { method, path, body }))).toEqual(OTHER_NODE);
      expect(await send(signed(signer, registration(victim)))).toEqual(OTHER_NODE);
    });

    it('judge no node', async () => {
      const body = JSON.stringify({ node_id: nodeId, event_type: 'task_success' });
      expect(await send(signed(signer, { method: 'POST', path: '/nodes/reputation', body }))).toEqual([
        403,
        { detail: 'Administrators only' },
      ]);
    });

    it('do not lock their node out, however often they are forged', async () => {
      const stranger = makeSigner ? await makeSigner() : hmacSigner(nodeId, '00'.repeat(32));
      for (let attempt = 0; attempt < 20; attempt++) {
        const forged = signed({ ...stranger, keyId: signer.keyId }, beat());
        expect(await send(forged)).toEqual(BAD);
      }
      expect((await send(signed(signer, beat())))[0]).toBe(200);
    });

    it('give a registered node a new address, and bring a deregistered one back', async () => {
      const renewal = (address: string) => ({
        ...registration(nodeId),
        body: JSON.stringify({ node_id: nodeId, address, capabilities: ['gpu'] }),
      });
      expect(await send(signed(signer, renewal('new:1')))).toEqual([
        200,
        { success: true, message: `Node ${nodeId} registered.` },
      ]);
      expect((await client.get(`/nodes/${nodeId}`)).body).toMatchObject({ address: 'new:1', capabilities: ['gpu'] });
      expect((await send(signed(signer, { method: 'DELETE', path: `/nodes/${nodeId}` })))[0]).toBe(200);
      expect(await send(signed(signer, beat()))).toEqual([403, { detail: `Node ${nodeId} is deregistered` }]);
      expect((await send(signed(signer, renewal('back:1'))))[0]).toBe(200);
      expect((await client.get(`/nodes/${nodeId}`)).body).toMatchObject({ address: 'back:1', status: 'unknown' });
    });

    it('do not bring a node back that an administrator took out', async () => {
      const path = `/nodes/${nodeId}`;
      expect((await client.send({ method: 'DELETE', path, headers: ADMIN })).status).toBe(200);
      expect((await send(signed(signer, { method: 'DELETE', path })))[0]).toBe(200);
      expect(await send(signed(signer, registration(nodeId)))).toEqual([
        403,
        { detail: `Node ${nodeId} is deregistered by an administrator; ask an administrator to register it again` },
      ]);
      expect((await send({ ...registration(nodeId), headers: ADMIN }))[0]).toBe(200);
      expect((await send(signed(signer, beat())))[0]).toBe(200);
    });
  });

  describe('that register a key', () => {
    it('are refused in one text, and problem+json says what is wrong with their form', async () => {
      const signer = secp256k1Signer();
      const nodeId = freshId();
      const whyNot = async (change: (signature: string, message: string) => string) => {
        const bad = { ...signer, sign: (message: string) => change(signer.sign(message), message) };
        const sent = signed(bad, registration(nodeId, signer));
        expect(await send(sent)).toEqual(BAD);
        const asked = signed(bad, registration(nodeId, signer));
        const headers = { ...asked.headers, accept: 'application/problem+json' };
        const [status, body] = (await send({ ...asked, headers })) as [number, { errors: object[] }];
        expect([status, body]).toEqual([
          401,
          expect.objectContaining({ detail: 'Invalid authentication credentials' }),
        ]);
        return body.errors;
      };
      const is = (why: RegExp, field = 'X-Mizan-Signature') => [
        expect.objectContaining({ in: 'header', field, detail: expect.stringMatching(why) }),
      ];
      const der = (rs: string) => `30440220${rs.slice(0, 64)}0220${rs.slice(64)}`;
      const hashed = (message: string) => createHash('sha256').update(message).digest();
      expect(await whyNot(der)).toEqual(is(/is DER/));
      expect(await whyNot((signature) => `${signature}00`)).toEqual(is(/recovery byte/));
      expect(await whyNot(withHighS)).toEqual(is(/high s/));
      expect(await whyNot((_, message) => signer.sign(hashed(message)))).toEqual(is(/hashed once more/));
      expect(await whyNot((_, message) => signer.sign(`${message} `))).toEqual(is(/does not verify/));
      const late = signed(signer, registration(nodeId, signer), { timestamp: secondsNow() - 400 });
      const [, body] = await send({ ...late, headers: { ...late.headers, accept: 'application/problem+json' } });
      expect((body as { errors: object[] }).errors).toEqual(
        is(/within 300 of the server's clock/, 'X-Mizan-Timestamp'),
      );
      expect((await send(signed(signer, registration(nodeId, signer))))[0]).toBe(200);
    });

    it('must be signed with it', async () => {
      const [signer, stranger] = [ed25519Signer(), ed25519Signer()];
      const unproved = [401, { detail: 'The request must be signed with the public key that it registers' }];
      const nodeId = freshId();
      expect(await send(registration(nodeId, signer))).toEqual(unproved);
      expect(await send(signed(stranger, registration(nodeId, signer)))).toEqual(unproved);
      expect(await send(signed({ ...stranger, keyId: signer.keyId }, registration(nodeId, signer)))).toEqual(BAD);
      expect(await send(signed(signer, registration(nodeId)))).toEqual(unproved);
      expect((await client.get(`/nodes/${nodeId}`)).status).toBe(404);
    });

    it('bind node, address and key', async () => {
      const signer = secp256k1Signer();
      const nodeId = freshId();
      const sent = signed(signer, registration(nodeId, signer));
      for (const body of [
        sent.body!.replace(nodeId, 'another'),
        sent.body!.replace('a:1', 'b:1'),
        sent.body!.replace(signer.keyId, secp256k1Signer().keyId),
      ])
        expect(await send({ ...sent, body })).toEqual(BAD);
      expect((await send(sent))[0]).toBe(200);
    });

    it('give a key to one node, for good', async () => {
      const signer = ed25519Signer();
      const nodeId = await registered(signer);
      expect(await send(signed(signer, registration(freshId(), signer)))).toEqual(OTHER_NODE);
      expect(await send(registration(freshId(), signer))).toEqual([409, { detail: 'Public key already in use' }]);
      const other = ed25519Signer();
      const detail = `Node ${nodeId} is registered with another key; rotate it with POST /nodes/${nodeId}/rotate-key, signed with the old key, or ask an administrator`;
      for (const each of [signer, other])
        expect(await send(signed(each, registration(nodeId, other)))).toEqual([409, { detail }]);
    });

    it('let one of many nodes have the key', async () => {
      const signer = ed25519Signer();
      const answers = await Promise.all(
        Array.from({ length: 10 }, () => send(signed(signer, registration(freshId(), signer)))),
      );
      expect(answers.filter(([status]) => status === 200)).toHaveLength(1);
      for (const [status] of answers) expect([200, 403, 409]).toContain(status);
    });

    it('are refused with a key that is none', async () => {
      const { keyId } = ed25519Signer();
      for (const public_key of ['', 'zz', keyId.slice(2), `04${keyId}`, `${keyId}${keyId}`, '01'.padEnd(64, '0'), 7]) {
        expect([public_key, (await send(registration(freshId(), undefined, { public_key })))[0]]).toEqual([
          public_key,
          422,
        ]);
      }
    });

    it('mean the same key in upper case', async () => {
      const signer = secp256k1Signer();
      const nodeId = freshId();
      const sent = registration(nodeId, signer, { public_key: signer.keyId.toUpperCase() });
      expect((await send(signed({ ...signer, keyId: signer.keyId.toUpperCase() }, sent)))[0]).toBe(200);
      expect((await send(signed(signer, heartbeat(nodeId))))[0]).toBe(200);
    });

    it('of a key that no node has are good for nothing else', async () => {
      const { nodeId } = await withSecret();
      expect(await send(signed(ed25519Signer(), heartbeat(nodeId)))).toEqual(BAD);
    });
  });

  describe('of the older scheme', () => {
    const path = '/nodes/capabilities/add';
    const fields = (nodeId: string, name = 'gpu') => ({
      node_id: nodeId,
      new_capabilities: [name, 'ünicode'.slice(1)],
    });

    it('are accepted, once', async () => {
      const { nodeId, signer } = await withSecret();
      const sent = withAuthData(signer, { method: 'POST', path }, fields(nodeId));
      expect((await send(sent))[0]).toBe(200);
      expect(await send(sent)).toEqual(BAD);
    });

    it('are bound to body, path, method, time and node', async () => {
      const { nodeId, signer } = await withSecret();
      const { nodeId: victim } = await withSecret();
      const sent = withAuthData(signer, { method: 'POST', path }, fields(nodeId));
      expect(await send({ ...sent, body: sent.body!.replace('"gpu"', '"cpu"') })).toEqual(BAD);
      expect(await send({ ...sent, path: '/nodes/nodes/capabilities/add' })).toEqual(BAD);
      expect(await send({ ...sent, path: `${path}?x` })).toEqual(BAD);
      expect(await send({ ...sent, method: 'PUT', path: '/nodes/capabilities/update' })).toEqual(BAD);
      expect(await send({ ...sent, body: sent.body!.replace(nodeId, victim) })).toEqual(BAD);
      for (const timestamp of [secondsNow() - 301, secondsNow() + 302])
        expect(await send(withAuthData(signer, { method: 'POST', path }, fields(nodeId), { timestamp }))).toEqual(BAD);
      expect((await send(sent))[0]).toBe(200);
    });

    it('are refused when they are not even in form', async () => {
      const { nodeId } = await withSecret();
      const auth = [{}, [], 'x', 7, true, { signature: 'x' }, { signature: 'x', timestamp: 1, message: 'y' }];
      for (const auth_data of auth) {
        const body = JSON.stringify({ ...fields(nodeId), auth_data });
        expect(await send({ method: 'POST', path, body })).toEqual(BAD);
      }
      const absent = JSON.stringify({ ...fields(nodeId), auth_data: null });
      expect((await send({ method: 'POST', path, body: absent }))[0]).toBe(200);
    });

    it('do not speak for a node that has a key', async () => {
      const nodeId = await registered(ed25519Signer());
      const signer = hmacSigner(nodeId, '00'.repeat(32));
      expect(await send(withAuthData(signer, { method: 'POST', path }, fields(nodeId)))).toEqual(BAD);
      expect(await send(signed(signer, heartbeat(nodeId)))).toEqual(BAD);
    });
  });

  it('an administrator may act for any node, and a wrong token for none', async () => {
    const { nodeId } = await withSecret();
    expect((await send({ ...heartbeat(nodeId), headers: ADMIN }))[0]).toBe(200);
    for (const Authorization of ['Bearer wrong', 'Bearer ', 'bearer the-right-tokenx'])
      expect(await send({ ...heartbeat(nodeId, 2), headers: { Authorization } })).toEqual(BAD);
    const { headers } = await client.post('/nodes/capabilities/add', {}, { Authorization: 'Bearer wrong' });
    expect(headers['www-authenticate']).toBe('Mizan-Signature, Bearer');
  });

  if (kind === 'postgres') {
    it('are used up across processes', async () => {
      const signer = ed25519Signer();
      const nodeId = await registered(signer);
      const sent = signed(signer, heartbeat(nodeId));
      expect((await send(sent))[0]).toBe(200);
      expect(await send(sent, strict!.port)).toEqual(BAD);
    });

    it('are needed to register again with other facts, and not with the same', async () => {
      const port = strict!.port;
      for (const made of [async () => secp256k1Signer(), async () => ed25519Signer()]) {
        const signer = await made();
        const nodeId = await registered(signer);
        const stranger = secp256k1Signer();
        const other = registration(nodeId, signer, { address: 'b:2', capabilities: ['gpu'] });
        expect((await send(signed(signer, registration(nodeId, signer)), port))[0]).toBe(200);
        expect(await send(other, port)).toEqual(REQUIRED);
        const [, required] = await send({ ...other, headers: { accept: 'application/problem+json' } }, port);
        expect(required.errors).toEqual([
          expect.objectContaining({ detail: "Sign the request with the node's key, or ask an administrator" }),
        ]);
        const [status, body] = await send(signed(stranger, other), port);
        expect([status, body.detail]).toEqual([409, expect.stringContaining("sign the request with the node's key")]);
        expect((await send({ method: 'GET', path: `/nodes/${nodeId}` }, port))[1].address).toBe('a:1');
        expect((await send(signed(signer, { method: 'DELETE', path: `/nodes/${nodeId}` }), port))[0]).toBe(200);
        expect(await send(signed(stranger, registration(nodeId)), port)).toEqual([
          409,
          { detail: `Node ${nodeId} is deregistered; sign the request with the node's key, or ask an administrator` },
        ]);
        expect((await send(signed(signer, other), port))[0]).toBe(200);
        const [, now] = await send({ method: 'GET', path: `/nodes/${nodeId}` }, port);
        expect([now.address, now.capabilities]).toEqual(['b:2', ['gpu']]);
      }
    });

    it('are needed for every change where the policy says so, and reading stays open', async () => {
      const port = strict!.port;
      const signer = ed25519Signer();
      const nodeId = await registered(signer);
      const json = (method: string, path: string, body: object): Sent => ({ method, path, body: JSON.stringify(body) });
      const changes = [
        registration(freshId()),
        heartbeat(nodeId),
        json('POST', '/nodes/reputation', { node_id: nodeId, event_type: 'task_success' }),
        json('POST', '/nodes/capabilities/add', { node_id: nodeId, new_capabilities: [] }),
        json('POST', '/nodes/capabilities/remove', { node_id: nodeId, capabilities_to_remove: [] }),
        json('PUT', '/nodes/capabilities/update', { node_id: nodeId, new_capabilities: [] }),
        { method: 'DELETE', path: `/nodes/${nodeId}` },
      ];
      for (const change of changes) {
        expect(await send(change, port)).toEqual(REQUIRED);
        expect((await send({ ...change, headers: ADMIN }, port))[0]).toBe(200);
      }
      const reads = ['/nodes', `/nodes/${nodeId}`, '/nodes/health', '/nodes/capabilities/statistics'];
      for (const path of reads) expect((await send({ method: 'GET', path }, port))[0]).toBe(200);
      const newcomer = secp256k1Signer();
      expect((await send(signed(newcomer, registration(freshId(), newcomer)), port))[0]).toBe(200);
    });
  }
});
