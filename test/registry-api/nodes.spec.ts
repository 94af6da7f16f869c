import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Clock } from '@app/kernel';
import { RegistryClient } from './support/registry-client.js';
import { startTestRegistry, type TestRegistry } from './support/start-registry.js';

class SetClock extends Clock {
  ms = Date.UTC(2026, 10, 21, 12);
  override nowMs(): number {
    return this.ms;
  }
}

describe('nodes over HTTP', () => {
  const directory = mkdtempSync(join(tmpdir(), 'mizan-registry-'));
  const clock = new SetClock();
  let registry: TestRegistry;
  const client = new RegistryClient(() => registry.port);
  const start = () =>
    startTestRegistry({
      storage: { kind: 'embedded', directory },
      masterKeyFile: join(directory, 'master.key'),
      clock,
    });

  beforeAll(async () => {
    registry = await start();
  }, 60_000);
  afterAll(async () => {
    await registry?.close();
    rmSync(directory, { recursive: true, force: true });
  });

  it('says that it is alive', async () => {
    const { status, text } = await client.get('/nodes/health');
    expect([status, text]).toEqual([200, '{"status":"ok"}']);
  });

  it('registers a node, shows it, and hands out a secret once', async () => {
    const registered = await client.register('node_001', ['storage', 'compute', 'storage']);
    expect(registered.status).toBe(200);
    expect(registered.body).toEqual({
      success: true,
      message: 'Node node_001 registered.',
      auth_secret: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    const { status, body } = await client.get('/nodes/node_001');
    expect(status).toBe(200);
    expect(body).toEqual({
      node_id: 'node_001',
      address: '10.0.0.7:9000',
      capabilities: ['compute', 'storage'],
      status: 'unknown',
      reputation: 0,
      health: 'unknown',
      wallet_health: 'none',
      last_heartbeat: null,
      uptime: null,
      latency_ms: null,
      share_balance: false,
      created_at: '2026-11-21T12:00:00.000Z',
    });
    expect(registry.log()).not.toContain(registered.body.auth_secret);
  });

  it('registers an id again, as nodes do at every start: with the same facts, and in a demo with others', async () => {
    await client.register('booting', ['gpu', 'compute']);
    for (const capabilities of [
      ['gpu', 'compute'],
      ['compute', 'gpu', 'gpu'],
    ]) {
      const { status, body } = await client.register('booting', capabilities);
      expect([status, body]).toEqual([200, { success: true, message: 'Node booting registered.' }]);
    }
    expect((await client.register('booting', ['storage'], { address: '10.0.0.8:1' })).status).toBe(200);
    expect((await client.get('/nodes/booting')).body).toMatchObject({
      address: '10.0.0.8:1',
      capabilities: ['storage'],
    });
  });

  it('registers an id once, though thirty try at the same time', async () => {
    const answers = await Promise.all(Array.from({ length: 30 }, () => client.register('raced')));
    expect(answers.map(({ status }) => status)).toEqual(Array(30).fill(200));
    expect(answers.filter(({ body }) => body.auth_secret !== undefined)).toHaveLength(1);
  });

  it('does not know a node that was never registered', async () => {
    const missing = [404, { detail: 'Node nobody not found' }];
    const answers = [
      await client.get('/nodes/nobody'),
      await client.delete('/nodes/nobody'),
      await client.post('/nodes/nobody/heartbeat', { sequence: 1 }),
      await client.post('/nodes/reputation', { node_id: 'nobody', event_type: 'task_success' }),
      await client.post('/nodes/capabilities/add', { node_id: 'nobody', new_capabilities: ['gpu'] }),
      await client.post('/nodes/capabilities/remove', { node_id: 'nobody', capabilities_to_remove: ['gpu'] }),
      await client.put('/nodes/capabilities/update', { node_id: 'nobody', new_capabilities: ['gpu'] }),
    ];
    for (const { status, body } of answers) expect([status, body]).toEqual(missing);
  });

  it('follows heartbeats: unknown, online, late, offline', async () => {
    await client.register('pulse');
    const beat = await client.post('/nodes/pulse/heartbeat', { sequence: 5, uptime: 12.5, latency_ms: 3 });
    expect([beat.status, beat.body]).toEqual([
      200,
      {
        success: true,
        node_id: 'pulse',
        status: 'online',
        sequence: 5,
        last_heartbeat: new Date(clock.ms).toISOString(),
      },
    ]);
    const seen = async () => {
      const { status, health, uptime } = (await client.get('/nodes/pulse')).body;
      return { status, health, uptime };
    };
    expect(await seen()).toEqual({ status: 'online', health: 'healthy', uptime: 12.5 });
    clock.ms += 20_001;
    expect(await seen()).toEqual({ status: 'online', health: 'degraded', uptime: 12.5 });
    clock.ms += 9_999;
    expect(await seen()).toMatchObject({ status: 'online' });
    clock.ms += 1;
    expect(await seen()).toMatchObject({ status: 'offline', health: 'unhealthy' });
  });

  it('refuses a heartbeat that was overtaken or repeated', async () => {
    await client.register('stale');
    const beat = (sequence: unknown) => client.post('/nodes/stale/heartbeat', `{"sequence":${sequence}}`);
    expect((await beat('9007199254740993')).text).toContain('"sequence":9007199254740993');
    for (const sequence of ['9007199254740993', '9007199254740992', '0']) {
      const { status, body } = await beat(sequence);
      expect([status, body]).toEqual([409, { detail: 'Heartbeat sequence must be above 9007199254740993' }]);
    }
    for (const sequence of ['-1', '1.0', '1e3', '"7"', 'true', 'null', '9223372036854775807', '4000000000000000001']) {
      expect([sequence, (await beat(sequence)).status]).toEqual([sequence, 422]);
    }
    expect((await beat('4000000000000000000')).status).toBe(200);
  });

  it('lets a node count from the start again once it was silent until it was offline, after an absurd number too', async () => {
    await client.register('absurd');
    const beat = (sequence: string) => client.post('/nodes/absurd/heartbeat', `{"sequence":${sequence}}`);
    expect((await beat('4000000000000000000')).status).toBe(200);
    expect((await beat('1')).status).toBe(409);
    clock.ms += 30_001;
    expect((await client.get('/nodes/absurd')).body.status).toBe('offline');
    expect((await beat('1')).status).toBe(200);
    expect((await client.get('/nodes/absurd')).body.status).toBe('online');
    expect((await beat('1')).status).toBe(409);
    expect((await beat('2')).status).toBe(200);
  });

  it('accepts one of many equal heartbeats', async () => {
    await client.register('echo');
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => client.post('/nodes/echo/heartbeat', { sequence: 1 })),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it('takes a node out of service and keeps its record', async () => {
    await client.register('leaver', ['leaving']);
    await client.post('/nodes/leaver/heartbeat', { sequence: 1 });
    const gone = await client.delete('/nodes/leaver');
    expect([gone.status, gone.body]).toEqual([200, { success: true, message: 'Node leaver deregistered.' }]);
    expect((await client.delete('/nodes/leaver')).status).toBe(200);
    expect((await client.get('/nodes/leaver')).body).toMatchObject({ status: 'inactive', health: 'unhealthy' });
    const inactive = [403, { detail: 'Node leaver is deregistered' }];
    const beat = await client.post('/nodes/leaver/heartbeat', { sequence: 2 });
    expect([beat.status, beat.body]).toEqual(inactive);
    const more = await client.post('/nodes/capabilities/add', { node_id: 'leaver', new_capabilities: ['gpu'] });
    expect([more.status, more.body]).toEqual(inactive);
    expect((await client.get('/nodes/capability/leaving')).body.nodes).toEqual([]);
    await client.register('comer', ['coming']);
    await client.delete('/nodes/comer');
    expect((await client.register('comer', ['coming'])).status).toBe(200);
    expect((await client.get('/nodes/comer')).body.status).toBe('unknown');
  });

  it('applies reputation events by rule and stops at 0 and 100', async () => {
    await client.register('worker');
    const event = async (event_type: string, more: object = {}) =>
      (await client.post('/nodes/reputation', { node_id: 'worker', event_type, ...more })).body;
    expect(await event('task_failure')).toEqual({
      success: true,
      node_id: 'worker',
      old_reputation: 0,
      new_reputation: 0,
      delta: -5,
      clamped: true,
      event_type: 'task_failure',
      rule_applied: true,
      error: null,
    });
    const rules = { task_success: 10, community_contribution: 25, uptime_milestone: 30, health_milestone: 32 };
    for (const [rule, reputation] of Object.entries(rules)) {
      expect(await event(rule)).toMatchObject({ new_reputation: reputation, clamped: false, rule_applied: true });
    }
    expect(await event('task_timeout')).toMatchObject({ old_reputation: 32, new_reputation: 22, delta: -10 });
    expect(await event('task_success', { custom_delta: 100 })).toMatchObject({
      new_reputation: 100,
      delta: 100,
      clamped: true,
      rule_applied: false,
    });
    expect(await event('malicious_behavior')).toMatchObject({ new_reputation: 50, delta: -50, clamped: false });
    expect((await client.get('/nodes/worker')).body.reputation).toBe(50);
    const sent = (custom_delta: string) =>
      client.post(
        '/nodes/reputation',
        `{"node_id":"worker","event_type":"task_success","custom_delta":${custom_delta}}`,
      );
    for (const custom_delta of ['101', '-101', '100.01', '1.555', '1e1', 'true', '"x"', '[]']) {
      const { status } = await sent(custom_delta);
      expect([custom_delta, status]).toEqual([custom_delta, 422]);
    }
    const exact: [string, string, string][] = [
      ['25.0', '75', '25'],
      ['-60.5', '14.5', '-60.5'],
      ['0.1', '14.6', '0.1'],
      ['0.2', '14.8', '0.2'],
      ['-0.0', '14.8', '0'],
      ['0.07', '14.87', '0.07'],
      ['-14.87', '0', '-14.87'],
    ];
    for (const [custom_delta, reputation, delta] of exact) {
      const { text } = await sent(custom_delta);
      expect(text).toContain(`"new_reputation":${reputation},"delta":${delta},"clamped":false`);
      expect((await client.get('/nodes/worker')).text).toContain(`"reputation":${reputation},`);
    }
  });

  it('names the valid event types to who sends another', async () => {
    await client.register('judged');
    for (const event_type of ['world_peace', 'toString', '__proto__', '']) {
      const { status, body } = await client.post('/nodes/reputation', { node_id: 'judged', event_type });
      expect([status, body]).toEqual([
        400,
        {
          detail: `Invalid event_type: ${event_type}. Valid types: ['task_success', 'task_failure', 'task_timeout', 'malicious_behavior', 'health_milestone', 'uptime_milestone', 'community_contribution']`,
        },
      ]);
    }
  });

  it('loses no reputation event of fifty at once', async () => {
    await client.register('busy');
    await client.post('/nodes/reputation', { node_id: 'busy', event_type: 'task_success', custom_delta: 50 });
    const types = ['task_success', 'task_failure', 'task_failure'];
    const answers = await Promise.all(
      Array.from({ length: 48 }, (_, index) =>
        client.post('/nodes/reputation', { node_id: 'busy', event_type: types[index % 3] }),
      ),
    );
    const changes = answers.map(({ body }) => body);
    for (const { old_reputation, new_reputation, delta } of changes) {
      expect(new_reputation).toBe(Math.min(100, Math.max(0, old_reputation + delta)));
    }
    const moved = changes.reduce(
      (sum, { old_reputation, new_reputation }) => sum + new_reputation - old_reputation,
      50,
    );
    expect((await client.get('/nodes/busy')).body.reputation).toBe(moved);
  });

  it('adds, removes and replaces capabilities', async () => {
    await client.register('skilled', ['compute']);
    const added = await client.post('/nodes/capabilities/add', {
      node_id: 'skilled',
      new_capabilities: ['gpu', 'compute', 'x-1'],
    });
    expect([added.status, added.body]).toEqual([
      200,
      {
        success: true,
        node_id: 'skilled',
        old_capabilities: ['compute'],
        new_capabilities: ['compute', 'gpu', 'x-1'],
        added_capabilities: ['gpu', 'x-1'],
        removed_capabilities: [],
        error: null,
      },
    ]);
    const removed = await client.post('/nodes/capabilities/remove', {
      node_id: 'skilled',
      capabilities_to_remove: ['gpu', 'never_had'],
    });
    expect(removed.body).toMatchObject({ new_capabilities: ['compute', 'x-1'], removed_capabilities: ['gpu'] });
    const replaced = await client.put('/nodes/capabilities/update', {
      node_id: 'skilled',
      new_capabilities: ['storage'],
    });
    expect(replaced.body).toMatchObject({
      old_capabilities: ['compute', 'x-1'],
      new_capabilities: ['storage'],
      added_capabilities: ['storage'],
      removed_capabilities: ['compute', 'x-1'],
    });
    expect((await client.get('/nodes/skilled')).body.capabilities).toEqual(['storage']);
  });

  it('refuses more capabilities than a node may have', async () => {
    await client.register(
      'greedy',
      Array.from({ length: 64 }, (_, index) => `c${index}`),
    );
    const { status, body } = await client.post('/nodes/capabilities/add', {
      node_id: 'greedy',
      new_capabilities: ['z'],
    });
    expect([status, body]).toEqual([400, { detail: 'A node has at most 64 capabilities' }]);
    expect(
      (
        await client.register(
          'greedier',
          Array.from({ length: 65 }, (_, index) => `c${index}`),
        )
      ).status,
    ).toBe(422);
    await client.put('/nodes/capabilities/update', { node_id: 'greedy', new_capabilities: [] });
  });

  it('finds nodes by capability', async () => {
    await client.register('red', ['find_red', 'find_blue']);
    await client.register('blue', ['find_blue']);
    const found = ({ body }: { body: { nodes: { node_id: string }[] } }) => body.nodes.map((node) => node.node_id);
    const query = (body: object) => client.post('/nodes/capabilities/query', body);
    expect(found(await client.get('/nodes/capability/find_blue'))).toEqual(['red', 'blue']);
    expect(found(await query({ capabilities: ['find_red', 'find_blue'] }))).toEqual(['red', 'blue']);
    expect(found(await query({ capabilities: ['find_red', 'find_blue'], match_all: true }))).toEqual(['red']);
    expect((await query({ capabilities: [] })).status).toBe(422);
    expect((await query({ capabilities: ['a b'] })).status).toBe(422);
    expect((await query({ capabilities: ['a'], match_all: 'yes' })).status).toBe(422);
    expect((await client.get('/nodes/capability/a%20b')).status).toBe(422);
  });

  it('counts capabilities, whatever they are called', async () => {
    const before = (await client.get('/nodes/capabilities/statistics')).body;
    await client.register('odd', ['compute', 'constructor', '__proto__']);
    const { status, body, text } = await client.get('/nodes/capabilities/statistics');
    expect(status).toBe(200);
    expect(body.total_nodes).toBe(before.total_nodes + 1);
    expect(body.total_capabilities).toBe(before.total_capabilities + 2);
    expect(body.capability_counts.compute).toBe(before.capability_counts.compute + 1);
    expect(body.most_common_capabilities).toHaveLength(5);
    for (const pair of body.most_common_capabilities) expect(pair).toEqual([pair[0], body.capability_counts[pair[0]]]);
    expect(body.standard_capabilities).toEqual([
      'compute',
      'storage',
      'gpu',
      'network',
      'security',
      'ai_ml',
      'blockchain',
      'database',
      'web_server',
      'wallet',
    ]);
    expect(body.custom_capabilities).toContain('constructor');
    expect(text).toContain('"__proto__":1');
    const available = (await client.get('/nodes/capabilities/available')).body.capabilities;
    expect(available).toEqual(Object.keys(body.capability_counts).sort());
    expect(available).not.toContain('security');
    expect(available).toContain('constructor');
  });

  it('tells which names may be used', async () => {
    const validate = async (name: string) => (await client.get(`/nodes/capabilities/validate/${name}`)).body;
    expect(await validate('gpu')).toEqual({ capability: 'gpu', is_valid: true, is_standard: true });
    expect(await validate('my-own_1')).toEqual({ capability: 'my-own_1', is_valid: true, is_standard: false });
    expect(await validate('no%20spaces')).toEqual({ capability: 'no spaces', is_valid: false, is_standard: false });
    expect(await validate('toString')).toEqual({ capability: 'toString', is_valid: true, is_standard: false });
  });

  it('lists nodes by filter, page by page', async () => {
    for (let index = 0; index < 5; index++) await client.register(`listed-${index}`, ['listed']);
    await client.post('/nodes/reputation', { node_id: 'listed-3', event_type: 'task_success' });
    const ids = (answer: { body: { nodes: { node_id: string }[] } }) => answer.body.nodes.map((node) => node.node_id);
    expect(ids(await client.get('/nodes?capability=listed&min_reputation=10'))).toEqual(['listed-3']);
    expect(ids(await client.get('/nodes?capability=listed&status=online'))).toEqual([]);
    expect(ids(await client.get('/nodes?status=inactive'))).toContain('leaver');
    const first = await client.get('/nodes?capability=listed&limit=3');
    expect(ids(first)).toEqual(['listed-0', 'listed-1', 'listed-2']);
    const next = /^<(.*)>; rel="next"$/.exec(String(first.headers.link))![1]!;
    expect(next).toBe(`/nodes?capability=listed&limit=3&cursor=${first.body.next_cursor}`);
    const second = await client.get(next);
    expect([ids(second), second.body.next_cursor, second.headers.link]).toEqual([
      ['listed-3', 'listed-4'],
      null,
      undefined,
    ]);
    const all = await client.get('/nodes');
    expect(ids(all)).toEqual(expect.arrayContaining(['node_001', 'listed-4']));
    expect(ids(all)).not.toContain('leaver');
    const refused = ['limit=0', 'limit=1001', 'limit=abc', 'limit=1&limit=2', 'status=dead', 'min_reputation=101'];
    for (const query of [...refused, 'min_reputation=1.5', 'capability=a%20b', 'capability=%00']) {
      expect([query, (await client.get(`/nodes?${query}`)).status]).toEqual([query, 422]);
    }
    expect((await client.get('/nodes?cursor=abc')).status).toBe(400);
  });

  it('refuses as RFC 9457 with every wrong field for a caller who takes JSON alone, else with a detail', async () => {
    const ask = async (path: string, accept: string, body?: object) => {
      const answer = await fetch(`http://127.0.0.1:${registry.port}${path}`, {
        headers: { accept, ...(body && { 'content-type': 'application/json' }) },
        ...(body && { method: 'POST', body: JSON.stringify(body) }),
      });
      return { type: answer.headers.get('content-type'), body: (await answer.json()) as Record<string, unknown> };
    };
    const registration = { node_id: '!', address: 'a b', capabilities: ['x y'] };
    const listed = await ask('/nodes/register', 'application/json', registration);
    expect(listed.type).toMatch('application/problem+json');
    expect(listed.body).toMatchObject({ type: 'about:blank', status: 422, code: 'validation_failed' });
    expect(listed.body.errors).toMatchObject([
      { pointer: '#/node_id' },
      { pointer: '#/address' },
      { pointer: '#/capabilities' },
    ]);
    expect((await ask('/nodes?cursor=x', 'application/json')).body).toMatchObject({
      detail: 'invalid cursor',
      errors: [{ in: 'query', field: 'cursor' }],
    });
    expect((await ask('/nodes/!', 'application/json')).body.errors).toMatchObject([{ in: 'path', field: 'node_id' }]);
    for (const accept of ['*/*', 'application/json, text/plain, */*']) {
      const { type, body } = await ask('/nodes?cursor=x', accept);
      expect([type, body]).toEqual([expect.stringMatching(/^application\/json/), { detail: 'invalid cursor' }]);
      expect(Array.isArray((await ask('/nodes/register', accept, registration)).body.detail)).toBe(true);
    }
  });

  it('takes a cursor for the query that it was given out for, and no other', async () => {
    for (let index = 0; index < 3; index++) await client.register(`bound-${index}`, ['bound', 'bound_too']);
    const query = (limit: number, cursor: string, capabilities = ['bound', 'bound_too']) =>
      client.post(`/nodes/capabilities/query?limit=${limit}&cursor=${cursor}`, { capabilities });
    const first = await client.get('/nodes?capability=bound&limit=1');
    const cursor = String(first.body.next_cursor);
    expect((await client.get(`/nodes?capability=bound&limit=2&cursor=${cursor}`)).body.nodes).toHaveLength(2);
    expect((await client.get(`/nodes/nodes?capability=bound&limit=2&cursor=${cursor}`)).body.nodes).toHaveLength(2);
    const asked = (await client.post('/nodes/capabilities/query?limit=1', { capabilities: ['bound'] })).body
      .next_cursor;
    expect((await query(2, asked, ['bound'])).body.nodes).toHaveLength(2);
    const refused = [
      await client.get(`/nodes?cursor=${cursor}`),
      await client.get(`/nodes?capability=bound_too&cursor=${cursor}`),
      await client.get(`/nodes?capability=bound&min_reputation=1&cursor=${cursor}`),
      await client.get(`/nodes?capability=bound&status=unknown&cursor=${cursor}`),
      await client.get(`/nodes/capability/bound?cursor=${cursor}`),
      await query(1, cursor, ['bound']),
      await query(1, asked),
      ...(await Promise.all(
        ['9007199254740991', '9223372036854775807', '9223372036854775808', '-1'].map((number) => {
          const text = Buffer.from(cursor, 'base64url').toString().replace(/~.*$/, `~${number}`);
          return client.get(`/nodes?capability=bound&cursor=${Buffer.from(text).toString('base64url')}`);
        }),
      )),
    ];
    for (const { status, body } of refused) expect([status, body]).toEqual([400, { detail: 'invalid cursor' }]);
  });

  it('answers below /nodes/nodes as below /nodes', async () => {
    expect((await client.get('/nodes/nodes/health')).text).toBe('{"status":"ok"}');
    const body = { node_id: 'aliased', address: 'a', capabilities: ['gpu'] };
    expect((await client.post('/nodes/nodes/register', body)).status).toBe(200);
    expect((await client.get('/nodes/nodes/aliased')).body).toEqual((await client.get('/nodes/aliased')).body);
    expect((await client.get('/nodes/nodes')).text).toBe((await client.get('/nodes')).text);
    expect((await client.post('/nodes/nodes/aliased/heartbeat', { sequence: 1 })).status).toBe(200);
    const event = { node_id: 'aliased', event_type: 'task_success' };
    expect((await client.post('/nodes/nodes/reputation', event)).body.new_reputation).toBe(10);
    const more = { node_id: 'aliased', new_capabilities: ['a'] };
    expect((await client.post('/nodes/nodes/capabilities/add', more)).status).toBe(200);
    expect((await client.put('/nodes/nodes/capabilities/update', more)).status).toBe(200);
    const less = { node_id: 'aliased', capabilities_to_remove: ['a'] };
    expect((await client.post('/nodes/nodes/capabilities/remove', less)).status).toBe(200);
    expect((await client.post('/nodes/nodes/capabilities/query', { capabilities: ['a'] })).status).toBe(200);
    for (const path of [
      'capability/gpu',
      'capabilities/statistics',
      'capabilities/available',
      'capabilities/validate/a',
    ])
      expect((await client.get(`/nodes/nodes/${path}`)).text).toBe((await client.get(`/nodes/${path}`)).text);
    expect((await client.delete('/nodes/nodes/aliased')).status).toBe(200);
  });

  it('remembers everything over a restart', async () => {
    const before = await client.get('/nodes');
    await registry.close();
    registry = await start();
    expect((await client.get('/nodes')).text).toBe(before.text);
  });
});
