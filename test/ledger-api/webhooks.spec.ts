import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Contract } from '../support/contract.js';
import { LedgerClient, refusal, type Wallet } from '../support/ledger-client.js';
import { LEDGER_STORAGE_KINDS, Ledger } from '../support/running-ledger.js';
import { startServer } from '../support/server.js';
import { verifyWith, WebhookReceiver } from '../support/webhook-receiver.js';

jest.setTimeout(60_000);

interface Started {
  client: LedgerClient;
  /** Undefined where nothing outlives the server, and where it would wait for the lease of the one before. */
  restart: (() => Promise<LedgerClient>) | undefined;
  dispose(): Promise<unknown>;
}

async function startKind(kind: string): Promise<Started> {
  if (kind !== 'memory') {
    const ledger = await Ledger.start(kind as (typeof LEDGER_STORAGE_KINDS)[number]);
    const restart = async () => {
      await ledger.restart();
      return ledger.client;
    };
    const isQuick = kind !== 'supabase';
    return { client: ledger.client, restart: isQuick ? restart : undefined, dispose: () => ledger.dispose() };
  }
  const server = await startServer({ env: { SERVE: 'ledger', PERSISTENCE: 'memory' } });
  const client = new LedgerClient(server.ledgerUrl, await Contract.of(server.ledgerUrl));
  return { client, restart: undefined, dispose: () => server.stop() };
}

describe.each(['memory', ...LEDGER_STORAGE_KINDS])('webhooks on %s', (kind) => {
  let client: LedgerClient;
  let restart: Started['restart'];
  let dispose: () => Promise<unknown>;
  let receiver: WebhookReceiver;
  let alice: Wallet;
  let bob: Wallet;

  beforeAll(async () => {
    // Every third fails, and every fourth is closed without a word.
    receiver = await WebhookReceiver.start({
      flaky: (response, count) => {
        if (count % 4 === 3) response.destroy();
        return count % 3 === 1 ? 503 : 200;
      },
    });
    ({ client, restart, dispose } = await startKind(kind));
    [alice, bob] = (await client.createWallets(2)) as [Wallet, Wallet];
    await Promise.all([client.fund(alice.address), client.fund(bob.address)]);
  });
  afterAll(async () => {
    await dispose?.();
    await receiver?.stop();
  });

  const make = async (path: string, more: object = {}) => {
    const body = { url: receiver.url(path), types: ['transaction.mined'], ...more };
    const { status, json } = await client.post('/webhooks', body);
    expect(status).toBe(201);
    return json as { id: string; secret: string };
  };
  const pay = (units: number) => client.pay(alice, bob.address, units);
  const show = async (id: string) => (await client.get(`/webhooks/${id}`)).json;
  const deliveries = async (id: string) => (await client.get(`/webhooks/${id}/deliveries`)).json;

  async function eventually(holds: () => Promise<boolean>): Promise<void> {
    for (const deadline = Date.now() + 15_000; Date.now() < deadline; await sleep(50)) if (await holds()) return;
    throw new Error('it did not come to pass');
  }

  it('tells what happens from now on, in order, signed as the specification says', async () => {
    const { id, secret } = await make('/ok/first');
    expect(secret).toMatch(/^whsec_/);
    const txids: string[] = [];
    for (let units = 1; units <= 5; units++) txids.push((await pay(units)).txid);
    const received = await receiver.until('/ok/first', 5);
    expect(received.map(({ event }) => event.data.txid)).toEqual(txids);
    const { json: log } = await client.get('/events?limit=1000&types=transaction.mined');
    for (const one of received) {
      verifyWith(secret, one);
      expect(one.headers['webhook-id']).toBe(one.event.id);
      expect(log.events).toContainEqual(one.event);
    }
    await eventually(async () => (await show(id)).cursor === received.at(-1)!.event.cursor);
    const [last] = await deliveries(id);
    expect(last).toMatchObject({ n: 5, kind: 'event', status: 'delivered', attempts: 1, answer_status: 204 });
    expect(last.event_id).toBe(received.at(-1)!.event.id);
    expect((await show(id)).secret).toBeUndefined();
    expect((await client.get('/webhooks')).text).not.toContain(secret);
    await client.exchange('DELETE', `/webhooks/${id}`);
  });

  it('tells what concerns one wallet', async () => {
    await make('/ok/bob', { types: ['wallet.credited'], address: bob.address, description: 'for bob' });
    await client.pay(bob, alice.address, 3);
    await pay(8);
    const [first] = await receiver.until('/ok/bob', 1);
    expect(first!.event).toMatchObject({ type: 'wallet.credited', data: { address: bob.address, units: 8 } });
  });

  it('is not held up by receivers that hang, fail, redirect or talk', async () => {
    const hanging = await make('/hanging/a');
    const failing = await make('/failing/a');
    const redirecting = await make('/redirecting/a');
    const talkative = await make('/talkative/a');
    await make('/ok/beside');
    const began = Date.now();
    await pay(1);
    await receiver.until('/ok/beside', 1, 5_000);
    expect(Date.now() - began).toBeLessThan(5_000);
    await receiver.until('/hanging/a', 1);
    await eventually(async () => (await deliveries(talkative.id)).length === 1);
    expect((await deliveries(talkative.id))[0]).toMatchObject({ status: 'delivered', answer: 'x'.repeat(500) });
    await eventually(async () => (await show(failing.id)).failures === 1);
    const waiting = await show(failing.id);
    const inMs = Date.parse(waiting.next_attempt_at) - Date.now();
    expect(inMs).toBeGreaterThan(1_000);
    expect(inMs).toBeLessThan(6_000);
    await eventually(async () => (await deliveries(redirecting.id)).length === 1);
    expect((await deliveries(redirecting.id))[0]).toMatchObject({ status: 'waiting', answer_status: 307 });
    expect(receiver.at('/ok')).toEqual([]);
    for (const { id } of [hanging, failing, redirecting]) await client.exchange('DELETE', `/webhooks/${id}`);
  });

  it('ends when its receiver is gone, and says why', async () => {
    const { id } = await make('/gone/a');
    await pay(1);
    await eventually(async () => (await show(id)).state === 'ended');
    expect((await show(id)).reason).toBe('the receiver answered 410 Gone');
    await pay(1);
    expect(refusal(await client.exchange('PATCH', `/webhooks/${id}`, { state: 'active' }))).toEqual([
      409,
      'the webhook has ended\n',
    ]);
    expect((await client.post(`/webhooks/${id}/test`)).status).toBe(409);
    expect(receiver.at('/gone/a')).toHaveLength(1);
  });

  it('is paused and resumed without a gap, and repeats nothing', async () => {
    const { id } = await make('/ok/paused');
    await pay(1);
    await receiver.until('/ok/paused', 1);
    const paused = await client.exchange('PATCH', `/webhooks/${id}`, { state: 'paused' });
    expect(paused.json).toMatchObject({ state: 'paused', reason: 'paused by its owner' });
    await pay(2);
    await pay(3);
    await sleep(700);
    expect(receiver.at('/ok/paused')).toHaveLength(1);
    const resumed = await client.exchange('PATCH', `/webhooks/${id}`, { state: 'active' });
    expect(resumed.json.reason).toBeUndefined();
    const received = await receiver.until('/ok/paused', 3);
    expect(received.map(({ event }) => event.data.amount)).toEqual([1, 2, 3]);
  });

  it('repeats what failed, in its place', async () => {
    const { id } = await make('/flaky/a');
    for (let units = 1; units <= 4; units++) await pay(units);
    await eventually(async () => {
      // The owner has repaired the receiver and does not wait for the schedule.
      await client.exchange('PATCH', `/webhooks/${id}`, { state: 'paused' });
      await client.exchange('PATCH', `/webhooks/${id}`, { state: 'active' });
      await sleep(200);
      const taken = receiver.at('/flaky/a').filter(({ status }) => status === 200);
      return new Set(taken.map(({ event }) => event.id)).size === 4;
    });
    const received = receiver.at('/flaky/a');
    expect(received.length).toBeGreaterThan(4);
    const amounts = received.map(({ event }) => event.data.amount);
    expect(amounts).toEqual([...amounts].sort());
    expect(new Set(amounts)).toEqual(new Set([1, 2, 3, 4]));
  });

  it('sends tests and redeliveries when they are asked for', async () => {
    const { id, secret } = await make('/ok/extras');
    await pay(7);
    await receiver.until('/ok/extras', 1);
    await eventually(async () => (await deliveries(id)).length === 1); // it is noted when it was answered
    const test = await client.post(`/webhooks/${id}/test`);
    expect([test.status, test.json.event_type, test.json.status]).toEqual([202, 'webhook.test', 'waiting']);
    const [event, tested] = await receiver.until('/ok/extras', 2);
    verifyWith(secret, tested!);
    expect(tested!.event).toMatchObject({ id: test.json.event_id, type: 'webhook.test', data: { webhook: id } });
    const again = await client.post(`/webhooks/${id}/deliveries/1/redeliver`);
    expect([again.status, again.json.kind, again.json.event_id]).toEqual([202, 'redelivery', event!.event.id]);
    const redelivered = (await receiver.until('/ok/extras', 3))[2]!;
    expect([redelivered.body, redelivered.headers['webhook-id']]).toEqual([event!.body, event!.event.id]);
    await eventually(async () =>
      (await deliveries(id)).every(({ status }: { status: string }) => status === 'delivered'),
    );
    const page = await client.get(`/webhooks/${id}/deliveries?limit=2`);
    expect(page.json.map(({ n }: { n: number }) => n)).toEqual([3, 2]);
    const next = /<\/api\/v1(.*)>; rel="next"/.exec(page.headers.get('link')!)![1]!;
    expect((await client.get(next)).json.map(({ n }: { n: number }) => n)).toEqual([1]);
    expect(refusal(await client.post(`/webhooks/${id}/deliveries/9/redeliver`))).toEqual([404, 'delivery not found\n']);
  });

  it('signs with both secrets after a rotation', async () => {
    const { id, secret } = await make('/ok/rotated');
    const rotated = await client.post(`/webhooks/${id}/rotate-secret`);
    expect(rotated.json.secret).not.toBe(secret);
    const dayMs = Date.parse(rotated.json.former_secret_until) - Date.now();
    expect(Math.abs(dayMs - 24 * 3_600_000)).toBeLessThan(60_000);
    await pay(1);
    const [received] = await receiver.until('/ok/rotated', 1);
    expect(received!.headers['webhook-signature']).toMatch(/^v1,\S+ v1,\S+$/);
    for (const one of [secret, rotated.json.secret]) verifyWith(one, received!);
  });

  it('is made once for an idempotency key, and shows its secret again', async () => {
    const body = { url: receiver.url('/ok/once'), types: ['block.created'] };
    const headers = { 'idempotency-key': 'once' };
    const [first, second] = await Promise.all([
      client.post('/webhooks', body, headers),
      client.post('/webhooks', body, headers),
    ]);
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.json).toMatchObject({ id: first.json.id, secret: first.json.secret });
    const other = await client.post('/webhooks', { ...body, types: ['transaction.mined'] }, headers);
    expect(refusal(other)).toEqual([422, 'the idempotency key was used for another request\n']);
  });

  it('has at most twenty for an owner, however many ask at once', async () => {
    const { json: before } = await client.get('/webhooks');
    const body = { url: receiver.url('/ok/many'), types: ['zakat.run.completed'] };
    const answers = await Promise.all(Array.from({ length: 30 }, () => client.post('/webhooks', body)));
    const made = answers.filter(({ status }) => status === 201);
    expect(made).toHaveLength(20 - before.length);
    const full = answers.filter(({ status }) => status === 409);
    expect(new Set(full.map(({ text }) => text))).toEqual(
      new Set(['there are 20 webhooks, which is the most; delete one first\n']),
    );
    expect(made.length + full.length).toBe(30);
    expect((await client.get('/webhooks')).json).toHaveLength(20);
    for (const { json } of made) {
      const removed = await client.exchange('DELETE', `/webhooks/${json.id}`);
      expect([removed.status, removed.text]).toEqual([200, '{"success":true}']);
    }
  });

  it('refuses what cannot be told or reached', async () => {
    const url = receiver.url('/ok/refused');
    const refused = async (body: object) => refusal(await client.post('/webhooks', body));
    expect(await refused({ url })).toEqual([400, 'invalid request body\n']);
    expect(await refused({ url, types: [] })).toEqual([400, 'invalid request body\n']);
    expect(await refused({ url, types: ['node.online'] })).toEqual([400, 'unknown event type\n']);
    expect(await refused({ url, types: ['wallet.credited'] })).toEqual([400, 'wallet events need an address\n']);
    const types = ['block.created'];
    const invalid = /^a webhook has an https URL/;
    for (const bad of [
      'x',
      'ftp://example.com/',
      'http://example.com/',
      'https://a:b@example.com/',
      `https://x/${'y'.repeat(2_000)}`,
    ]) {
      const [status, text] = await refused({ url: bad, types });
      expect([status, text]).toEqual([400, expect.stringMatching(invalid)]);
    }
    for (const host of [
      '10.0.0.1',
      '169.254.169.254',
      '0xa9fea9fe',
      '[fd00::1]',
      'metadata.google.internal',
      '[64:ff9b::a00:1]',
    ]) {
      expect(await refused({ url: `https://${host}/`, types })).toEqual([
        400,
        'the URL of a webhook must lead to a public address\n',
      ]);
    }
    expect((await client.get('/webhooks/0c9d7a52-8a0c-4a6f-8f0a-6d0a8b1c2d3e')).status).toBe(404);
  });

  it('goes on after a restart where the receiver had acknowledged', async () => {
    if (!restart) return;
    const { id, secret } = await make('/ok/restarted');
    await pay(1);
    await receiver.until('/ok/restarted', 1);
    await eventually(async () => (await deliveries(id)).length === 1);
    client = await restart();
    await pay(2);
    const received = await receiver.until('/ok/restarted', 2, 30_000);
    expect(received.map(({ event }) => event.data.amount)).toEqual([1, 2]);
    verifyWith(secret, received[1]!);
  });
});
