import { RegistryClient } from './support/registry-client.js';
import { startTestRegistry, type TestRegistry } from './support/start-registry.js';

const RESERVED = [
  'health',
  'register',
  'reputation',
  'capabilities',
  'capability',
  'nodes',
  'create',
  'status',
  'wallet',
];

/** Text that names no node, as it could stand in a body, and as it could stand in a path. */
const HOSTILE_IDS = [
  ...RESERVED,
  'Health',
  'NODES',
  '..',
  '.hidden',
  '-rf',
  '_',
  '__proto__',
  'a/b',
  'a b',
  ' a',
  'a\n',
  'a\r\nSet-Cookie: x=1',
  'a\u0000',
  "' OR 1=1--",
  '$1',
  '\\',
  '💩',
  'نود',
  'A'.repeat(65),
  'x'.repeat(3000),
  '<script>alert(1)</script>',
];

describe('hostile input to /nodes', () => {
  let registry: TestRegistry;
  const client = new RegistryClient(() => registry.port);

  beforeAll(async () => {
    registry = await startTestRegistry({ storage: { kind: 'memory' } });
  }, 30_000);
  afterAll(() => registry?.close());

  it.each(HOSTILE_IDS.map((id) => [JSON.stringify(id).slice(0, 40), id]))(
    'refuses %s as the id of a node',
    async (_, id) => {
      const attempts = [
        await client.register(id),
        await client.post('/nodes/capabilities/add', { node_id: id, new_capabilities: [] }),
        await client.post('/nodes/reputation', { node_id: id, event_type: 'task_success' }),
        await client.delete(`/nodes/${encodeURIComponent(id)}`),
        await client.post(`/nodes/${encodeURIComponent(id)}/heartbeat`, { sequence: 1 }),
      ];
      for (const { status, body, headers, text } of attempts) {
        expect(status).toBe(422);
        expect(body.detail).toEqual([
          {
            loc: [expect.stringMatching(/^(body|path)$/), 'node_id'],
            msg: expect.any(String),
            type: expect.stringMatching(/^(value_error|string_pattern_mismatch|string_type)$/),
          },
        ]);
        expect(headers['set-cookie']).toBeUndefined();
        expect(text).not.toContain('script');
      }
      expect((await client.get('/nodes')).body.nodes).toEqual([]);
    },
  );

  it('keeps every fixed path from being the name of a node', async () => {
    const { paths } = (await client.get('/docs/openapi.json')).body as { paths: Record<string, object> };
    const aliases = Object.values(paths).flatMap((path) =>
      Object.values(path).map((call) => call['x-deprecated-path'] ?? ''),
    );
    const words = new Set(
      [...Object.keys(paths), ...aliases]
        .filter((path) => /^\/(nodes|wallet)/.test(path))
        .flatMap((path) => path.split('/'))
        .filter((segment) => /^[a-z]/.test(segment)),
    );
    expect(words.size).toBeGreaterThan(10);
    for (const word of words) expect([word, (await client.register(word)).status]).toEqual([word, 422]);
  });

  it.each([['%zz'], ['%'], ['%ff'], ['%E0%A4%A']])('answers 400 to a path that is no text: %s', async (path) => {
    expect((await client.get(`/nodes/${path}`)).status).toBe(400);
  });

  it('answers 404 to no id, 405 to a wrong method', async () => {
    expect((await client.get('/nodes/')).status).toBe(404);
    const { status, headers } = await client.put('/nodes/register', {});
    expect([status, headers.allow]).toEqual([405, expect.stringContaining('POST')]);
    expect((await client.delete('/nodes')).status).toBe(405);
  });

  it.each<[string, string | undefined, number]>([
    ['no body', undefined, 422],
    ['nothing', '', 422],
    ['null', 'null', 422],
    ['a list', '[]', 422],
    ['a text', '"node"', 422],
    ['half an object', '{"node_id":"a"', 422],
    ['two values of one field', '{"node_id":"a","node_id":"b","address":"a","capabilities":[]}', 422],
    ['a prototype', '{"__proto__":{"node_id":"a"},"node_id":"a","address":"a","capabilities":[]}', 422],
    ['depth', `{"node_id":"a","address":"a","capabilities":${'['.repeat(1500)}${']'.repeat(1500)}}`, 422],
    ['keys', `{${Array.from({ length: 65 }, (_, index) => `"k${index}":1`).join(',')}}`, 422],
    ['size', `{"node_id":"a","address":"${'a'.repeat(17_000)}"}`, 413],
  ])('refuses a body that is %s', async (_, body, status) => {
    const answer = await client.send({ method: 'POST', path: '/nodes/register', body });
    expect([answer.status, answer.body]).toEqual([status, { detail: expect.anything() }]);
  });

  it.each<[string, unknown]>([
    ['address', ''],
    ['address', ' '],
    ['address', 'a b'],
    ['address', 'a\nb'],
    ['address', 'ünicode'],
    ['address', 'a'.repeat(256)],
    ['address', null],
    ['address', 7],
    ['address', ['a']],
    ['capabilities', null],
    ['capabilities', 'gpu'],
    ['capabilities', {}],
    ['capabilities', [1]],
    ['capabilities', [null]],
    ['capabilities', ['gpu', '']],
    ['capabilities', ['gpu gpu']],
    ['capabilities', ['gpu\n']],
    ['capabilities', ['💩']],
    ['capabilities', ['a'.repeat(65)]],
    ['node_id', null],
    ['node_id', 7],
    ['node_id', ['a']],
    ['node_id', { length: 3 }],
    ['public_key', 7],
    ['public_key', {}],
  ])('names %s when it is %j', async (field, value) => {
    const { status, body } = await client.register('fine', [], { [field]: value });
    expect(status).toBe(422);
    expect(body.detail[0].loc.slice(0, 2)).toEqual(['body', field]);
    expect((await client.get('/nodes/fine')).status).toBe(404);
  });

  it('lists everything that is wrong at once', async () => {
    const { body } = await client.post('/nodes/register', { node_id: 'health', capabilities: ['a b'] });
    expect(body.detail.map(({ loc }: { loc: string[] }) => loc.join('.'))).toEqual([
      'body.node_id',
      'body.address',
      'body.capabilities',
    ]);
  });

  it('binds no field that it did not ask for', async () => {
    await client.register('plain', [], { reputation: 100, status: 'online', created_at: '1970', wallet_health: 'ok' });
    expect((await client.get('/nodes/plain')).body).toMatchObject({ reputation: 0, status: 'unknown' });
  });

  it('wants JSON', async () => {
    const sent = {
      method: 'POST',
      path: '/nodes/register',
      body: 'node_id=a',
      headers: { 'content-type': 'text/plain' },
    };
    const { status, body } = await client.send(sent);
    expect([status, body]).toEqual([415, { detail: 'send Content-Type: application/json' }]);
  });

  it('says how requests are signed in its OpenAPI document', async () => {
    const { components, paths } = (await client.get('/docs/openapi.json')).body;
    expect(Object.keys(components.securitySchemes)).toEqual(
      expect.arrayContaining(['nodeKey', 'nodeTimestamp', 'nodeNonce', 'nodeSignature', 'administrator']),
    );
    const { security, responses, requestBody } = paths['/nodes/register'].post;
    expect(security).toContainEqual({
      nodeSignatureVersion: [],
      nodeKey: [],
      nodeTimestamp: [],
      nodeNonce: [],
      nodeSignature: [],
    });
    expect(Object.keys(responses)).toEqual(expect.arrayContaining(['200', '401', '403', '409', '422']));
    expect(requestBody.content['application/json'].schema.$ref).toMatch(/RegisterNodeRequest$/);
    expect(components.schemas.NodeInfo.required).toContain('last_heartbeat');
    expect(Object.keys(paths).some((path) => path.startsWith('/nodes/nodes'))).toBe(false);
  });
});
