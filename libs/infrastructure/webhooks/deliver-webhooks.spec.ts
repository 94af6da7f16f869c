import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { EnvelopeVault } from '@app/infrastructure/crypto/envelope-vault.js';
import { LogCursor } from '@app/infrastructure/http/events/log-cursor.js';
import { MemoryEventPlaces } from '@app/infrastructure/memory/memory-event-places.js';
import { MemoryRegistryLog } from '@app/infrastructure/memory/memory-registry-log.js';
import {
  MemoryDeliveries,
  MemoryDeliveryDuty,
  MemoryWebhookStore,
  MemoryWebhooks,
} from '@app/infrastructure/memory/memory-webhooks.js';
import { Administrators, Clock, EventBell } from '@app/kernel';
import { DeliverWebhooks, LaneBell, MakeWebhook, ManageWebhooks, type Webhook } from '@app/webhooks';
import { HttpWebhookSender } from './http-webhook-sender.js';
import { LoggedEvents } from './logged-events.js';

class MovedClock extends Clock {
  ms = Date.parse('2026-11-27T12:00:00Z');
  override nowMs = () => this.ms;
}

const HOUR = 3_600_000;
const SCHEDULE_MS = [5_000, 300_000, 1_800_000, ...[2, 5, 10, 14, 20, 24].map((hours) => hours * HOUR)];

class Team extends Administrators {
  readonly names = new Set(['amina', 'bilal']);

  override async recognise(): Promise<undefined> {}

  override isNamed(name: string): boolean {
    return this.names.has(name);
  }
}

describe('the schedule of a webhook whose receiver fails', () => {
  const clock = new MovedClock();
  const bell = new EventBell();
  const places = new MemoryEventPlaces();
  const log = new MemoryRegistryLog(places);
  const source = new LoggedEvents(log, new LogCursor('registry'), bell);
  const store = new MemoryWebhookStore();
  const [webhooks, deliveries, duty] = [
    new MemoryWebhooks(store),
    new MemoryDeliveries(store),
    new MemoryDeliveryDuty(store),
  ];
  const vault = EnvelopeVault.ephemeral();
  const sender = new HttpWebhookSender({ allowsLoopback: true });
  const lanes = new LaneBell();
  const stopped: string[] = [];
  const observer = {
    onAttempt: () => {},
    onStopped: (_: string, reason: string) => stopped.push(reason),
    onFailure: (error: unknown) => {
      throw error;
    },
  };
  const team = new Team();
  const delivering = new DeliverWebhooks(webhooks, duty, source, sender, vault, clock, observer, lanes, team);
  const received: string[] = [];
  let status = 500;
  /** Answers the request at `/held`. */
  let held: (() => void) | undefined;
  let server: Server;
  let webhook: Webhook;

  beforeAll(async () => {
    server = createServer((request, response) => {
      if (request.url === '/held') {
        held = () => response.writeHead(200).end();
        return;
      }
      if (request.url === '/fine') return response.writeHead(200).end();
      received.push(String(request.headers['webhook-id']));
      response.writeHead(status).end('out of order');
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    delivering.start();
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const terms = { url, types: ['node.online'], description: undefined, subject: undefined };
    const make = new MakeWebhook(webhooks, source, sender, vault, clock, lanes);
    ({ webhook } = await make.execute({ ...terms, owner: 'administrator:amina', idempotency: undefined }));
    places.tell([1, 2].map(() => ({ type: 'node.online', nodeId: 'n', data: { node: 'n' } }) as never));
    await placeAll();
  });
  afterAll(async () => {
    await delivering.stop();
    sender.close();
    server.close();
  });

  async function placeAll(): Promise<void> {
    await places.place(10, (event, end) => ({ place: (end?.place ?? 0n) + 1n, hash: event.id }) as never);
    bell.ring();
  }
  const now = async () => (await webhooks.find(webhook.id))!;
  async function eventually(holds: () => Promise<boolean>): Promise<void> {
    for (const deadline = Date.now() + 5_000; Date.now() < deadline; await sleep(20)) if (await holds()) return;
    throw new Error('it did not come to pass');
  }

  it('goes over ten attempts of the same event, and then pauses with the reason', async () => {
    for (const [index, delayMs] of SCHEDULE_MS.entries()) {
      await eventually(async () => (await now()).failures === index + 1);
      const inMs = (await now()).dueAtMs! - clock.ms;
      expect(inMs).toBeGreaterThanOrEqual(delayMs * 0.9);
      expect(inMs).toBeLessThanOrEqual(delayMs * 1.1);
      clock.ms += inMs;
      lanes.ring();
    }
    await eventually(async () => (await now()).state === 'paused');
    expect((await now()).reason).toBe('10 attempts failed; the last: the receiver answered 500');
    expect(stopped).toEqual([(await now()).reason]);
    expect(received).toEqual(Array(10).fill(places.placed[0]!.id));
    const { rows } = await deliveries.page(webhook.id, undefined, 10);
    expect(rows).toMatchObject([{ n: 1, status: 'failed', attempts: 10, answerStatus: 500, answer: 'out of order' }]);
  });

  it('goes on with other webhooks when one is deleted while its receiver thinks', async () => {
    const path = new URL('/held', webhook.url).href;
    const terms = { types: ['node.offline'], description: undefined, subject: undefined };
    const make = new MakeWebhook(webhooks, source, sender, vault, clock, lanes);
    const request = { ...terms, owner: 'administrator:bilal', idempotency: undefined };
    const { webhook: deleted } = await make.execute({ ...request, url: path });
    const { webhook: other } = await make.execute({ ...request, url: new URL('/fine', webhook.url).href });
    places.tell([{ type: 'node.offline', nodeId: 'n', data: { node: 'n' } } as never]);
    await placeAll();
    await eventually(async () => held !== undefined);
    await webhooks.remove(deleted.id);
    held!();
    await eventually(async () => (await webhooks.find(other.id))!.place === 3n);
    places.tell([{ type: 'node.offline', nodeId: 'n', data: { node: 'n' } } as never]);
    await placeAll();
    await eventually(async () => (await webhooks.find(other.id))!.place === 4n);
  });

  it('tells nothing more until its owner resumes it, and then everything', async () => {
    clock.ms += 30 * 24 * HOUR;
    lanes.ring();
    await sleep(200);
    expect(received).toHaveLength(10);
    status = 200;
    const manage = new ManageWebhooks(webhooks, sender, vault, clock, lanes);
    await manage.change('all', webhook.id, { state: 'active' }, 'administrator:amina');
    await eventually(async () => (await now()).place === 2n);
    expect(received.slice(10)).toEqual(places.placed.slice(0, 2).map(({ id }) => id));
    expect((await now()).failures).toBe(0);
  });

  it('tells nothing to an administrator who has left', async () => {
    team.names.delete('amina');
    const before = received.length;
    places.tell([{ type: 'node.online', nodeId: 'n', data: { node: 'n' } } as never]);
    await placeAll();
    await eventually(async () => (await now()).state === 'paused');
    expect(await now()).toMatchObject({ reason: 'who made it is no administrator any more' });
    expect(received).toHaveLength(before);
  });
});
