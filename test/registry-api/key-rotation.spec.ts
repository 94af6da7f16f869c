import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Administrators } from '@app/kernel';
import { type PostgresServer, startPostgres } from '../support/postgres.js';
import { proofBy, rotated, rotation } from './support/key-rotation.js';
import {
  ed25519Signer,
  hmacSigner,
  type NodeSigner,
  secp256k1Signer,
  signed,
  withAuthData,
} from './support/node-signer.js';
import { RegistryClient, type Sent } from './support/registry-client.js';
import { startTestRegistry, type TestRegistry } from './support/start-registry.js';

const BAD = [401, { detail: 'Invalid authentication credentials' }];
const UNPROVED = [401, { detail: 'The proof of possession of the new key is not valid' }];
const IN_USE = [409, { detail: 'Public key already in use' }];
const ADMIN = { Authorization: 'Bearer the-right-token' };

class OneAdministrator extends Administrators {
  override async recognise(token: string): Promise<string | undefined> {
    return token === 'the-right-token' ? 'amina' : undefined;
  }
}

let postgres: PostgresServer;
beforeAll(async () => {
  postgres = await startPostgres();
}, 60_000);
afterAll(() => postgres?.stop());

describe.each([
  ['embedded', 'optional'],
  ['embedded', 'required'],
  ['postgres', 'optional'],
  ['postgres', 'required'],
] as const)('the key of a node on %s, where credentials are %s', (kind, credentials) => {
  const directory = mkdtempSync(join(tmpdir(), 'mizan-keys-'));
  /** Of one database, where it can be shared. */
  const registries: TestRegistry[] = [];
  let made = 0;
  let sequence = 0;

  beforeAll(async () => {
    const url = kind === 'postgres' ? await postgres.createDatabase(`keys_${credentials}`) : undefined;
    const storage = url === undefined ? { kind, directory } : { kind, url };
    const options = {
      storage: storage as never,
      credentials,
      masterKeyFile: join(directory, 'master.key'),
      administrators: new OneAdministrator(),
    };
    registries.push(await startTestRegistry(options));
    if (url !== undefined) registries.push(await startTestRegistry(options));
  }, 60_000);
  afterAll(async () => {
    for (const registry of registries) await registry.close();
    rmSync(directory, { recursive: true, force: true });
  });

  const send = async (sent: Sent, registry = registries[0]!) => {
    const { status, body } = await new RegistryClient(() => registry.port).send(sent);
    return [status, body];
  };
  const registration = (nodeId: string, keyId?: string): Sent => ({
    method: 'POST',
    path: '/nodes/register',
    body: JSON.stringify({ node_id: nodeId, address: 'a:1', capabilities: [], public_key: keyId }),
  });
  const beat = (nodeId: string): Sent => ({
    method: 'POST',
    path: `/nodes/${nodeId}/heartbeat`,
    body: JSON.stringify({ sequence: ++sequence }),
  });
  const registered = async (signer: NodeSigner, nodeId = `node-${++made}`) => {
    expect((await send(signed(signer, registration(nodeId, signer.keyId))))[0]).toBe(200);
    return nodeId;
  };
  const trail = async (nodeId: string) =>
    registries[0]!.resources.database!.query<{ actor: string; details: object }>(
      `SELECT actor, details FROM audit_log WHERE action = 'node_key_rotated' AND subject = $1 ORDER BY number`,
      [nodeId],
    );

  it.each([
    ['secp256k1', 'Ed25519', secp256k1Signer, ed25519Signer],
    ['Ed25519', 'secp256k1', ed25519Signer, secp256k1Signer],
  ])('is replaced, %s by %s, and the old one refused at once by every server', async (_from, _to, makeOld, makeNew) => {
    const [from, to] = [makeOld(), makeNew()];
    const nodeId = await registered(from);
    const [status, body] = await send(rotated(from, { nodeId, to }));
    expect([status, body]).toEqual([
      200,
      {
        success: true,
        node_id: nodeId,
        public_key: to.keyId,
        rotated_at: expect.stringMatching(/^\d{4}-.*Z$/),
        message: `The key of node ${nodeId} was rotated.`,
      },
    ]);
    for (const registry of registries) {
      expect(await send(signed(from, beat(nodeId)), registry)).toEqual(BAD);
      expect(await send(rotated(from, { nodeId, to: secp256k1Signer() }), registry)).toEqual(BAD);
      expect((await send(signed(to, beat(nodeId)), registry))[0]).toBe(200);
    }
    expect(await trail(nodeId)).toEqual([{ actor: `node:${nodeId}`, details: { old: from.keyId, new: to.keyId } }]);
  });

  it('replaces the secret of a node that had none, which is good for nothing then', async () => {
    const nodeId = `node-${++made}`;
    const [, { auth_secret }] = await send({ ...registration(nodeId), headers: ADMIN });
    const [secret, to] = [hmacSigner(nodeId, auth_secret), ed25519Signer()];
    const path = `/nodes/${nodeId}/rotate-key`;
    // `auth_data` signs flat bodies in this test; the proof is the only member that is not.
    const misplaced = withAuthData(secret, { method: 'POST', path }, { new_public_key: to.keyId });
    expect((await send(misplaced))[0]).toBe(422);
    expect((await send(rotated(secret, { nodeId, to })))[0]).toBe(200);
    expect(await send(signed(secret, beat(nodeId)))).toEqual(BAD);
    expect((await send(signed(to, beat(nodeId))))[0]).toBe(200);
    const [row] = await registries[0]!.resources.database!.query<{ sealed_secret: unknown }>(
      'SELECT sealed_secret FROM node_credentials WHERE node_id = $1',
      [nodeId],
    );
    expect(row!.sealed_secret).toBeNull();
  });

  it('is not replaced without the signatures of both keys, for this node, host and moment', async () => {
    const [from, to, stranger] = [secp256k1Signer(), ed25519Signer(), ed25519Signer()];
    const nodeId = await registered(from);
    const other = await registered(stranger);
    const parts = { nodeId, to };
    const nobody = rotation({ ...parts, oldKeyId: from.keyId });
    expect(await send(nobody)).toEqual([401, { detail: 'Authentication required' }]);
    expect(await send(signed(to, nobody))).toEqual(BAD);
    expect(await send(signed(stranger, nobody))).toEqual([403, { detail: 'Not authorized for this node' }]);
    expect((await send(rotated(from, { ...parts, proof: 'none' })))[0]).toBe(422);
    const now = Math.floor(Date.now() / 1000);
    const wrong = [
      { host: 'staging.example.com' },
      { host: '' },
      { nodeId: other },
      { oldKeyId: stranger.keyId },
      { newKeyId: stranger.keyId },
      { timestamp: now - 301 },
      { timestamp: now + 302 },
      { nonce: 'short' },
    ];
    for (const proof of wrong) expect(await send(rotated(from, { ...parts, proof }))).toEqual(UNPROVED);
    const forged = { ...stranger, keyId: to.keyId };
    expect(await send(rotated(from, { nodeId, to: forged }))).toEqual(UNPROVED);
    // The signature of a request is no proof, and the proof no signature of a request.
    const body = JSON.stringify({ new_public_key: to.keyId });
    const { headers } = signed(to, { method: 'POST', path: `/nodes/${nodeId}/rotate-key`, body });
    const request = { timestamp: Number(headers!['X-Mizan-Timestamp']), nonce: headers!['X-Mizan-Nonce'] };
    const borrowed = { ...request, signature: headers!['X-Mizan-Signature'] };
    const sent = { ...nobody, body: JSON.stringify({ new_public_key: to.keyId, proof: borrowed }) };
    expect(await send(signed(from, sent))).toEqual(UNPROVED);
    expect((await send(signed(from, beat(nodeId))))[0]).toBe(200);
    expect(await trail(nodeId)).toEqual([]);
  });

  it('is replaced by an administrator for a node that has lost it, who may vouch for the new one', async () => {
    const [lost, to, later, stranger] = [secp256k1Signer(), ed25519Signer(), secp256k1Signer(), ed25519Signer()];
    const nodeId = await registered(lost);
    const order = { nodeId, oldKeyId: lost.keyId, to };
    const asAdministrator = (sent: Sent) => ({ ...sent, headers: { ...sent.headers, ...ADMIN } });
    const proved = { ...order, proof: { oldKeyId: stranger.keyId } };
    expect(await send(asAdministrator({ ...rotation(proved), headers: { Host: '127.0.0.1' } }))).toEqual(UNPROVED);
    expect((await send(asAdministrator(rotation({ ...order, proof: 'none' }))))[0]).toBe(200);
    expect(await send(signed(lost, beat(nodeId)))).toEqual(BAD);
    expect((await send(signed(to, beat(nodeId))))[0]).toBe(200);
    const again = rotation({ nodeId, oldKeyId: to.keyId, to: later });
    expect((await send(asAdministrator({ ...again, headers: { Host: '127.0.0.1' } })))[0]).toBe(200);
    expect((await trail(nodeId)).map(({ actor }) => actor)).toEqual(['administrator:amina', 'administrator:amina']);
    const nowhere = rotation({ ...order, nodeId: 'nowhere', to: secp256k1Signer(), proof: 'none' });
    expect(await send(asAdministrator(nowhere))).toEqual([404, { detail: 'Node nowhere not found' }]);
    expect(await send({ ...nowhere, headers: { Authorization: 'Bearer wrong' } })).toEqual(BAD);
  });

  it('once given up comes back for no node', async () => {
    const [from, to] = [secp256k1Signer(), ed25519Signer()];
    const nodeId = await registered(from);
    expect((await send(rotated(from, { nodeId, to })))[0]).toBe(200);
    const other = registration(`node-${++made}`, from.keyId);
    expect(await send(signed(from, other))).toEqual(IN_USE);
    expect(await send({ ...other, headers: ADMIN })).toEqual(IN_USE);
    expect(await send(rotated(to, { nodeId, to: from }))).toEqual(IN_USE);
    expect(await send(rotated(to, { nodeId, to }))).toMatchObject([200, { public_key: to.keyId }]); // it is the key already
    const third = secp256k1Signer();
    await registered(third);
    expect(await send(rotated(to, { nodeId, to: third }))).toEqual(IN_USE);
    const vouched = { ...rotation({ nodeId, oldKeyId: to.keyId, to: from, proof: 'none' }), headers: ADMIN };
    expect(await send(vouched)).toEqual(IN_USE);
    expect((await send(signed(to, beat(nodeId))))[0]).toBe(200);
  });

  it('is replaced once by two that ask at once, and the other hears of it', async () => {
    for (let turn = 0; turn < 5; turn++) {
      const [from, ...to] = [secp256k1Signer(), ed25519Signer(), secp256k1Signer(), ed25519Signer(), ed25519Signer()];
      const nodeId = await registered(from!);
      const answers = await Promise.all(
        to.map((each, index) => send(rotated(from!, { nodeId, to: each }), registries[index % registries.length])),
      );
      expect(answers.filter(([status]) => status === 200)).toHaveLength(1);
      const winner = answers.findIndex(([status]) => status === 200);
      for (const [status, body] of answers.filter((_, index) => index !== winner)) {
        // Those that came in after it was over are refused for their signature.
        expect([401, 409]).toContain(status);
        if (status === 409) expect(body.detail).toMatch(/^The key of node node-\d+ was rotated meanwhile/);
      }
      expect((await send(signed(to[winner]!, beat(nodeId))))[0]).toBe(200);
      expect(await trail(nodeId)).toHaveLength(1);
    }
  });

  if (kind === 'postgres') {
    it('is not replaced twice by administrators at once', async () => {
      const [from, ...to] = [secp256k1Signer(), ed25519Signer(), secp256k1Signer(), ed25519Signer()];
      const nodeId = await registered(from!);
      const answers = await held(nodeId, () =>
        to.map((each, index) => {
          const order = rotation({ nodeId, oldKeyId: from!.keyId, to: each, proof: 'none' });
          return send({ ...order, headers: ADMIN }, registries[index % registries.length]);
        }),
      );
      expect(answers.map(([status]) => status).sort()).toEqual([200, 409, 409]);
      expect(await trail(nodeId)).toHaveLength(1);
    });
  }

  /** Holds the row of a node until all that `ask` sends has read what it is going to change, and waits for the row. */
  async function held<Answer>(nodeId: string, ask: () => Promise<Answer>[]): Promise<Answer[]> {
    let answers: Promise<Answer>[] = [];
    await registries[0]!.resources.database!.transaction(async (query) => {
      await query('SELECT 1 FROM nodes WHERE node_id = $1 FOR UPDATE', [nodeId]);
      answers = ask();
      for (let waiting = 0; waiting < answers.length; ) {
        const [row] = await postgres.run(
          `SELECT count(*)::int AS waiting FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = $1`,
          [`keys_${credentials}`],
        );
        waiting = row!.waiting as number;
      }
    });
    return Promise.all(answers);
  }

  it('is not replaced by a rotation that is sent again', async () => {
    const [from, to, next] = [secp256k1Signer(), ed25519Signer(), secp256k1Signer()];
    const nodeId = await registered(from);
    const sent = rotated(from, { nodeId, to });
    expect((await send(sent))[0]).toBe(200);
    expect((await send(rotated(to, { nodeId, to: next })))[0]).toBe(200);
    expect(await send(sent)).toEqual(BAD);
    // Nor by an administrator's hand that is led to it.
    const captured = { ...sent, headers: { Host: '127.0.0.1', ...ADMIN } };
    expect(await send(captured)).toEqual(UNPROVED);
    expect((await send(signed(next, beat(nodeId))))[0]).toBe(200);
  });

  it('answers alike when asked again for the same, by either key and by administrators', async () => {
    const [from, to] = [secp256k1Signer(), ed25519Signer()];
    const nodeId = await registered(from);
    const parts = { nodeId, to, idempotencyKey: 'rotation-1' };
    const first = await send(rotated(from, parts));
    expect(first[0]).toBe(200);
    for (const registry of registries) {
      expect(await send(rotated(from, parts), registry)).toEqual(first);
      expect(await send(rotated(to, { nodeId, to }), registry)).toEqual(first);
    }
    expect(await send({ ...rotation({ ...parts, oldKeyId: from.keyId }), headers: ADMIN })).toEqual(first);
    const another = { ...parts, to: secp256k1Signer() };
    const reused = [422, { detail: 'Idempotency-Key was already used for another request' }];
    expect(await send(rotated(from, another))).toEqual(reused);
    expect(await send(rotated(to, another))).toEqual(reused);
    expect(await send(rotated(from, { ...another, idempotencyKey: 'rotation-2' }))).toEqual(BAD);
    expect(await send(rotated(secp256k1Signer(), parts))).toEqual(BAD);
    expect(await send(rotated(from, { ...parts, idempotencyKey: 'with space' }))).toEqual([
      400,
      { detail: 'Invalid Idempotency-Key' },
    ]);
    expect(await trail(nodeId)).toHaveLength(1);
    const many = { nodeId, to: secp256k1Signer(), idempotencyKey: 'rotation-3' };
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, index) => send(rotated(to, many), registries[index % registries.length])),
    );
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(answers[0]![0]).toBe(200);
    expect(await trail(nodeId)).toHaveLength(2);
  });

  it('of a deregistered node is replaced by an administrator only, before it comes back', async () => {
    const [stolen, to] = [secp256k1Signer(), ed25519Signer()];
    const nodeId = await registered(stolen);
    expect((await send(signed(stolen, { method: 'DELETE', path: `/nodes/${nodeId}` })))[0]).toBe(200);
    const parts = { nodeId, to };
    expect(await send(rotated(stolen, parts))).toEqual([403, { detail: `Node ${nodeId} is deregistered` }]);
    const vouched = rotation({ ...parts, oldKeyId: stolen.keyId, proof: 'none' });
    expect((await send({ ...vouched, headers: ADMIN }))[0]).toBe(200);
    expect(await send(signed(stolen, beat(nodeId)))).toEqual(BAD);
    expect((await send(signed(to, registration(nodeId))))[0]).toBe(200);
    expect((await send(signed(to, beat(nodeId))))[0]).toBe(200);
  });

  it('is what registering with another one points to', async () => {
    const [from, to] = [secp256k1Signer(), ed25519Signer()];
    const nodeId = await registered(from);
    const answer = [
      409,
      {
        detail: `Node ${nodeId} is registered with another key; rotate it with POST /nodes/${nodeId}/rotate-key, signed with the old key, or ask an administrator`,
      },
    ];
    expect(await send(signed(to, registration(nodeId, to.keyId)))).toEqual(answer);
    expect(await send(signed(from, registration(nodeId, to.keyId)))).toEqual(answer);
    expect(await send({ ...registration(nodeId, to.keyId), headers: ADMIN })).toEqual(answer);
    expect((await send(rotated(from, { nodeId, to, alias: true })))[0]).toBe(200);
    expect(await send(signed(from, registration(nodeId, from.keyId)))).toEqual(answer);
    expect((await send(signed(to, registration(nodeId, to.keyId))))[0]).toBe(200);
  });

  it('is replaced ten times a day by its node, and then by an administrator', async () => {
    let from = secp256k1Signer();
    const nodeId = await registered(from);
    for (let turn = 0; turn < 10; turn++) {
      const to = secp256k1Signer();
      expect((await send(rotated(from, { nodeId, to })))[0]).toBe(200);
      from = to;
    }
    const client = new RegistryClient(() => registries[0]!.port);
    const { status, body, headers } = await client.send(rotated(from, { nodeId, to: secp256k1Signer() }));
    expect([status, body.detail]).toEqual([429, 'A node rotates its key at most 10 times a day']);
    expect(Number(headers['retry-after'])).toBeGreaterThan(86_000);
    const vouched = rotation({ nodeId, oldKeyId: from.keyId, to: secp256k1Signer(), proof: 'none' });
    expect((await send({ ...vouched, headers: ADMIN }))[0]).toBe(200);
  });

  it('is refused with a new one that is none', async () => {
    const from = secp256k1Signer();
    const nodeId = await registered(from);
    const path = `/nodes/${nodeId}/rotate-key`;
    const proof = proofBy(from, nodeId, from.keyId);
    for (const fields of [
      {},
      { new_public_key: 'zz', proof },
      { new_public_key: '00'.repeat(32), proof },
      { new_public_key: 7, proof },
      { new_public_key: from.keyId, proof: 'x' },
      { new_public_key: from.keyId, proof: {} },
      { new_public_key: from.keyId, proof: { ...proof, timestamp: 'now' } },
    ])
      expect((await send(signed(from, { method: 'POST', path, body: JSON.stringify(fields) })))[0]).toBe(422);
    expect(await send(rotated(from, { nodeId, to: from }))).toEqual(IN_USE);
  });
});
