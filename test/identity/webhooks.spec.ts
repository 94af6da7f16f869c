import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type Exchange, refusal } from '../support/ledger-client.js';
import { ProductionWorld } from './support/production-world.js';

jest.setTimeout(120_000);

const BILAL = { full_name: 'Bilal Ahmed', email: 'bilal@example.org', cnic: '42101-7654321-9' };
const URL = 'https://hooks.example.com/mizan';
/** What does not happen meanwhile: nothing is sent. */
const WALLET = { url: URL, types: ['wallet.credited'] };
const RUNS = { url: URL, types: ['zakat.run.completed'] };

describe('webhooks in production', () => {
  let world: ProductionWorld;
  let administrator: { token: string };
  let amina: { token: string };
  let bilal: { token: string };
  let address: string;
  let userId: string;
  let hers: string;
  let operators: string;

  beforeAll(async () => {
    world = await ProductionWorld.open(['']);
    administrator = { token: world.administratorToken };
    ({ wallet_address: address, user_id: userId } = await world.register());
    await world.register(BILAL);
    amina = { token: await world.logIn() };
    bilal = { token: await world.logIn(BILAL.email) };
  }, 120_000);
  afterAll(() => world?.close(), 60_000);

  const exchange = (method: string, path: string, { token }: { token: string }, body?: object): Promise<Exchange> =>
    world.clients[0]!.exchange(method, path, body, {
      authorization: `Bearer ${token}`,
      'x-forwarded-for': '198.51.100.7',
      'x-forwarded-proto': 'https',
    });
  const ids = ({ json }: Exchange) => json.map(({ id }: { id: string }) => id);

  it('are made by users for their wallet and what is public, and by administrators for everything', async () => {
    expect(refusal(await world.post('/webhooks', RUNS))).toEqual([401, 'authentication required\n']);
    expect(refusal(await world.post('/webhooks', RUNS, amina))).toEqual([403, 'administrators only\n']);
    expect(refusal(await world.post('/webhooks', { ...WALLET, address }, bilal))).toEqual([403, 'not your wallet\n']);
    const own = await world.post('/webhooks', { ...WALLET, address }, amina);
    expect([own.status, own.json.owner, own.json.address]).toEqual([201, `user:${userId}`, address]);
    hers = own.json.id;
    const all = await world.post('/webhooks', RUNS, administrator);
    expect([all.status, all.json.owner]).toEqual([201, 'administrator:administrator-1']);
    operators = all.json.id;
    const local = { url: 'http://127.0.0.1:4000/', types: ['block.created'] };
    expect((await world.post('/webhooks', local, administrator)).status).toBe(400);
    const secure = { url: 'https://localhost/', types: ['block.created'] };
    expect(refusal(await world.post('/webhooks', secure, administrator))).toEqual([
      400,
      'the URL of a webhook must lead to a public address\n',
    ]);
  });

  it('are seen and changed by their owner and administrators alone', async () => {
    expect(ids(await world.get('/webhooks', amina))).toEqual([hers]);
    expect(ids(await world.get('/webhooks', bilal))).toEqual([]);
    expect(ids(await world.get('/webhooks', administrator))).toEqual([hers, operators]);
    for (const [caller, id] of [
      [bilal, hers],
      [amina, operators],
    ] as const) {
      for (const [method, path, body] of [
        ['GET', ''],
        ['PATCH', '', { state: 'paused' }],
        ['DELETE', ''],
        ['POST', '/rotate-secret'],
        ['GET', '/deliveries'],
        ['POST', '/deliveries/1/redeliver'],
        ['POST', '/test'],
      ] as const) {
        const answer = await exchange(method, `/webhooks/${id}${path}`, caller, body);
        expect([method, path, ...refusal(answer)]).toEqual([method, path, 404, 'webhook not found\n']);
      }
    }
    const widened = await exchange('PATCH', `/webhooks/${hers}`, amina, { types: ['block.created', 'node.online'] });
    expect(widened.status).toBe(400);
    expect((await exchange('PATCH', `/webhooks/${hers}`, amina, { state: 'paused' })).status).toBe(200);
    expect((await exchange('DELETE', `/webhooks/${hers}`, administrator)).status).toBe(200);
    expect(ids(await world.get('/webhooks', amina))).toEqual([]);
  });

  it('are had by a key of its own holder for them, and the stream of events by one that may read', async () => {
    const caller = { ip: '198.51.100.31' };
    const make = async (scope: string) => {
      const { code: otp } = await world.mailed(undefined, 'payment', caller);
      const { json } = await world.post('/me/keys', { name: scope, scopes: [scope], otp }, { ...caller, ...amina });
      return { token: json.key as string };
    };
    const [hooks, reader] = [await make('webhooks'), await make('read')];
    const { address: stranger } = (await world.post('/wallets')).json;
    const own = await world.post('/webhooks', { ...WALLET, address }, hooks);
    expect([own.status, own.json.owner]).toEqual([201, `user:${userId}`]);
    expect(ids(await world.get('/webhooks', amina))).toEqual([own.json.id]);
    for (const [order, text] of [
      [{ ...WALLET, address: stranger }, 'not your wallet\n'],
      [RUNS, 'administrators only\n'],
    ] as const) {
      expect(refusal(await world.post('/webhooks', order, hooks))).toEqual([403, text]);
    }
    expect(refusal(await world.post('/webhooks', { ...WALLET, address }, reader))[0]).toBe(403);
    expect((await exchange('DELETE', `/webhooks/${own.json.id}`, hooks)).status).toBe(200);

    const stream = await world.hear(address, reader);
    await world.fund(address);
    expect((await stream.hear(1))[0]!.type).toBe('transaction.mined');
    await stream.close();
    await expect(world.hear(stranger, reader)).rejects.toThrow('403 not your wallet');
    await expect(world.hear(address, hooks)).rejects.toThrow('403 this key lacks the scope read');
  });
});
