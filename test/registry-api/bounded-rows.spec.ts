import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hmacSigner, secp256k1Signer, signed } from './support/node-signer.js';
import { RegistryClient, type Sent } from './support/registry-client.js';
import { startTestRegistry, type TestRegistry } from './support/start-registry.js';

const registration = (nodeId: string, publicKey?: string, more: object = {}): Sent => ({
  method: 'POST',
  path: '/nodes/register',
  body: JSON.stringify({ node_id: nodeId, address: 'a:1', capabilities: [], public_key: publicKey, ...more }),
});

describe.each(['optional', 'required'] as const)('what strangers cost where credentials are %s', (credentials) => {
  const directory = mkdtempSync(join(tmpdir(), 'mizan-bounded-'));
  let registry: TestRegistry;
  const client = new RegistryClient(() => registry.port);

  beforeAll(async () => {
    registry = await startTestRegistry({
      storage: { kind: 'embedded', directory },
      masterKeyFile: join(directory, 'master.key'),
      credentials,
    });
  }, 60_000);
  afterAll(async () => {
    await registry?.close();
    rmSync(directory, { recursive: true, force: true });
  });

  const nonces = async () => {
    const [row] = await registry.resources.database!.query<{ count: string }>('SELECT count(*) FROM node_nonces');
    return Number(row!.count);
  };

  it('is no nonce for three hundred signed requests that are refused', async () => {
    const signer = secp256k1Signer();
    const refused: Sent[] = [
      { method: 'POST', path: '/nodes/n/heartbeat', body: '{"sequence":1}' },
      { method: 'DELETE', path: '/nodes/n' },
      { method: 'POST', path: '/nodes/capabilities/add', body: '{"node_id":"n","new_capabilities":["gpu"]}' },
      registration('health', signer.keyId),
      registration('n', secp256k1Signer().keyId),
      registration('n', signer.keyId, { address: 7 }),
    ];
    for (let turn = 0; turn < 300; turn++) {
      const { status } = await client.send(signed(signer, refused[turn % refused.length]!));
      expect([401, 422]).toContain(status);
    }
    expect(await nonces()).toBe(0);
  });

  it('is one nonce for a registration, which cannot be sent again', async () => {
    const signer = secp256k1Signer();
    const sent = signed(signer, registration('node-1', signer.keyId));
    expect((await client.send(sent)).status).toBe(200);
    expect(await nonces()).toBe(1);
    const { status, body } = await client.send(sent);
    expect([status, body]).toEqual([401, { detail: 'Invalid authentication credentials' }]);
    const racer = secp256k1Signer();
    const raced = signed(racer, registration('node-2', racer.keyId));
    const answers = await Promise.all(Array.from({ length: 10 }, () => client.send(raced)));
    for (const { status } of answers) expect([200, 401]).toContain(status);
    expect(await nonces()).toBe(2);
  });

  it('is swept as fast as nodes report, however much there is', async () => {
    const signer = secp256k1Signer();
    expect((await client.send(signed(signer, registration('beating', signer.keyId)))).status).toBe(200);
    await registry.resources.database!.query(
      `INSERT INTO node_nonces (key_id, nonce, expires_at)
       SELECT 'old', 'n' || n, now() - interval '1 hour' FROM generate_series(1, 50000) AS n`,
    );
    const before = await nonces();
    for (let sequence = 1; sequence <= 100; sequence++) {
      const sent: Sent = { method: 'POST', path: '/nodes/beating/heartbeat', body: `{"sequence":${sequence}}` };
      expect((await client.send(signed(signer, sent))).status).toBe(200);
    }
    expect(before - (await nonces())).toBe(900);
  });

  it('is a short answer to a long list of mistakes', async () => {
    const signer = secp256k1Signer();
    const lists = ['""', '1', 'null', '{}', '[]', '"a b"'].map(
      (item) => `[${Array(Math.floor(15_000 / (item.length + 1))).fill(item)}]`,
    );
    for (const list of lists) {
      const body = `{"node_id":"long","address":"a:1","public_key":"${signer.keyId}","capabilities":${list}}`;
      const { status, text } = await client.send(signed(signer, { method: 'POST', path: '/nodes/register', body }));
      expect(status).toBe(422);
      expect(Buffer.byteLength(text)).toBeLessThan(4096);
      const queried = await client.post('/nodes/capabilities/query', `{"capabilities":${list}}`);
      expect(queried.status).toBe(422);
      expect(Buffer.byteLength(queried.text)).toBeLessThan(4096);
    }
  });

  it('says that there are further mistakes', async () => {
    const { body } = await client.post('/nodes/capabilities/query', { capabilities: Array(30).fill(7) });
    expect(body.detail).toHaveLength(21);
    expect(body.detail[0]).toEqual({
      loc: ['body', 'capabilities', 0],
      msg: 'Input should be a valid string',
      type: 'string_type',
    });
    expect(body.detail[20]).toEqual({
      loc: ['body'],
      msg: 'Input has further errors, which are not listed',
      type: 'too_many_errors',
    });
  });

  it('is no nonce for a guess at a shared secret', async () => {
    const before = await nonces();
    const guess = hmacSigner('beating', '00'.repeat(32));
    const sent: Sent = { method: 'POST', path: '/nodes/beating/heartbeat', body: '{"sequence":1000}' };
    for (let turn = 0; turn < 5; turn++) expect((await client.send(signed(guess, sent))).status).toBe(401);
    expect(await nonces()).toBe(before);
  });
});
