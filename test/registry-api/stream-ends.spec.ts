import { once } from 'node:events';
import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import { Administrators } from '@app/kernel';
import { EventReader, type Told } from './support/event-reader.js';
import { ed25519Signer, signed } from './support/node-signer.js';
import type { Sent } from './support/registry-client.js';
import { startTestRegistry, type TestRegistry } from './support/start-registry.js';
import { until } from './support/wallet-client.js';

const TOKEN = 'the-right-token';
const ADMIN = { authorization: `Bearer ${TOKEN}` };
const CAPABILITIES = ['a', 'b'].map((first) => Array.from({ length: 64 }, (_, at) => `${first}${at}`.padEnd(64, 'x')));
/** What the ten minutes of a private stream and the thirty seconds without a reader are here. */
const TIMES = { commentEveryMs: 100, stalledMs: 600, privateStreamMs: 1_000 };

class RevocableAdministrator extends Administrators {
  isRevoked = false;

  override async recognise(token: string): Promise<string | undefined> {
    return token === TOKEN && !this.isRevoked ? 'amina' : undefined;
  }
}

interface OpenStream {
  readonly status: number;
  readonly cursors: string[];
  readonly events: Told[];
  /** How the connection ended: in order, or broken off. */
  readonly ended: Promise<{ inOrder: boolean; afterMs: number }>;
  readonly call: ClientRequest;
}

describe('a stream of events', () => {
  const administrators = new RevocableAdministrator();
  const node = ed25519Signer();
  let registry: TestRegistry;
  const reader = new EventReader(() => registry.port);

  beforeAll(async () => {
    registry = await startTestRegistry({
      storage: { kind: 'memory' },
      credentials: 'required',
      administrators,
      streamTimes: TIMES,
    });
    const registration = { node_id: 'n', address: 'a:1', capabilities: [], public_key: node.keyId };
    expect((await post('/nodes/register', registration)).status).toBe(200);
  });
  afterAll(() => registry?.close());

  const post = (path: string, body: object, method = 'POST') =>
    reader.send(signed(node, { method, path, body: JSON.stringify(body) } satisfies Sent));

  const update = (times: number) =>
    post('/nodes/capabilities/update', { node_id: 'n', new_capabilities: CAPABILITIES[times % 2] }, 'PUT');

  async function open(path: string, headers: Record<string, string> = {}): Promise<OpenStream> {
    const startedAt = performance.now();
    const sent = { accept: 'text/event-stream', ...headers };
    const call = request({ host: '127.0.0.1', port: registry.port, path, headers: sent, agent: false });
    call.on('error', () => undefined).end();
    const [reply] = (await once(call, 'response')) as [IncomingMessage];
    const heard = { cursors: [] as string[], events: [] as Told[] };
    let rest = '';
    reply.setEncoding('utf8').on('data', (text) => {
      const frames = (rest + text).split('\n\n');
      rest = frames.pop()!;
      for (const frame of frames) {
        const [, id, data] = /^id: (.+)\ndata: (.+)$/m.exec(frame) ?? [];
        if (data === undefined) continue;
        heard.cursors.push(id!);
        heard.events.push(JSON.parse(data));
      }
    });
    const ended = new Promise<{ inOrder: boolean; afterMs: number }>((resolve) => {
      reply.on('error', () => undefined);
      reply.on('close', () => resolve({ inOrder: reply.complete, afterMs: performance.now() - startedAt }));
    });
    return { status: reply.statusCode!, ...heard, ended, call };
  }

  const openStreams = async () => {
    const { text } = await reader.send({ method: 'GET', path: '/metrics', headers: ADMIN });
    return Number(/^mizan_event_streams\S* (\d+)$/m.exec(text)?.[1]);
  };

  it('that only some may have ends in order after its time, and goes on where it ended; a public one stays', async () => {
    const everybody = await open('/events?types=node.updated');
    const first = await open('/events', ADMIN);
    expect([everybody.status, first.status]).toEqual([200, 200]);
    await update(0);
    const { inOrder, afterMs } = await first.ended;
    expect(inOrder).toBe(true);
    expect(afterMs).toBeGreaterThan(TIMES.privateStreamMs - 50);
    expect(afterMs).toBeLessThan(TIMES.privateStreamMs + 2_000);
    await update(1);
    const second = await open('/events', { ...ADMIN, 'last-event-id': first.cursors.at(-1)! });
    await until('the event of between', async () => second.events.length > 0);
    expect([...first.events, ...second.events]).toEqual(await reader.all('', (sent) => ({ ...sent, headers: ADMIN })));
    await second.ended;
    expect(everybody.events).toHaveLength(2);
    expect(everybody.call.destroyed).toBe(false);
    everybody.call.destroy();
  });

  it('ends for who lost their right to it, who is refused when they come again', async () => {
    const stream = await open('/events', ADMIN);
    administrators.isRevoked = true;
    try {
      expect((await stream.ended).inOrder).toBe(true);
      const again = await open('/events', { ...ADMIN, 'last-event-id': stream.cursors.at(-1)! });
      expect(again.status).toBe(401);
      await again.ended;
    } finally {
      administrators.isRevoked = false;
    }
  });

  it('is broken off for who takes nothing, and beside it others hear everything', async () => {
    await until('the streams of before', async () => (await openStreams()) === 0);
    const taking = await open('/events?types=node.updated&after=latest');
    const stalled = request({
      host: '127.0.0.1',
      port: registry.port,
      path: '/events?types=node.updated',
      headers: { accept: 'text/event-stream' },
      agent: false,
    });
    const broken = new Promise((resolve) => stalled.on('error', resolve).on('close', resolve));
    stalled.end();
    const [reply] = (await once(stalled, 'response')) as [IncomingMessage];
    reply.on('error', () => undefined).pause();
    expect(await openStreams()).toBe(2);
    let updates = 0;
    // More than the kernel keeps for a connection that is not read.
    while ((await openStreams()) === 2 && updates < 3_000) {
      for (let at = 0; at < 25; at++) expect((await update(updates++)).status).toBe(200);
    }
    expect(await openStreams()).toBe(1);
    reply.resume();
    await broken;
    expect(reply.complete).toBe(false);
    await until('all that was told', async () => taking.events.length === updates);
    expect(new Set(taking.cursors).size).toBe(updates);
    taking.call.destroy();
  }, 30_000);
});
